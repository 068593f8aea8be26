"""Files of tests: every fault by line and column, and no test against the model's sign."""

from contextlib import suppress
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.calibration.setups import read_setups
from models.errors import FileError
from models.experiments import lift_signs
from models.experiments.lift_rows import COLUMNS, read_lifts
from models.inputs import load_market, load_parameters, vintages
from tests.every import every

HEADER = ",".join(COLUMNS)
ROW = {
    "lever": "ad_load",
    "from": "1",
    "to": "1.2",
    "metric": "revenue",
    "platform": "taotian",
    "quarters": "4",
    "effect": "2.5",
    "standard_error": "0.5",
    "date": "2024-10-15",
    "total_or_average": "average",
}


def file(*rows, header=HEADER):
    names = header.split(",")
    lines = [",".join({**ROW, **row}.get(name, "") for name in names) for row in rows]
    return "\n".join([header, *lines]).encode()


def read(data):
    return read_lifts(data, load_market().platform_ids, vintages())


def problems(data):
    with pytest.raises(FileError) as error:
        read(data)
    return error.value.problems


def test_a_row_is_a_test():
    (lift,), notes = read(file({}))
    assert (lift.lever, lift.start, lift.end, lift.effect, lift.error) == (
        *("ad_load", 1.0, 1.2, 2.5, 0.5),
    )
    assert lift.quarter == "2024Q4"
    assert not lift.is_total
    assert notes == ()


def test_an_empty_platform_is_the_own_group():
    (lift,), _ = read(file({"platform": ""}))
    assert lift.platform == load_market().platform_ids[0]


def test_order_and_case_of_the_columns_do_not_matter():
    shuffled = ",".join(reversed([name.upper() for name in COLUMNS]))
    rows = {name.upper(): ROW[name] for name in COLUMNS}
    assert read(file(rows, header=shuffled))[0] == read(file({}))[0]


@every(
    ("column", "value", "says"),
    [
        ("lever", "ad_lode", "ad_load"),
        ("lever", "kpi_group_gmv", "set alone"),
        ("lever", "consumer_confidence", "set alone"),
        ("from", "nan", "0.2 to 3"),
        ("to", "9", "0.2 to 3"),
        ("to", "1", "differ"),
        ("metric", "profit", "revenue"),
        ("platform", "amazon", "pdd"),
        ("quarters", "0", "1 to 12"),
        ("quarters", "2.5", "1 to 12"),
        ("effect", "inf", "finite"),
        ("effect", "2%", "finite"),
        ("effect", "1e300", "1e+06"),
        ("standard_error", "1e-300", "1e-06"),
        ("standard_error", "-0.1", "above zero"),
        ("standard_error", "0", "above zero"),
        ("standard_error", "nan", "above zero"),
        ("date", "2024-13-01", "2024-04-01"),
        ("date", "soon", "2024Q2"),
        ("date", "1999Q1", "markets known"),
        ("total_or_average", "sum", "total"),
    ],
)
def test_a_fault_names_its_line_and_column(column, value, says):
    (problem,) = problems(file({}, {"quarters": "3", column: value}))
    assert (problem.line, problem.column) == (3, column)
    assert says in problem.message
    assert problem.found == value


def test_a_level_has_no_total():
    (problem,) = problems(file({"metric": "dau", "total_or_average": "total"}))
    assert problem.column == "total_or_average"


def test_the_same_test_twice_is_refused():
    (problem,) = problems(file({}, {"effect": "3"}))
    assert problem.line == 3
    assert "line 2" in problem.message


def test_all_faults_are_told_at_once():
    assert {p.line for p in problems(file({"effect": "x"}, {}, {"date": "x"}))} == {2, 4}


@every("name", COLUMNS)
def test_every_column_is_needed(name):
    header = ",".join(column for column in COLUMNS if column != name)
    (problem,) = problems(file({}, header=header))
    assert (problem.line, problem.column) == (1, name)


@every("data", [b"", b"\n\n", HEADER.encode(), b"\x89PNG\r\n\x1a\n", b"PK\x03\x04"])
def test_what_is_no_table_of_tests_is_refused(data):
    assert problems(data)


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=200))
def test_any_bytes_give_tests_or_problems(data):
    with suppress(FileError):
        assert read(data)[0]


def setups(**row):
    return read_setups(file(row), load_parameters().priors)


def test_a_test_against_the_models_sign_is_refused_by_name():
    with pytest.raises(FileError) as error:
        setups(lever="subsidy_budget", **{"from": "5", "to": "10"}, metric="gmv", effect="-20")
    (problem,) = error.value.problems
    assert (problem.line, problem.column) == (2, "effect")
    assert "subsidy_budget 5 to 10 on gmv of taotian contradicts the model" in problem.message
    assert "raises" in problem.message


@every("others", [0, 4])
def test_that_no_draw_turns_the_sign_is_said_where_none_does(others):
    (setup,), _ = setups()
    lift = replace(setup.lift, effect=-1.5)
    predicted = np.where(np.arange(200) < others, -0.1, 1.0)
    (problem,) = lift_signs._problems(lift, predicted)
    assert ("none of 200 draws" in problem.message) == (others == 0)
    assert "no assumption" not in problem.message


def test_a_wrong_sign_within_its_error_is_taken_with_a_note():
    kept, notes = setups(
        lever="subsidy_budget",
        **{"from": "5", "to": "10"},
        metric="gmv",
        effect="-20",
        standard_error="30",
    )
    assert len(kept) == 1
    assert any("sign" in note for note in notes)


def test_a_lever_that_does_not_move_the_metric_is_refused():
    with pytest.raises(FileError) as error:
        setups(lever="overseas_investment", **{"from": "2", "to": "4"}, metric="gmv")
    assert "does not move" in str(error.value)


@every("error", ["0.8", "100", "1e5"])
def test_a_slip_of_the_unit_is_refused_whatever_its_error(error):
    with pytest.raises(FileError) as refused:
        setups(effect="2500", standard_error=error)
    (problem,) = refused.value.problems
    assert (problem.line, problem.column) == (2, "effect")
    assert "the largest effect that the model can tell" in problem.message


@every(("effect", "error"), [("30", "0.5"), ("0.001", "0.0002")])
def test_what_no_draw_tells_is_noted(effect, error):
    (setup,), _ = setups()
    predicted = np.linspace(1.0, 20.0, 200)
    lift = replace(setup.lift, effect=float(effect), error=float(error))
    assert any("check the unit" in note for note in lift_signs._notes(lift, predicted))


@every(("date", "market"), [("2023Q1", "2023Q1"), ("2024-06-30", "2023Q4")])
def test_a_test_is_run_in_the_last_market_known(date, market):
    (setup,), _ = setups(date=date)
    assert setup.market.vintage == market
