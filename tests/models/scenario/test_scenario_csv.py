"""The scenario file: what is written is read back, in whatever clothes it comes."""

import csv
import io
import math
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.errors import ScenarioError
from models.levers import LEVERS
from models.scenario import Scenario
from models.scenario.csv.cells import guarded, number, number_text, unguarded
from models.scenario.csv.records import records
from models.scenario.csv.scenario_file import write_bytes
from models.scenario.csv.text import LIMIT
from tests.models.plans import NUMBERS, libraries, scenarios
from tests.models.sheets import HEAD, MARKET, accepted, cells, faults, line


@pytest.mark.slow
@given(plans=libraries(2))
def test_what_is_written_is_read_back(plans):
    data = write_bytes(plans)
    reading = accepted(data)
    assert reading.scenarios == plans
    assert reading.notes == ()
    assert reading.rows == len(cells(data)) - 1
    assert write_bytes(reading.scenarios) == data


@pytest.mark.slow
@given(plans=libraries())
def test_no_cell_that_is_written_runs_in_a_spreadsheet(plans):
    for row in cells(write_bytes(plans)):
        for text in row:
            seen = unicodedata.normalize("NFKC", text).lstrip("\u200b\u200f\ufeff ")
            begins = unicodedata.normalize("NFKC", seen.strip()[:1])
            assert begins not in ("=", "+", "@")
            assert not text.startswith(("\t", "\r"))
            assert begins != "-" or number(text) is not None


@pytest.mark.slow
@given(plan=scenarios())
def test_an_export_says_everything_and_in_order(plan):
    head, *rows = cells(write_bytes([plan]))
    assert head == ["scenario", "lever", "quarter", "value", "unit", "note"]
    given_by = {row[1]: row for row in rows}
    for name in ("market", "horizon", "rivals", "draws", "seed"):
        assert given_by[name][3] == str(getattr(plan, name))
    assert given_by["format"][3] == "2"
    assert ("author" in given_by) == bool(plan.author or dict(plan.notes).get("author"))
    levers = [row for row in rows if row[1] in LEVERS]
    places = [(list(LEVERS).index(row[1]), row[2]) for row in levers]
    assert rows[len(rows) - len(levers) :] == levers
    assert places == sorted(places)
    assert all(row[4] == LEVERS[row[1]].unit for row in levers)


def test_an_export_is_utf8_with_a_mark_and_crlf():
    data = write_bytes([Scenario(name="基准", market="2023Q1")])
    assert data.startswith(b"\xef\xbb\xbfscenario,lever,quarter,value,unit,note\r\n")
    assert data.count(b"\n") == data.count(b"\r\n") == 1 + 6


@given(value=NUMBERS)
def test_a_number_is_written_shortest_and_read_back(value):
    text = number_text(value)
    back = number(text)
    assert back == value
    assert math.copysign(1, back) == math.copysign(1, value)
    assert len(text) <= len(repr(value))
    assert not text.endswith(".0")


@given(text=st.text(st.sampled_from("'=+-@\t\r\n \uff1d\uff0d\ufeffab"), max_size=6))
def test_the_apostrophe_comes_off_again(text):
    assert unguarded(guarded(text)) == text
    assert len(guarded(text)) <= len(text) + 1


def test_what_cannot_be_read_back_is_not_written():
    plan = Scenario(name="Base", market="2023Q1")
    for plans, word in (
        ([], "at least one"),
        ([plan, Scenario(name="BASE ", market="2023Q1")], "rename"),
        ([Scenario(name=str(i), market="2023Q1") for i in range(201)], "200"),
        ([Scenario(name="Base", market="2023Q1", author="x" * LIMIT)], "bytes"),
    ):
        with pytest.raises(ScenarioError, match=word):
            write_bytes(plans)


@pytest.mark.slow
@given(plans=libraries(), data=st.data())
def test_rows_in_another_order_say_the_same(plans, data):
    head, *rows = cells(write_bytes(plans))
    sheet = io.StringIO(newline="")
    csv.writer(sheet).writerows([head, *data.draw(st.permutations(rows))])
    assert set(accepted(sheet.getvalue()).scenarios) == set(plans)


@pytest.mark.slow
@given(plans=libraries(2), end=st.sampled_from(["\n", "\r\n", "\r"]), data=st.data())
def test_delimiter_quotes_line_ends_and_encoding_say_the_same(plans, end, data):
    sheet = io.StringIO(newline="")
    delimiter = data.draw(st.sampled_from(",;\t"))
    quoting = data.draw(st.sampled_from([csv.QUOTE_ALL, csv.QUOTE_MINIMAL]))
    writer = csv.writer(sheet, delimiter=delimiter, quoting=quoting, lineterminator="\x1e")
    # With its own line end changed, the writer no longer quotes the usual ones.
    rows = [[c.replace("\r", " ").replace("\n", " ") for c in row] for row in _rows(plans)]
    writer.writerows(rows)
    text = sheet.getvalue().replace("\x1e", end)
    encoding = data.draw(st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]))
    reading = accepted(text.encode(encoding))
    assert [p.steps for p in reading.scenarios] == [
        p.steps for p in accepted("".join(line(row) for row in rows)).scenarios
    ]
    notes = " ".join(reading.notes)
    assert ("semicolons" in notes, "tabs" in notes) == (delimiter == ";", delimiter == "\t")


def _rows(plans):
    return cells(write_bytes(plans))


@given(
    rows=st.lists(
        st.lists(st.text(st.sampled_from('",;\n\r\t \x85\u2028a基'), max_size=6), min_size=2),
        min_size=1,
    )
)
def test_records_agree_with_the_csv_module_and_know_their_lines(rows):
    text = "".join(line(row) for row in rows)
    read = list(records(text, ","))
    assert [list(record.cells) for record in read] == rows
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    for record in read:
        begin = record.cells[0].replace("\r\n", "\n").replace("\r", "\n").split("\n")[0]
        assert lines[record.line - 1].startswith('"' + begin.replace('"', '""'))


def test_gb18030_is_read_with_a_note_and_latin_1_is_refused():
    rows = HEAD + "基准情景,market,,2023Q1,,先试点，后推广。\n"
    reading = accepted(rows.encode("gb18030"))
    assert reading.scenarios[0].name == "基准情景"
    assert "GB18030" in reading.notes[0]
    assert "基准情景" in reading.notes[0]
    for encoding in ("latin-1", "gb18030"):
        [(line, _, message)] = faults((HEAD + MARKET + "Café,seed,,1,,\n").encode(encoding))
        assert line == 3
        assert "utf-8" in message


def test_a_file_of_the_first_format_is_read_and_one_of_a_later_format_is_not():
    for known in ("1", "2"):
        accepted(HEAD + MARKET + f"Base,format,,{known},,\nBase,ad_load,2023Q2,1.2,,\n")
    ((place, _, message),) = faults(HEAD + MARKET + "Base,format,,3,,\n")
    assert place == 3
    assert "1, 2" in message


def test_a_parameter_of_the_first_model_is_refused_and_told_its_successor():
    rows = "Base,format,,1,,\nBase,assumption:confidence_growth,,0.006,,\n"
    ((place, column, message),) = faults(HEAD + MARKET + rows)
    assert (place, column) == (4, "lever")
    assert "confidence_level" in message
    assert "another unit" in message
