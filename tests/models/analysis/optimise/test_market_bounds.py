"""Searches stay inside what the market allows, and leave alone what it does not offer."""

import numpy as np
import pytest

from models.analysis.influence import trial_plans
from models.analysis.optimise.goals import Goal, Task
from models.analysis.optimise.locked import FREE_LEVERS, LOCKED, MOVABLE, NEVER
from models.analysis.optimise.seek import seek
from models.analysis.optimise.space import space_of
from models.errors import ScenarioError
from models.inputs import load_market, load_parameters
from models.levers import KPI_UNITS, LEVERS, REASONS
from models.scenario import Scenario

MARKET = load_market("2015Q1")
PLAN = Scenario(name="then", market="2015Q1", horizon=2, rivals="passive")


def test_every_lever_is_free_locked_or_a_weight():
    weights = {weight for names in KPI_UNITS.values() for weight in names}
    assert {*FREE_LEVERS, *LOCKED} == ({*LEVERS} - weights) | {*KPI_UNITS}
    assert not {*FREE_LEVERS} & {*LOCKED}
    assert {*MOVABLE, *NEVER} == {*FREE_LEVERS, *LOCKED}
    assert {*LOCKED.values()} == {*REASONS}


def test_the_cube_of_a_search_ends_where_the_market_does():
    free = ("subsidy_budget", "ai_investment", "instant_subsidy")
    goal = Goal(weights=(("gmv", 1.0),), at="2015Q3")
    space = space_of(MARKET, Task(scenario=PLAN, goal=goal, free=free))
    ends = {axis.lever: (axis.low, axis.high) for axis in space.axes}
    assert ends == {"subsidy_budget": (0, 20.94)}  # what is not offered has no coordinate
    for name, path in space.schedule(np.ones(len(space.axes))).items():
        assert MARKET.refusal(name, path[-1]) is None


@pytest.mark.parametrize(("reach", "far"), [({}, 0.006), ({"fee_waiver": 0.002}, 0.002)])
def test_a_freed_fee_is_searched_within_what_was_seen(reach, far):
    goal = Goal(weights=(("revenue", 1.0),), at="2015Q3")
    task = Task(scenario=PLAN, goal=goal, free=("fee_waiver", "added_commission"), reach=reach)
    ends = {axis.lever: (axis.low, axis.high) for axis in space_of(MARKET, task).axes}
    assert ends == {"fee_waiver": (0, far), "added_commission": (-0.006, 0.006)}


def test_structure_portfolio_and_fees_stay_unless_freed():
    locked = {"reporting_layers", "centralisation", "noncore_units", "added_commission"}
    locked |= {"fee_waiver", "kpi_consumer", "kpi_industry", "kpi_group"}
    assert not locked & {*FREE_LEVERS}
    assert locked <= {*MOVABLE}


def test_a_setting_is_sought_inside_the_market():
    parameters, ask = load_parameters(), {"metric": "gmv", "target": 1e4}
    found = seek(MARKET, parameters, PLAN, lever="subsidy_budget", **ask)
    assert (found.values[0], found.values[-1]) == (0, 20.94)
    with pytest.raises(ScenarioError, match="a lever that the market of 2015Q1 offers"):
        seek(MARKET, parameters, PLAN, lever="full_site_promotion", **ask)


def test_levers_are_tried_only_where_the_market_has_them():
    tried = {name for name, _ in trial_plans(MARKET, PLAN)}
    assert "subsidy_budget" in tried
    assert not tried & MARKET.unavailable.keys()
