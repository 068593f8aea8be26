"""A plan in the address bar: what goes in comes out, and no address breaks the app."""

from dataclasses import replace
from urllib.parse import quote, urlencode

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from models.inputs import load_market
from models.levers import KPI_UNITS, LEVERS, Step
from models.notation import quarters_after
from models.scenario import Scenario
from models.scenario.address import is_ours, to_query
from models.scenario.address_reader import Known, from_query
from models.scenario.csv.scenario_file import read_bytes, write_bytes
from models.scenario.digest import plan_digest
from tests.every import every
from tests.models.plans import PARAMETERS, VINTAGES, scenarios

pytestmark = pytest.mark.slow

KNOWN = Known(
    vintages=VINTAGES, parameters=PARAMETERS, baseline=lambda name: load_market(name).levers
)
CONDUCT = st.sampled_from(
    [(), (("pdd", "passive"),), (("jd:cap", 12.5), ("pdd", "best-reply"), ("pdd:lag", 2.0))]
)


def read(**query):
    return from_query({name.replace("__", "."): [text] for name, text in query.items()}, KNOWN, "x")


def taken(query):
    return from_query({name: [text] for name, text in query.items()}, KNOWN, "another name")


def bare(scenario):
    steps = tuple(replace(step, note="") for step in scenario.steps)
    return replace(scenario, author="", created="", model="", notes=(), steps=steps)


@given(scenarios(), CONDUCT)
def test_a_plan_comes_back_from_its_address(scenario, conduct):
    scenario = replace(scenario, conduct=conduct)
    query = to_query(scenario)
    again, problems = taken(query)
    assert not problems
    assert again == bare(scenario)
    assert plan_digest(again) == plan_digest(scenario)
    assert to_query(again) == query
    assert {"market", "horizon"} <= query.keys()
    assert all(map(is_ours, query))


@given(scenarios())
def test_file_and_address_carry_the_same_plan(scenario):
    (filed,) = read_bytes(
        write_bytes([scenario]), vintages=VINTAGES, parameters=PARAMETERS
    ).scenarios
    assert to_query(filed) == to_query(scenario)


@given(scenarios(name=st.just("x")))
def test_an_address_needs_no_escapes_but_for_the_name(scenario):
    assert all(quote(text, safe="") == text for text in to_query(scenario).values())


NAMES = [*("lever." + n for n in LEVERS), *("s." + n for n in LEVERS), "lever.x", "s.<b>"]
NAMES += ["market", "horizon", "rivals", "draws", "seed", "plan", "a.x", "a.habit_persistence"]
NAMES += ["rivals.pdd", "rivals.pdd.lag", "rivals.pdd:lag", "rivals.pdd.posture", "rivals.x"]
TEXTS = st.one_of(st.text(max_size=40), st.sampled_from(["0", "1", "0.5", "2024Q4:1", "3.5", ""]))


@given(st.dictionaries(st.sampled_from(NAMES), st.lists(TEXTS, min_size=1, max_size=2), max_size=5))
@example({"s.subsidy_budget": ["2024Q4:1e999"]})
@example({"s.subsidy_budget": ["2024Q4:11,"]})
@example({"s.kpi_group_gmv": ["2024Q4:0.2"]})
@example({"rivals.pdd.posture": ["follow"]})
@example({"rivals.pdd:lag": ["9"]})
@example({"rivals.pdd.lag": ["1"], "rivals.pdd:lag": ["2"]})
@example({"lever.kpi_group_gmv": ["0"], "lever.kpi_group_revenue": ["0"]})
def test_any_address_gives_a_plan_and_tells_what_it_left_out(query):
    scenario, problems = from_query(query, KNOWN, "x")
    columns = {problem.column for problem in problems}
    assert columns <= query.keys()
    assert {name for name, texts in query.items() if len(texts) > 1} <= columns
    written = to_query(scenario)
    for name in columns & {"market", "horizon", "rivals", "draws", "seed"}:
        assert getattr(scenario, name) == getattr(Scenario(name="x", market=VINTAGES[-1]), name)
    for name in query.keys() - columns - {"market", "plan"}:
        lever = name.partition(".")[2]
        if lever in LEVERS and not lever.startswith("kpi_"):
            assert {f"lever.{lever}", f"s.{lever}"} & written.keys(), name


@every(
    ("text", "said"),
    [
        ("2024Q4:999", "from 0 to 60"),
        ("2024Q4:eleven", "quarter:target"),
        ("2024Q3:11", "from 2024Q4 to 2027Q3"),
        ("2024Q4:11,2024Q4:12", "2 times"),
        ("2024Q4:" + "1" * 3000, "at most 2,000 characters"),
    ],
)
def test_a_faulty_schedule_says_what_is_allowed_and_leaves_the_rest_open(text, said):
    scenario, (problem,) = read(s__subsidy_budget=text, s__ad_load="2024Q4:1.1, 2025Q2:1.2")
    assert {step.lever for step in scenario.steps} == {"ad_load"}
    assert problem.column == "s.subsidy_budget"
    assert said in problem.message


def test_a_horizon_of_three_and_a_half_is_told_and_the_default_kept():
    scenario, (problem,) = read(horizon="3.5")
    assert scenario.horizon == 12
    assert (problem.column, problem.found) == ("horizon", "3.5")


def test_a_name_that_is_given_twice_is_told_and_counts_for_nothing():
    query = {"lever.subsidy_budget": ["12", "14"], "horizon": ["4", "4"], "lever.ad_load": ["1.2"]}
    scenario, problems = from_query(query, KNOWN, "x")
    assert [(problem.column, problem.found) for problem in problems] == [
        ("lever.subsidy_budget", "12 and 14"),
        ("horizon", "4 and 4"),
    ]
    assert [step.lever for step in scenario.steps] == ["ad_load"]
    assert scenario.horizon == 12


def test_weights_that_are_all_zero_are_told_and_others_are_brought_to_one():
    unit = KPI_UNITS["kpi_group"]
    scenario, problems = read(**{f"lever__{name}": "0" for name in unit})
    assert [problem.column for problem in problems] == [f"lever.{name}" for name in unit]
    assert not scenario.steps
    scenario, problems = read(lever__kpi_group_gmv="0.9")
    assert not problems
    assert sum(step.value for step in scenario.steps) == pytest.approx(1.0)


def test_where_an_address_contradicts_itself_the_schedule_counts():
    scenario, problems = read(s__subsidy_budget="2024Q4:10,2025Q2:14", lever__subsidy_budget="30")
    assert not problems
    assert [step.value for step in scenario.steps] == [10.0, 14.0]


def test_the_longest_plan_still_fits_an_address():
    market = "2024Q3"
    steps = [s for name in LEVERS for s in _many(name, market)]
    query = to_query(Scenario(name="x" * 80, market=market, horizon=40, steps=tuple(steps)))
    again, problems = taken(query)
    assert not problems
    assert len(again.steps) == len(steps)
    assert len(urlencode(query)) < 60_000


def _many(lever, market):
    weight = lever.startswith("kpi_")
    value = 1 / 3 if weight else LEVERS[lever].high / 3
    return [Step(lever=lever, quarter=at, value=value) for at in quarters_after(market, 40)]
