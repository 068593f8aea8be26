"""A change spread over quarters: at once, in two steps, over a year."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.inputs import load_market
from models.levers import KPI_UNITS, LEVERS
from models.scenario import Scenario
from models.scenario.rhythms import NOW, RHYTHMS, TWO_STEPS, YEAR, in_rhythm, rhythm_of
from tests.models.plans import VINTAGES, between

LEVER = st.sampled_from(
    [name for name, lever in LEVERS.items() if lever.klass not in ("kpi", "event")]
)


@st.composite
def moves(draw):
    lever = LEVERS[draw(LEVER)]
    return draw(st.sampled_from(VINTAGES)), lever.name, draw(between(lever.low, lever.high))


@given(moves(), st.sampled_from(RHYTHMS))
def test_a_rhythm_ends_at_the_target_and_never_turns_back(move, name):
    vintage, lever, target = move
    market = load_market(vintage)
    steps = in_rhythm(name, market.vintage, market.levers, {lever: target})
    plan = Scenario(name="x", market=market.vintage, steps=steps)
    path = [market.levers[lever], *plan.schedule(market.levers)[lever]]
    assert path[-1] == target
    assert path == sorted(path, reverse=target < path[0])
    if target != market.levers[lever]:
        assert path[4:] == [target] * len(path[4:])


@given(moves(), st.sampled_from(RHYTHMS))
def test_a_rhythm_is_known_again_by_its_rows(move, name):
    vintage, lever, target = move
    market = load_market(vintage)
    before = {lever: market.levers[lever]}
    steps = in_rhythm(name, market.vintage, before, {lever: target})
    again = rhythm_of(steps, market.vintage, before)
    assert again in RHYTHMS
    assert in_rhythm(again, market.vintage, before, {lever: target}) == steps or not steps


def test_two_steps_are_half_the_way_now_and_the_rest_two_quarters_later():
    steps = in_rhythm(TWO_STEPS, "2024Q3", {"subsidy_budget": 9.0}, {"subsidy_budget": 12.0})
    assert [(step.quarter, step.value) for step in steps] == [("2024Q4", 10.5), ("2025Q2", 12.0)]


def test_over_a_year_are_four_equal_steps():
    steps = in_rhythm(YEAR, "2024Q3", {"ad_load": 1.0}, {"ad_load": 1.4})
    assert [step.value for step in steps] == pytest.approx([1.1, 1.2, 1.3, 1.4])
    assert [step.quarter for step in steps] == ["2024Q4", "2025Q1", "2025Q2", "2025Q3"]


def test_layers_are_taken_out_whole():
    steps = in_rhythm(YEAR, "2024Q3", {"reporting_layers": 6.0}, {"reporting_layers": 4.0})
    assert all(step.value.is_integer() for step in steps)


def test_weights_of_a_unit_go_together_and_keep_their_sum():
    names = KPI_UNITS["kpi_group"]
    after = dict(zip(names, (0.2, 0.1, 0.7), strict=True))
    steps = in_rhythm(YEAR, "2024Q3", dict.fromkeys(names, 1 / 3), after)
    assert len(steps) == 12
    Scenario(name="x", market="2024Q3", steps=steps)


def test_a_way_of_its_own_is_no_rhythm():
    before = {"subsidy_budget": 9.0}
    steps = in_rhythm(TWO_STEPS, "2024Q3", before, {"subsidy_budget": 12.0})
    assert rhythm_of(steps, "2024Q3", before) == TWO_STEPS
    assert rhythm_of(steps, "2024Q2", before) is None
    assert rhythm_of(steps[:1], "2024Q3", before) == NOW
