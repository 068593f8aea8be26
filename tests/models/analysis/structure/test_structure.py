"""Structures: speed, effectiveness, dip and recovery have the signs of the literature."""

from dataclasses import replace

import numpy as np
import pytest
from numpy.testing import assert_allclose, assert_array_equal

from models.analysis.structure.alignment import alignment
from models.analysis.structure.latest import SUFFICIENT_CHANCE, latest_start
from models.analysis.structure.strengths import ALIKE, FAMILIES, SIZES, Strengths, with_strengths
from models.analysis.structure.structure_delivery import delivered
from models.analysis.structure.structures import NAMED, TODAY, Structure, with_structure
from models.analysis.targets import parse_target
from models.market.organisation import delay_response
from models.projection import project
from models.scenario import Scenario, Step
from tests.models.worlds import year

PLAN = Scenario(
    name="push",
    market="2023Q1",
    horizon=8,
    steps=(
        Step(lever="subsidy_budget", quarter="2023Q2", value=12.0),
        Step(lever="centralisation", quarter="2023Q4", value=0.9),
    ),
)
MEDIUM = {"medium": ALIKE["medium"]}
APART, MERGED = (Structure(name=f"c{c}", centralisation=c) for c in (0.0, 1.0))


@pytest.fixture(scope="module")
def cards(market2023, parameters):
    return delivered(market2023, parameters, PLAN, (*NAMED, APART, MERGED))


def test_a_structure_replaces_what_the_plan_says_of_structure(market2023):
    plan = with_structure(PLAN, NAMED[3], "2023Q3")
    assert plan.changed(market2023.levers) == ["subsidy_budget", "centralisation"]
    path = plan.schedule(market2023.levers)["centralisation"]
    assert_array_equal(path, [0.5] + [0.275] * 7)
    assert with_structure(PLAN, TODAY) == PLAN
    assert with_structure(PLAN, TODAY, announced=True).steps[-1].lever == "reorganisation"


def test_what_a_structure_does_not_name_stays_as_planned(market2023):
    own = [
        ("reporting_layers", "2023Q2", 4.0),
        ("centralisation", "2023Q2", 0.6),
        ("reorganisation", "2023Q2", 1.0),
    ]
    steps = (*PLAN.steps, *(Step(lever=a, quarter=b, value=c) for a, b, c in own))
    plan = replace(PLAN, steps=steps)
    laid = with_structure(plan, NAMED[3], "2023Q4", announced=True).schedule(market2023.levers)
    assert_array_equal(laid["centralisation"], [0.6, 0.6] + [0.275] * 6)
    assert_array_equal(laid["reporting_layers"], 8 * [4.0])
    assert_array_equal(laid["reorganisation"], [0, 0, 1] + 5 * [0])
    kept = with_structure(plan, NAMED[3]).schedule(market2023.levers)
    assert_array_equal(kept["reorganisation"], [1] + 7 * [0])


@pytest.mark.slow
def test_today_is_the_plan_as_it_stands(cards, market2023, parameters):
    run, idle = (
        project(market2023, parameters, one, draws=0) for one in (PLAN, replace(PLAN, steps=()))
    )
    card = cards["today", "medium"]
    assert_array_equal(card.effectiveness, run.central("effectiveness"))
    assert card.planned.keys() == {"subsidy_budget", "centralisation"}
    for metric in ("dau", "gmv", "revenue", "ebita"):
        change = year(run.central(metric)) - year(idle.central(metric))
        assert card.change[metric] == pytest.approx(change, rel=1e-9)
    assert card.dip > 0.0


def test_what_kpis_bend_is_nothing_where_none_moves(market2023, parameters, cards):
    late = replace(PLAN, steps=(*PLAN.steps, Step(lever="ad_load", quarter="2025Q1", value=1.3)))
    card = delivered(market2023, parameters, late, (APART,), MEDIUM)["c0.0", "medium"]
    assert card.realised["ad_load"][-1] < card.planned["ad_load"][-1]
    assert set(card.drift.values()) == {0.0}
    weights = zip(("gmv", "revenue", "users"), (0.0, 1.0, 0.0), strict=True)
    kpis = [Step(lever=f"kpi_industry_{k}", quarter="2023Q2", value=v) for k, v in weights]
    moved = replace(late, steps=(*late.steps, *kpis))
    card = delivered(market2023, parameters, moved, (APART,), MEDIUM)["c0.0", "medium"]
    assert card.drift["ad_load"] > 0.0


def test_integration_slows_levers_of_one_unit_and_speeds_those_across(cards):
    for size in SIZES:
        apart, merged = cards["c0.0", size].speed, cards["c1.0", size].speed
        assert (apart["local"][1:] > merged["local"][1:]).all()
        assert (apart["cross"][1:] < merged["cross"][1:]).all()


