"""Decision, assumption and what both do beyond their sum: they add up, draw by draw."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.testing import assert_allclose

from models.analysis.assumption import (
    ASSUMPTION_METRICS,
    LINES,
    SPLIT_PARTS,
    assumption_effects,
    run_four,
    split,
    split_paths,
)
from models.inputs import load_market, load_parameters
from models.projection import project
from models.scenario import scenario_from_levers
from tests.every import every

MARKET, PARAMETERS = load_market(), load_parameters()
MOVED = {"taobao_traffic_share": 0.55, "subsidy_budget": 14.0, "ad_load": 1.1}
ASSUMED = (("habit_weight", 0.33), ("rival_matching", 0.5))


def plan(values=MOVED, **options):
    options = {"draws": 40, "horizon": 6} | options
    return scenario_from_levers("Plan", MARKET.vintage, values, MARKET.levers, **options)


def runs(scenario):
    return run_four(MARKET, PARAMETERS, scenario)


@pytest.fixture(scope="module")
def four_runs():
    return runs(plan(assumptions=ASSUMED))


@every("metric", [*ASSUMPTION_METRICS, "value"])
def test_parts_add_up_in_every_quarter_and_draw(four_runs, metric):
    part_paths = split_paths(four_runs, metric)
    lines = four_runs.lines(metric)
    whole = lines["plan_yours"] - lines["no_change_ours"]
    scale = np.abs(lines["no_change_ours"]).max()
    total = part_paths["decision"] + part_paths["assumption"] + part_paths["interaction"]
    assert_allclose(total, part_paths["total"], rtol=0, atol=1e-12 * scale)
    assert_allclose(part_paths["total"], whole, rtol=0, atol=0)


@pytest.mark.slow
@every("metric", ASSUMPTION_METRICS)
def test_lines_are_those_of_the_projection_itself(four_runs, metric):
    scenario = plan(assumptions=ASSUMED)
    expected = {
        "plan_yours": scenario,
        "plan_ours": replace(scenario, assumptions=()),
        "no_change_yours": replace(scenario, steps=()),
        "no_change_ours": replace(scenario, steps=(), assumptions=()),
    }
    lines = assumption_effects(four_runs).lines[metric]
    assert tuple(lines) == LINES
    for name, of in expected.items():
        central = project(MARKET, PARAMETERS, of, draws=0).central(metric)
        assert_allclose(lines[name], central, rtol=1e-12)


def test_an_assumption_like_ours_changes_nothing():
    central = PARAMETERS.central(dict(MARKET.parameters))["habit_weight"]
    same = runs(plan(assumptions=(("habit_weight", central),)))
    for metric in ASSUMPTION_METRICS:
        part_paths = split_paths(same, metric)
        assert not part_paths["interaction"].any()
        assert not part_paths["assumption"].any()
        assert (part_paths["total"] == part_paths["decision"]).all()


def test_no_plan_is_no_decision():
    idle = runs(plan({}, assumptions=ASSUMED))
    for metric in ASSUMPTION_METRICS:
        part_paths = split_paths(idle, metric)
        assert not part_paths["decision"].any()
        assert not part_paths["interaction"].any()


def test_ranges_are_those_of_the_parts(four_runs):
    for metric in ASSUMPTION_METRICS:
        part_paths, ends = split(four_runs, metric), split_paths(four_runs, metric)
        for name in SPLIT_PARTS:
            ours = ends[name][-4:].mean(axis=0)
            effect = getattr(part_paths, name)
            assert effect.central == pytest.approx(ours[0])
            assert (effect.low, effect.high) == pytest.approx(
                tuple(np.quantile(ours[1:], (0.1, 0.9)))
            )


def test_notes_of_rows_that_are_left_out_do_not_matter():
    noted = plan(assumptions=ASSUMED, notes=(("assumption:habit_weight", "a study of ours"),))
    bare = plan(assumptions=ASSUMED)
    assert_allclose(
        runs(noted).plan_yours.own["dau"], runs(bare).plan_yours.own["dau"], rtol=0, atol=0
    )


@pytest.mark.slow
@settings(max_examples=10, deadline=None)
@given(
    habit=st.floats(0.1, 0.4),
    matching=st.floats(0.0, 2.0),
    budget=st.floats(0.0, 40.0),
)
def test_parts_add_up_whatever_is_decided_and_assumed(habit, matching, budget):
    assumed = (("habit_weight", habit), ("rival_matching", matching))
    weighed = assumption_effects(
        runs(plan({"subsidy_budget": budget}, assumptions=assumed, draws=4, horizon=3))
    )
    for metric in ASSUMPTION_METRICS:
        part_changes = weighed.splits[metric]
        total = (
            part_changes.decision.central
            + part_changes.assumption.central
            + part_changes.interaction.central
        )
        scale = float(np.abs(weighed.lines[metric]["no_change_ours"]).max())
        assert total == pytest.approx(part_changes.total.central, rel=0, abs=1e-12 * scale)
