"""Structures and orders of KPIs compared for one plan: signs that a strategist would try."""

from dataclasses import replace

import numpy as np
import pytest
from numpy.testing import assert_allclose

from models.analysis.outcome import Effect
from models.analysis.structure.best_integration import GRID, hinges, sweep
from models.analysis.structure.comparison import AIM, Way, best_of, compare_ways, surely_best
from models.analysis.structure.kpi_orders import (
    AGREED_ORDERS,
    AS_PLANNED,
    by_order,
    order_levers,
    with_order,
)
from models.analysis.structure.strengths import FAMILIES, SIZES, Strengths, with_strengths
from models.analysis.structure.structures import NAMED, TODAY, with_structure
from models.levers import KPI_UNITS, UNIT_OF_WEIGHT
from models.projection import project
from models.scenario import Scenario, Step
from tests.models.worlds import year

pytestmark = pytest.mark.slow

DRAWS = 40
FIRST, LATER = "2023Q2", "2024Q1"


def plan_of(quarter=FIRST, **levers):
    steps = tuple(Step(lever=name, quarter=quarter, value=value) for name, value in levers.items())
    return Scenario(name="plan", market="2023Q1", horizon=12, draws=DRAWS, steps=steps)


IDLE = plan_of()
CROSS = plan_of(taobao_traffic_share=0.55, refund_leniency=0.5, lower_tier_investment=4.0)
QUARREL = plan_of(
    kpi_consumer_gmv=0.1,
    kpi_consumer_revenue=0.1,
    kpi_consumer_users=0.8,
    kpi_industry_gmv=0.1,
    kpi_industry_revenue=0.8,
    kpi_industry_users=0.1,
)


@pytest.fixture(scope="module")
def structures(market2023, parameters):
    laid = {one.name: with_structure(CROSS, one) for one in NAMED}
    return compare_ways(market2023, parameters, CROSS, laid)


@pytest.fixture(scope="module")
def orders(market2023, parameters):
    found = compare_ways(market2023, parameters, IDLE, by_order(IDLE))
    return {way.name: way for way in found}


def test_a_way_is_the_plan_that_it_names_projected(structures, market2023, parameters):
    laid = with_structure(CROSS, NAMED[-1])
    runs = [project(market2023, parameters, one) for one in (laid, CROSS, IDLE)]
    way = structures[-1]
    for metric in ("dau", "gmv", "ebita"):
        ours, plan, idle = (year(run.path(metric)) for run in runs)
        assert way.change[metric].central == pytest.approx((ours - idle)[0], rel=1e-9)
        assert way.change[metric].low == pytest.approx(np.quantile((ours - idle)[1:], 0.1))
        assert way.gain[metric].central == pytest.approx((ours - plan)[0], rel=1e-6)
        early = [run.central(metric)[:4].mean() for run in runs]
        assert way.at_first[metric].central == pytest.approx(early[0] - early[1], rel=1e-6)
    ours, plan, idle = (run.path("worth")[0] for run in runs)
    assert_allclose(way.change["worth"].central, ours - idle, rtol=1e-9)
    assert_allclose(way.gain["worth"].central, ours - plan, rtol=1e-6)


def test_a_way_is_ahead_where_it_is_worth_more_than_the_plan(structures, market2023, parameters):
    plan = project(market2023, parameters, CROSS).path("worth")[1:]
    for way, one in zip(structures, NAMED, strict=True):
        laid = project(market2023, parameters, with_structure(CROSS, one)).path("worth")[1:]
        assert way.ahead == pytest.approx(float((laid > plan).mean()))
    assert structures[0].name == TODAY.name
    assert structures[0].ahead == 0.0
    assert all(effect.central == 0.0 for effect in structures[0].gain.values())


def test_a_gain_that_few_futures_share_is_none():
    def way(name, central, ahead):
        worth = {AIM: Effect(central=central, low=central, high=central)}
        return Way(name=name, change=worth, gain=worth, at_first={}, ahead=ahead)

    plan = way("today", 0.0, 0.0)
    assert surely_best([plan, way("a", 2.0, 0.4), way("b", 1.0, 0.9)]) is plan
    assert surely_best([plan, way("a", 2.0, 0.6)]).name == "a"
    assert surely_best([plan, way("a", -2.0, 0.6)]) is plan


def test_plans_that_cross_units_and_units_that_quarrel_want_more_integration(
    market2023, parameters
):
    idle, cross, quarrel = (
        sweep(market2023, parameters, plan).best for plan in (IDLE, CROSS, QUARREL)
    )
    for metric in ("value", "worth", "gmv"):
        assert 0.0 < idle[metric] < 1.0
        assert cross[metric] >= idle[metric]
        assert quarrel[metric] >= idle[metric]
    assert quarrel[AIM] > idle[AIM]