def test_speed_is_the_step_response_of_the_filter(market2023, parameters):
    """At rest: 1 - (1 + n lambda)(1 - lambda)^n, closed form 8 of the specification."""
    still = replace(PLAN, steps=PLAN.steps[:1])
    card = delivered(market2023, parameters, still, (TODAY,), MEDIUM)["today", "medium"]
    p = parameters.central()
    slow = {
        "local": 1.0 + 0.5 * p["delay_local_centralised"],
        "cross": 1.0 + 0.5 * p["delay_cross_decentralised"],
    }
    n = np.arange(1, 9)
    for delivery, factor in slow.items():
        delay = np.array(p["execution_delay"])
        lam = delay_response(delay, 6.0, np.array(p["delay_layer_elasticity"]), np.array(factor))
        expected = 1.0 - (1.0 + n * lam) * (1.0 - lam) ** n
        assert_allclose(card.speed[delivery], expected, rtol=1e-9)


def test_a_larger_move_costs_more_in_passing(cards):
    one, six = (cards[name, "medium"] for name in ("two_platforms", "six_groups"))
    assert 0.0 < one.dip < six.dip < 0.2
    assert six.recovery >= one.recovery
    assert cards["six_groups", "weak"].dip < six.dip < cards["six_groups", "strong"].dip


def test_sizes_order_the_delay(cards):
    weak, medium, strong = (cards["today", size].until["local"] for size in SIZES)
    assert weak <= medium <= strong


def test_strengths_are_the_ends_of_the_table(parameters):
    held = replace(PLAN, assumptions=(("attention_cost", 0.005), ("habit_weight", 0.2)))
    assert with_strengths(held, parameters, Strengths()) == held
    every = [name for family in FAMILIES.values() for name in family]
    assert len(every) == len(set(every))
    for size, end in (("weak", "low"), ("strong", "high")):
        assumed = dict(with_strengths(held, parameters, ALIKE[size]).assumptions)
        assert assumed.pop("habit_weight") == 0.2
        assert assumed == {name: getattr(parameters.table[name], end) for name in every}


def test_a_family_moves_without_the_others(parameters):
    held = replace(PLAN, assumptions=(("attention_cost", 0.005), ("adaptation_loss", 0.2)))
    for family, names in FAMILIES.items():
        assumed = dict(with_strengths(held, parameters, Strengths(**{family: "weak"})).assumptions)
        still = {name: value for name, value in held.assumptions if name not in names}
        assert assumed == still | {name: parameters.table[name].low for name in names}


def test_all_that_is_sized_is_estimate_or_judgement_of_the_organisation(parameters):
    for names in FAMILIES.values():
        for name in names:
            assert parameters.table[name].group == "organisation"
            assert parameters.table[name].grade in "CD"


@pytest.fixture(scope="module")
def start(market2023, parameters):
    target = parse_target("dau=baseline+2%@2024Q3")
    return latest_start(market2023, parameters, PLAN, NAMED[2], target, draws=40)


def test_starts_run_up_to_the_date_of_the_target(start):
    assert (start.quarters[0], start.quarters[-1]) == ("2023Q2", "2024Q3")
    assert start.chances.shape == (6,)
    enough = [
        q
        for q, chance in zip(start.quarters, start.chances, strict=True)
        if chance >= SUFFICIENT_CHANCE
    ]
    assert start.latest == (enough[-1] if enough else None)


def test_a_chance_is_that_of_the_projection(start, market2023, parameters):
    moved = with_structure(PLAN, NAMED[2], "2023Q4", announced=True)
    runs = [
        project(market2023, parameters, plan, draws=40).draws("dau")[2:6].mean(axis=0)
        for plan in (moved, replace(PLAN, steps=()))
    ]
    met = runs[0] >= 1.02 * runs[1]
    assert_allclose(start.chances[2], met.mean())


def test_no_start_helps_where_the_target_is_out_of_reach(market2023, parameters):
    never = latest_start(market2023, parameters, PLAN, NAMED[2], parse_target("dau=9000"), draws=5)
    assert never.latest is None
    assert never.without == 0.0


def test_agreeing_units_stand_in_one_place(market2023):
    places = alignment(market2023.levers)
    assert len({(round(p.x, 9), round(p.y, 9)) for p in places.places}) == 1
    assert_allclose([places.conflict, places.misalignment], 0.0, atol=1e-9)


def test_opposite_units_stand_in_opposite_corners(market2023):
    levers = dict(market2023.levers)
    for unit, goal in (("consumer", "users"), ("industry", "revenue"), ("group", "gmv")):
        for name in ("gmv", "revenue", "users"):
            levers[f"kpi_{unit}_{name}"] = float(name == goal)
    places = alignment(levers)
    assert_allclose([places.conflict, places.misalignment], 1.0)
    corners = {(round(p.x, 9), round(p.y, 9)) for p in places.places}
    assert corners == {(0.5, round(3**0.5 / 2, 9)), (1.0, 0.0), (0.0, 0.0)}
