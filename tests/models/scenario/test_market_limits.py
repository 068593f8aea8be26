"""What a market forbids is refused in a file by its line, and in an address by its name."""

import pytest

from models.inputs import load_market, load_priors, read_scenario_bytes, vintages
from models.scenario.address_reader import Known, from_query
from tests.every import every

HEADER = "scenario,lever,quarter,value\nOld,market,,2008Q4\n"
KNOWN = Known(
    vintages=vintages(),
    parameters=load_priors().allowed_ranges,
    baseline=lambda name: load_market(name).levers,
    refused=lambda name, lever, value: load_market(name).refusal(lever, value),
)


def problems(*rows):
    lines = "".join(f"Old,{row}\n" for row in rows)
    return read_scenario_bytes(f"{HEADER}{lines}".encode()).problems


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ("ai_investment,2009Q1,0.1", "began in 2023; in the market of 2008Q4 it stays at 0"),
        ("subsidy_budget,2009Q1,2", "from 0 to 1.15 (RMB bn/quarter) in the market of 2008Q4"),
        ("refund_leniency,2009Q2,0.2", "from 0 to 0.1 (share) in the market of 2008Q4"),
    ],
)
def test_a_file_is_refused_by_line_and_column(row, words):
    (problem,) = problems("sme_support,2009Q1,0.1", row)
    assert (problem.line, problem.column) == (4, "value")
    assert words in problem.message


def test_what_the_market_allows_is_read():
    assert not problems("subsidy_budget,2009Q1,1.15", "refund_leniency,2009Q1,0")
    assert not problems("ai_investment,2009Q1,0")


def test_a_target_that_no_market_allows_is_told_once():
    assert [problem.line for problem in problems("subsidy_budget,2009Q1,61")] == [3]


@pytest.mark.parametrize("name", ["lever.ai_investment", "s.ai_investment"])
def test_an_address_loses_the_lever_and_says_so(name):
    text = "2009Q1:1" if name.startswith("s.") else "1"
    plan, found = from_query({"market": ["2008Q4"], name: [text]}, KNOWN, "x")
    assert plan.steps == ()
    assert [problem.column for problem in found] == [name]
    assert "began in 2023" in found[0].message


WITHOUT_MARKET = "scenario,lever,quarter,value\nA,horizon,,{horizon}\nA,ad_load,{quarter},1.2\n"


@pytest.mark.parametrize(
    ("quarter", "horizon", "market"),
    [
        ("2025Q3", 4, "2024Q3"),
        ("2024Q4", 8, "2024Q3"),
        ("2024Q3", 8, "2023Q4"),
        ("2022Q2", 8, "2022Q1"),
    ],
)
def test_a_file_from_before_the_latest_market_is_told_which_one_fits(quarter, horizon, market):
    text = WITHOUT_MARKET.format(quarter=quarter, horizon=horizon)
    reading = read_scenario_bytes(text.encode())
    (problem,) = reading.problems
    assert (problem.line, problem.column) == (3, "quarter")
    assert problem.message.endswith(f"the row market,,{market} would fit")
    named = text.replace("A,horizon", f"A,market,,{market}\nA,horizon")
    assert read_scenario_bytes(named.encode()).scenarios


@every("quarter", ["2007Q1", "2031Q1", "soon"])
def test_where_no_market_fits_none_is_named(quarter):
    text = WITHOUT_MARKET.format(quarter=quarter, horizon=4)
    (problem,) = read_scenario_bytes(text.encode()).problems
    assert "would fit" not in problem.message


def test_an_address_without_a_market_means_the_one_of_its_days():
    plan, problems = from_query({"lever.ad_load": ["1.2"]}, KNOWN, "x")
    assert not problems
    assert plan.market == "2024Q3"
    wrong, (problem,) = from_query({"market": ["1999Q1"]}, KNOWN, "x")
    assert wrong.market == vintages()[-1]
    assert problem.column == "market"
