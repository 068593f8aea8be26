"""Schedules in the address bar: what goes in comes out, and no address breaks the app."""

from dataclasses import replace
from urllib.parse import quote

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from models.levers import LEVERS
from models.plan_address import decode, encode
from models.scenario import Scenario
from models.scenario_csv import read_bytes, write_bytes
from tests.models.plans import PARAMETERS, VINTAGES, scenarios

pytestmark = pytest.mark.slow

SPAN = ("2024Q3", 12)


def without_notes(steps):
    return tuple(replace(step, note="") for step in steps)


@given(scenarios())
def test_a_schedule_comes_back_from_the_address_as_it_went(scenario):
    texts = encode(scenario.steps)
    steps, problems = decode(texts, (scenario.market, scenario.horizon))
    assert not problems
    again = Scenario(name="x", market=scenario.market, horizon=scenario.horizon, steps=tuple(steps))
    assert again.steps == without_notes(scenario.steps)


@given(scenarios())
def test_file_and_address_carry_the_same_schedule(scenario):
    (read,) = read_bytes(
        write_bytes([scenario]), vintages=VINTAGES, parameters=PARAMETERS
    ).scenarios
    assert encode(read.steps) == encode(scenario.steps)


@given(scenarios())
def test_an_address_needs_no_escapes(scenario):
    assert all(quote(text, safe="") == text for text in encode(scenario.steps).values())


@given(st.dictionaries(st.sampled_from([*LEVERS, "x", "<b>"]), st.text(max_size=40), max_size=4))
@example({"subsidy_budget": "2024Q4:1e999"})
@example({"subsidy_budget": "2024Q4:11,"})
@example({"kpi_group_gmv": "2024Q4:0.2"})
def test_any_text_gives_rows_that_make_a_plan_or_a_problem_that_names_the_lever(texts):
    steps, problems = decode(texts, SPAN)
    Scenario(name="x", market=SPAN[0], horizon=SPAN[1], steps=steps)
    told = {problem.column for problem in problems}
    assert told <= texts.keys()
    assert {step.lever for step in steps}.isdisjoint(told)
    if texts and not steps:
        assert problems


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("2024Q4:999", "from 0 to 60"),
        ("2024Q4:eleven", "quarter:target"),
        ("2024Q3:11", "from 2024Q4 to 2027Q3"),
        ("2024Q4:11,2024Q4:12", "2 times"),
        ("2024Q4:" + "1" * 3000, "at most 2,000 characters"),
    ],
)
def test_a_fault_says_what_is_allowed_and_leaves_the_rest_open(text, said):
    texts = {"subsidy_budget": text, "ad_load": "2024Q4:1.1, 2025Q2:1.2"}
    steps, (problem,) = decode(texts, SPAN)
    assert {step.lever for step in steps} == {"ad_load"}
    assert problem.column == "subsidy_budget"
    assert said in problem.message
