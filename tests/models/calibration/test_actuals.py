"""Reported figures: what a user's file may hold, what is refused, what is taken with a note."""

import pytest

from models.calibration.actuals import read_actuals
from models.calibration.series import POOLED, SERIES
from models.errors import ActualsError
from models.inputs import actuals_bytes
from models.notation import quarter_number
from tests.every import every

HEADER = "platform,period,metric,value,unit,kind,source,source_date,note\n"
STORED = actuals_bytes()
CMR = POOLED[0].name


def read(*rows):
    return read_actuals(STORED, (HEADER + "".join(f"{row},,,,\n" for row in rows)).encode())


def refused(*rows):
    with pytest.raises(ActualsError) as caught:
        read(*rows)
    return [(problem.line, problem.column) for problem in caught.value.problems]


GOOD = "Taotian,2025Q4,CMR,102600,RMB mn"


def test_stored_figures_are_read_in_rmb_bn_with_their_grade():
    actuals = read_actuals(STORED)
    assert set(actuals.levels) == {series.name for series in SERIES}
    assert actuals.levels[CMR][quarter_number("2024Q3")] == pytest.approx(70.364)
    assert actuals.levels[CMR][actuals.last] == pytest.approx(78.927)
    assert actuals.last == quarter_number("2025Q3")
    assert actuals.grades["Kuaishou GMV"][quarter_number("2024Q3")] == "A"
    assert not actuals.notes


def test_quarters_add_up_to_the_reported_half_years():
    actuals = read_actuals(STORED)
    known = actuals.known_at(actuals.last)
    cmr = known.levels[CMR]
    whole = [first for first in actuals.halves if {first, first + 1} <= cmr.keys()]
    assert whole
    for first in whole:
        assert cmr[first] + cmr[first + 1] == pytest.approx(actuals.halves[first], rel=1e-12)
    assert known.halves.keys() == actuals.halves.keys() - set(whole)


def test_later_quarters_join_the_stored_ones():
    actuals = read(GOOD)
    assert actuals.levels[CMR][quarter_number("2025Q4")] == pytest.approx(102.6)
    assert actuals.last == quarter_number("2025Q4")


@every(
    ("row", "column"),
    [
        ("Taotian,2026Q1,CMR,71077000,RMB mn", "value"),
        ("Taotian,2026Q1,CMR,71.077,RMB mn", "value"),
        ("Taotian,2026Q1,CMR,71077,RMB bn", "value"),
        ("Taotian,2026Q1,CMR,-71077,RMB mn", "value"),
        ("Taotian,2026Q1,CMR,0,RMB mn", "value"),
        ("Taotian,2026Q1,CMR,nan,RMB mn", "value"),
        ("Taotian,2026Q1,CMR,1e999,RMB mn", "value"),
        ('Taotian,2026Q1,CMR,"71,077",RMB mn', "value"),
        ("Taotian,2026Q1,CMR,,RMB mn", "value"),
        ("Taotian,2026Q1,CMR,71077,USD mn", "unit"),
        ("Taotian,2026Q5,CMR,71077,RMB mn", "period"),
        ("Taotian,9999Q4,CMR,71077,RMB mn", "period"),
        ("Taotian,2025Q4,CMR,102600,RMB mn", "period"),
    ],
)
def test_hostile_rows_are_refused_by_line_and_column(row, column):
    assert refused(GOOD, row) == [(3, column)]


def test_a_row_that_is_cut_off_is_refused():
    with pytest.raises(ActualsError, match=r"line 2: .* cut off"):
        read_actuals(STORED, (HEADER + "JD,2024Q4\n").encode())


def test_every_problem_is_told_at_once():
    problems = refused(
        GOOD, GOOD, "JD,2025Q4,net_revenues,-1,RMB mn", "PDD,2024Q9,total_revenue,1,RMB mn"
    )
    assert problems == [(3, "period"), (4, "value"), (5, "period")]


@every("data", [b"", b"# no table", b"\x00\xff\xfe", b"a,b\n1,2\n"])
def test_what_is_no_table_of_figures_is_refused(data):
    with pytest.raises(ActualsError):
        read_actuals(STORED, data)


def test_a_file_without_any_forecast_series_is_refused():
    assert refused("Taobao,2024Q4,DAU_avg,400,mn") == [(None, "metric")]


@every(
    ("row", "note_text"),
    [
        ("Pinduoduo,2025Q4,total_revenue,123900,RMB mn", "did you mean 'PDD total_revenue'"),
        ("Taobao,2024Q4,DAU_avg,x,mn", "not forecast"),
        ("JD,2025Q4,net_revenues,352.3,RMB bn", "converted"),
        ("Taotian,2024Q3 restated,CMR,70400,RMB mn", "no single quarter"),
        ("Taotian,2024Q3,CMR,70400,RMB mn", "differ from the stored"),
        ("Taotian,2024Q2-Q3,CMR_halfyear,200000,RMB mn", "not the sum"),
        ("Taotian,2026Q2,CMR,96000,RMB mn", "no figure for 2026Q1"),
    ],
)
def test_what_is_left_out_or_changed_is_told(row, note_text):
    assert any(note_text in note for note in read(GOOD, row).notes)


def test_a_later_basis_is_linked_once():
    """China E-commerce Group reports customer management revenue on another basis."""
    actuals = read_actuals(STORED)
    linked = actuals.linked()
    last = quarter_number("2025Q3")
    assert linked.levels["CMR"][last] == pytest.approx(78.927 / 1.019, rel=1e-9)
    assert linked.levels["CMR"][last - 2] == actuals.levels["CMR"][last - 2]
    assert linked.linked() is linked