def test_the_sweep_meets_the_plan_where_it_stands(market2023, parameters):
    found = sweep(market2023, parameters, CROSS).change[AIM]
    stands = int(np.flatnonzero(market2023.levers["centralisation"] == GRID)[0])
    (plan,) = compare_ways(market2023, parameters, CROSS, {AS_PLANNED: CROSS}, draws=0)
    assert found[stands] == pytest.approx(plan.change[AIM].central, rel=1e-9)


def test_coordination_speaks_for_integration_and_adaptation_against_it(market2023, parameters):
    """One strength for both would cancel out what decides: apart, each moves the best degree."""
    found = hinges(market2023, parameters, CROSS, NAMED, Strengths())
    assert [(one.family, one.size) for one in found] == [
        (family, size) for family in FAMILIES for size in (SIZES[0], SIZES[-1])
    ]
    degree = {(one.family, one.size): one.integration for one in found}
    middle = sweep(market2023, parameters, CROSS).best[AIM]
    assert degree["coordination", "weak"] < middle < degree["coordination", "strong"]
    assert degree["adaptation", "strong"] < middle < degree["adaptation", "weak"]
    for one in found:
        assert one.worth >= 0.0
        assert (one.worth == 0.0) == (one.structure == TODAY.name)


def test_a_hinge_is_the_comparison_under_its_strength(market2023, parameters):
    strengths = Strengths(business="strong")
    found = hinges(market2023, parameters, CROSS, NAMED, strengths)[0]
    plan = with_strengths(CROSS, parameters, strengths.but("coordination", "weak"))
    laid = {one.name: with_structure(plan, one) for one in NAMED}
    best = best_of(compare_ways(market2023, parameters, plan, laid, draws=0))
    assert (found.structure, found.worth) == (best.name, best.gain[AIM].central)


def test_a_poor_structure_costs_more_where_effectiveness_counts_more(market2023, parameters):
    def lost(size):
        plan = with_strengths(IDLE, parameters, Strengths(business=size))
        laid = {TODAY.name: plan, "one": with_structure(plan, NAMED[-1])}
        way = compare_ways(market2023, parameters, plan, laid, draws=0)[-1]
        return way.change["gmv"].central, way.change["revenue"].central

    weak, medium, strong = (lost(size) for size in SIZES)
    assert weak[0] > medium[0] > strong[0]
    assert weak[1] > medium[1] > strong[1]


def test_an_agreed_order_brings_what_comes_first_and_costs_the_rest(orders):
    users, revenue, sales = (orders[name] for name in ("users", "revenue", "gmv"))
    assert users.gain["dau"].low > 0.0
    assert users.at_first["revenue"].central < 0.0
    assert revenue.gain["revenue"].central > 0.0
    assert revenue.gain["dau"].high < 0.0
    assert revenue.gain["value"].central > users.gain["value"].central
    assert sales.gain["gmv"].central > 0.0 > sales.gain["revenue"].central


def test_an_agreed_order_gives_all_units_the_same_weights(market2023):
    for order in AGREED_ORDERS:
        levers = order_levers(order)
        by_unit = [tuple(levers[name] for name in names) for names in KPI_UNITS.values()]
        assert len(set(by_unit)) == 1
        assert sum(by_unit[0]) == pytest.approx(1.0)
        schedule = with_order(QUARREL, order).schedule(market2023.levers)
        assert all((schedule[name] == value).all() for name, value in levers.items())


def test_an_order_takes_the_place_of_what_the_plan_says_from_then_on():
    plan = replace(QUARREL, steps=(*QUARREL.steps, *CROSS.steps))
    assert with_order(plan, AS_PLANNED) == plan
    late = with_order(plan, "users", LATER)
    kept = [step for step in late.steps if step.quarter == FIRST]
    assert tuple(kept) == plan.steps
    now = with_order(plan, "users")
    assert [step.lever for step in now.steps if step.lever not in UNIT_OF_WEIGHT] == [
        step.lever for step in CROSS.steps
    ]


def test_to_agree_at_all_helps_units_that_quarrel(market2023, parameters):
    """The same order brings more sales to units that quarrelled than to units that agreed."""
    gains = [
        compare_ways(market2023, parameters, plan, by_order(plan), draws=0)[1].gain["gmv"].central
        for plan in (IDLE, QUARREL)
    ]
    assert gains[1] > gains[0]
