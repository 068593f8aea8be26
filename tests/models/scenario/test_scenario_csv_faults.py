"""The scenario file: any bytes give an answer, and every fault has its place."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.levers import LEVERS
from models.scenario import Scenario, Step
from models.scenario.csv.cells import number, whole
from models.scenario.csv.scenario_file import write_bytes
from models.scenario.csv.text import LIMIT
from tests.every import every
from tests.models.plans import VINTAGES, libraries
from tests.models.sheets import HEAD, MARKET, accepted, faults, line, read


@given(data=st.binary(max_size=400))
def test_any_bytes_give_an_answer(data):
    assert read(data).problems


@pytest.mark.slow
@given(plans=libraries(2), data=st.data())
def test_a_damaged_file_gives_an_answer(plans, data):
    whole_file = bytearray(write_bytes(plans))
    places = st.integers(0, len(whole_file) - 1)
    for at in data.draw(st.lists(places, min_size=1, max_size=5)):
        whole_file[at] = data.draw(st.sampled_from(b'",\r\n\x00=\x1b\xff\xe9;\t09aA'))
    read(bytes(whole_file))


@pytest.mark.slow
@given(plans=libraries(2), data=st.data())
def test_a_file_cut_off_inside_a_row_is_refused_or_whole_up_to_there(plans, data):
    text = write_bytes(plans)
    cut = text[: data.draw(st.integers(0, len(text) - 1))]
    for plan in read(cut).scenarios:
        original = next(p for p in plans if p.name == plan.name)
        # A number cut after a digit still reads; a step that was never written does not appear.
        assert {(s.lever, s.quarter) for s in plan.steps} <= {
            (s.lever, s.quarter) for s in original.steps
        }


@pytest.mark.slow
@pytest.mark.parametrize(
    "unit", [b"\n", b"\r", b",", b";", b'"', b'"",', b",\n", b'a"b\n', b'"a"\n', b"\0", b"x"]
)
def test_megabytes_of_rubbish_take_seconds(unit, pytestconfig):
    """One of the five that a file may have: what grows with the square is far over its time."""
    size = LIMIT if pytestconfig.getoption("--exhaustive") else LIMIT // 5
    for head in (b"", HEAD.encode()):
        start = time.process_time()
        assert read((head + unit * size)[:size]).problems
        assert time.process_time() - start < 15 * size / LIMIT


@pytest.mark.slow
def test_fifty_thousand_rows_take_seconds():
    levers = [name for name in LEVERS if not name.startswith("kpi_")]
    rows = [
        f"S{s},{lever},{2023 + q // 4}Q{q % 4 + 1},{LEVERS[lever].high:g},,a note\n"
        for s in range(199)
        for lever in levers
        for q in range(7, 19)
    ]
    start = time.process_time()
    reading = accepted(HEAD + "".join(rows[:50_000]))
    assert time.process_time() - start < 6
    assert sum(len(plan.steps) for plan in reading.scenarios) == reading.rows == 50_000
    assert "50,000" in str(read(HEAD + "".join(rows[:50_000]) + rows[-1]).problems[-1])


def test_a_file_over_the_limit_is_refused_by_its_size():
    [problem] = read(b"x" * (LIMIT + 1)).problems
    assert "5,000,000 bytes" in problem.message


WRONG = {
    "value": ("ad_load,2023Q2,9,,", "ratio"),
    "quarter": ("ad_load,2023Q1,1,,", "2023Q2 to 2026Q1"),
    "lever": ("ad_laod,2023Q2,1,,", "did you mean ad_load?"),
    "unit": ("subsidy_budget,2023Q2,1,RMB mn/quarter,", "RMB bn/quarter"),
    "note": ("ad_load,2023Q2,1,,a\x1b[0m", "U+001B"),
}


@given(
    columns=st.permutations(sorted(WRONG)),
    notes=st.lists(st.text(st.sampled_from("a,\n\r\"'"), max_size=5), min_size=6, max_size=6),
)
def test_each_of_several_faults_is_reported_on_its_ownline(columns, notes):
    text = HEAD + MARKET
    expected = []
    for i, (column, note) in enumerate(zip(columns, notes, strict=False)):
        text += line([f"S{i}", "market", "", "2023Q1", "", note])
        expected.append((text.replace("\r\n", "\n").replace("\r", "\n").count("\n") + 1, column))
        text += f"S{i},{WRONG[column][0]}\n"
    result = faults(text)
    assert [place[:2] for place in result] == expected
    for (_, column, message), (_, same) in zip(result, expected, strict=True):
        assert column == same
        assert WRONG[column][1] in message


@every(
    ("rows", "line", "column", "words"),
    [
        ("Base,ad_load,2023Q2,1,,\nBase,ad_load,2023Q2,1.0,,\n", 4, "lever", ["3 and 4"]),
        ("Base,seed,,1,,\nBase,seed,,1,,\n", 4, "lever", ["3 and 4"]),
        ("base,seed,,1,,\n", 3, "scenario", ["line 2"]),
        (" Base,seed,,1,,\n", 3, "scenario", ["line 2"]),
        (",seed,,1,,\n", 3, "scenario", ["name"]),
        ("Base,seed,,1,,,x\n", 3, None, ["no header"]),
        ("Base,seed,,1\n", 3, None, ["4 of the 6"]),
        ('Base,seed,,1,,"open\n', 3, None, ["quote", "closed"]),
        ('Base,seed,,1,,a "b" c\n', 3, None, ["quote"]),
        ("Base,seed,,1,count,\n", 3, "unit", ["no unit"]),
        ("Base,assumption:habit_persistence,,1,,\n", 3, "value", ["0.999999"]),
        ("Base,assumption:shopping_occasions,,3,RMB,\n", 3, "unit", ["occasions/day"]),
        ("Base,assumption:colour,,3,,\n", 3, "lever", ["parameter"]),
        ("Base,author,,a\u202eb,,\n", 3, "value", ["U+202E"]),
        ("Base,author,,a\uffffb,,\n", 3, "value", ["U+FFFF"]),
        ('Base,author,,"a\nb",,\n', 3, "value", ["U+000A"]),
        ("Base,created,,20251122,,\n", 3, "value", ["8601"]),
        ("Base,kpi_group_gmv,2023Q2,1,,\n", 3, "lever", ["kpi_group_revenue"]),
    ],
)
def test_a_fault_is_reported_once_where_it_is(rows, line, column, words):
    [(at, place, message)] = faults(HEAD + MARKET + rows)
    assert (at, place) == (line, column)
    for word in words:
        assert word in message


def test_blank_lines_and_blank_rows_count_as_lines_and_not_as_rows():
    text = "\n\r\n" + HEAD + "\n\n\r\n,,,,,\n" + MARKET + "\r\r" + "Base,seed,,x,,"
    assert [place[:2] for place in faults(text)] == [(11, "value")]
    assert read(text).rows == 2


def test_an_empty_name_is_reported_wherever_it_stands_and_a_wrong_one_once():
    rows = ",seed,,1,,\n\u3000,draws,,1,,\n,draws,,1,,\n"
    assert [place[:2] for place in faults(HEAD + MARKET + rows)] == [
        (line, "scenario") for line in (3, 4, 5)
    ]
    long = "x" * 81
    rows = f"{long},market,,2023Q1,,\n{long},seed,,1,,\n"
    assert [place[:2] for place in faults(HEAD + rows)] == [(2, "scenario")]


def test_a_sheet_without_rows_or_header_says_what_is_due():
    assert "at least one row" in read(HEAD + "\n,,,,,\n").problems[0].message
    for text in ("", "\n", "\ufeff", " , ,\n"):
        [problem] = read(text).problems
        assert "scenario,lever,quarter,value" in problem.message


def test_an_absent_column_is_named_and_an_unknown_one_left_out_with_a_note():
    places = faults("scenario,lever,quarter,Value , value\n")
    assert [place[:2] for place in places] == [(1, "value")]
    assert [p[:2] for p in faults("scenario,quarter\n")] == [(1, "lever"), (1, "value")]
    reading = accepted("scenario,lever,mood,quarter,value\nBase,market,fine,,2023Q1\n")
    assert "mood" in reading.notes[0]


@every("column", range(5))
@every("sign", ["\t", "\n", "\r"])
def test_only_a_note_may_hold_tabs_and_line_ends(column, sign):
    row = ["Base", "ad_load", "2023Q2", "1", "ratio", "a note"]
    accepted(HEAD + MARKET + line([*row[:5], f"a{sign}b"]))
    row[column] += sign
    assert faults(HEAD + MARKET + line(row))[0][0] == 3


@every("slip", ["markt,,2023Q1", "market\x00,,2023Q1", "market,,2023Q9"])
def test_a_slip_in_the_market_row_does_not_blame_the_quarters(slip):
    rows = "Base,ad_load,2023Q2,1.1,,\nBase,ad_load,2023Q9,1.1,,\n"
    places = [(line, column) for line, column, _ in faults(f"{HEAD}Base,{slip},,\n{rows}")]
    assert places[1:] == [(4, "quarter")]  # the quarter that does not exist stays a fault


def test_a_slip_in_the_horizon_row_does_not_blame_the_later_quarters():
    rows = "Base,horizn,,20,,\nBase,ad_load,2027Q4,1.1,,\nBase,ad_load,2035Q1,1.1,,\n"
    assert [(line, column) for line, column, _ in faults(HEAD + MARKET + rows)] == [
        (3, "lever"),
        (5, "quarter"),
    ]


@every(
    "text", ["1_0", "\uff11", "٣", "1e400", "nan", "inf", "0x1", "1,5", "", "1 2", "--1", "1e", "."]
)
def test_numbers_follow_one_ascii_pattern(text):
    assert number(text) is None
    assert whole(text) is None


@every("text", ["1", "+1", "1.", ".5", "-0", "1e-5", "1E5", " 007 "])
def test_plain_numbers_are_read_as_python_reads_them(text):
    assert number(text) == float(text)


def test_an_author_keeps_every_blank_and_loses_one_apostrophe():
    [plan] = accepted(HEAD + MARKET + "Base,author,,'' Ann ,,\n").scenarios
    assert plan.author == "' Ann "


def test_blanks_around_the_words_of_the_format_mean_nothing():
    rows = "Base, market , , 2023Q1 , ,\nBase, ad_load, 2023Q2, 1.5, ratio,\n"
    [plan] = accepted(HEAD + rows).scenarios
    assert plan.steps == (Step(lever="ad_load", quarter="2023Q2", value=1.5),)


def test_a_scenario_without_a_market_row_gets_the_latest():
    [plan] = accepted("scenario,lever,quarter,value\nBase,rivals,,passive\n").scenarios
    assert plan == Scenario(name="Base", market=VINTAGES[-1], rivals="passive")


def test_a_message_is_short_and_holds_nothing_that_a_terminal_obeys():
    name = "x\x1b[2J\u202e" + "y" * 300
    for problem in read(f"{HEAD}{name},{name},{name},{name},{name},\n").problems:
        assert len(problem.message) < 400
        assert len(problem.found) <= 400
        assert all(character.isprintable() for character in problem.message + problem.found)
