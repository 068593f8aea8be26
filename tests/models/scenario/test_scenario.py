"""Plans: schedules, changes, and what a plan may not hold."""

import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.errors import ScenarioError
from models.inputs import load_market
from models.notation import quarter_number, quarters_after
from models.scenario import LEVERS, Scenario, Step, scenario_from_levers
from tests.every import every
from tests.models.plans import VINTAGES, between, scenarios

BASELINE = {name: (lever.low + 2 * lever.high) / 3 for name, lever in LEVERS.items()}
BASELINE["reorganisation"] = 0.0
BASE = Scenario(name="Base", market="2023Q1")


def step(lever="ad_load", quarter="2023Q2", value=1.2, **more):
    return Step(lever=lever, quarter=quarter, value=value, **more)


def refused(**changes):
    """Say why ``BASE`` with these changes is refused."""
    with pytest.raises(ScenarioError) as caught:
        replace(BASE, **changes)
    return [str(problem) for problem in caught.value.problems]


def test_the_table_of_levers_is_sound():
    groups = {
        *("main", "buyers", "sellers", "monetisation", "growth", "organisation", "instant"),
        "environment",
    }
    assert len(LEVERS) == 22 + 1 + 9
    for name, lever in LEVERS.items():
        assert name == lever.name
        assert lever.low < lever.high
        assert 0 < lever.step <= (lever.high - lever.low) / 5 or lever.delivery == "event"
        assert lever.fixed is None or lever.low <= lever.fixed <= lever.high
        assert lever.group in groups
    assert {lever.group for lever in LEVERS.values()} == groups


def test_a_market_has_a_baseline_in_range_for_every_lever():
    baseline = load_market("2023Q1").levers
    assert set(baseline) == set(LEVERS)
    assert [name for name, lever in LEVERS.items() if lever.rule(baseline[name])] == []


@pytest.mark.slow
@given(plan=scenarios())
def test_a_target_holds_until_the_next_one_of_its_lever(plan):
    targets = plan.schedule(BASELINE)
    assert list(targets) == list(LEVERS)
    for at, quarter in enumerate(quarters_after(plan.market, plan.horizon)):
        for name, path in targets.items():
            mine = [s for s in plan.steps if s.lever == name]
            if LEVERS[name].delivery == "event":
                due = [s for s in mine if s.quarter == quarter]
            else:
                due = [s for s in mine if quarter_number(s.quarter) <= quarter_number(quarter)]
            expected = max(due, key=lambda s: s.quarter).value if due else BASELINE[name]
            assert path.shape == (plan.horizon,)
            assert path[at] == expected


@pytest.mark.slow
@given(plan=scenarios(), quarters=st.integers(1, 60))
def test_another_length_cuts_or_prolongs_the_schedule(plan, quarters):
    usual, other = plan.schedule(BASELINE), plan.schedule(BASELINE, quarters)
    common = min(quarters, plan.horizon)
    for name, path in other.items():
        assert len(path) == quarters
        assert np.array_equal(path[:common], usual[name][:common])
        tail = 0.0 if name == "reorganisation" else usual[name][-1]
        assert (path[common:] == tail).all()


def test_a_reorganisation_acts_in_its_own_quarter_alone():
    plan = replace(BASE, steps=(step("reorganisation", "2023Q4", 1.0),), horizon=5)
    for before in (0.0, 1.0):
        targets = plan.schedule(BASELINE | {"reorganisation": before})
        assert targets["reorganisation"].tolist() == [0, 0, 1, 0, 0]


@pytest.mark.slow
@given(plan=scenarios())
def test_a_lever_is_changed_when_some_step_leaves_the_baseline(plan):
    leaving = {s.lever for s in plan.steps if s.value != BASELINE[s.lever]}
    assert set(plan.changed(BASELINE)) == leaving
    assert plan.changed(BASELINE) == [name for name in LEVERS if name in leaving]


LONE = [name for name, lever in LEVERS.items() if lever.delivery not in ("kpi", "event")]
VALUES = st.fixed_dictionaries(
    {},
    optional={name: between(LEVERS[name].low, LEVERS[name].high) for name in LONE},
)


@given(values=VALUES, market=st.sampled_from(VINTAGES))
def test_a_plan_from_levers_holds_them_through_the_horizon(values, market):
    plan = scenario_from_levers("Mine", market, values, BASELINE, horizon=7, seed=3)
    targets = plan.schedule(BASELINE)
    for name, path in targets.items():
        assert (path == values.get(name, BASELINE[name])).all()
    assert set(plan.changed(BASELINE)) == {n for n, v in values.items() if v != BASELINE[n]}
    assert {s.lever for s in plan.steps} == set(plan.changed(BASELINE))
    assert (plan.horizon, plan.seed) == (7, 3)


def test_a_moved_weight_brings_the_other_two_along():
    even = BASELINE | dict.fromkeys((n for n in LEVERS if n.startswith("kpi_")), 1 / 3)
    values = {"kpi_group_gmv": 0.5, "kpi_group_revenue": 1 / 6}
    plan = scenario_from_levers("Mine", "2023Q1", values, even)
    assert {s.lever: s.value for s in plan.steps} == {**values, "kpi_group_users": 1 / 3}


@given(plan=scenarios(), data=st.data())
def test_the_order_of_the_parts_carries_no_meaning(plan, data):
    other = replace(
        plan,
        steps=tuple(data.draw(st.permutations(plan.steps))),
        assumptions=tuple(data.draw(st.permutations(plan.assumptions))),
        notes=tuple(data.draw(st.permutations(plan.notes))),
    )
    assert other == plan
    assert hash(other) == hash(plan)


@every("lever", LONE)
def test_a_value_beyond_its_range_is_refused_with_range_and_unit(lever):
    entry = LEVERS[lever]
    for value in (entry.high + 1e-6, entry.low - 1e-6, math.nan, math.inf):
        [message] = refused(steps=(step(lever, value=value),))
        for word in (lever, entry.unit, f"{entry.low:g}", f"{entry.high:g}", f"{value:g}"):
            assert word in message
    for value in (entry.low, entry.high):
        replace(BASE, steps=(step(lever, value=value),))


@every(
    ("changes", "words"),
    [
        ({"name": "  "}, ["name"]),
        ({"name": "x" * 81}, ["80"]),
        ({"name": "a\nb"}, ["U+000A"]),
        ({"name": "a\u202eb"}, ["U+202E"]),
        ({"name": "a\ufffeb"}, ["U+FFFE"]),
        ({"author": "a\uffffb"}, ["U+FFFF"]),
        ({"market": "2023"}, ["market", "2023Q1"]),
        ({"horizon": 0}, ["horizon", "1 to 40"]),
        ({"horizon": 41}, ["horizon", "1 to 40"]),
        ({"rivals": "angry"}, ["passive", "follow", "best-reply", "angry"]),
        ({"draws": 0}, ["draws", "100000"]),
        ({"draws": 100_001}, ["draws", "100000"]),
        ({"seed": -1}, ["seed"]),
        ({"author": "a\x1b[0m"}, ["U+001B"]),
        ({"created": "yesterday"}, ["8601"]),
        ({"created": "2025-02-30"}, ["8601"]),
        ({"model": "\ud800"}, ["U+D800"]),
        ({"steps": (step("colour"),)}, ["colour"]),
        ({"steps": (step(quarter="2023Q1"),)}, ["2023Q2", "2026Q1"]),
        ({"steps": (step(quarter="2026Q2"),)}, ["2023Q2", "2026Q1"]),
        ({"steps": (step(quarter="soon"),)}, ["2023Q2", "2026Q1"]),
        ({"steps": (step(), step(value=1.3))}, ["ad_load", "2 times"]),
        ({"steps": (step(note="\x00"),)}, ["U+0000"]),
        ({"assumptions": (("x", math.nan),)}, ["finite"]),
        ({"assumptions": (("no name", 1.0),)}, ["parameter"]),
        ({"assumptions": (("x", 1.0), ("x", 2.0))}, ["2 times"]),
        ({"notes": (("colour", "red"),)}, ["note"]),
        ({"notes": (("assumption:x", "why"),)}, ["note"]),
        ({"notes": (("market", ""),)}, ["text"]),
        ({"notes": (("market", "a"), ("market", "b"))}, ["2 times"]),
    ],
)
def test_what_a_plan_may_not_hold(changes, words):
    [message] = refused(**changes)
    for word in words:
        assert word in message


def weights(*values, unit="kpi_consumer", quarter="2023Q2"):
    names = (f"{unit}_gmv", f"{unit}_revenue", f"{unit}_users")
    return tuple(step(n, quarter, v) for n, v in zip(names, values, strict=False))


def test_weights_come_by_threes_and_sum_to_one():
    assert "kpi_consumer_users" in refused(steps=weights(0.5, 0.5))[0]
    assert "0.99" in refused(steps=weights(0.33, 0.33, 0.33))[0]
    apart = weights(0.2, 0.3, 0.5)[:2] + weights(0.2, 0.3, 0.5, quarter="2023Q3")[2:]
    assert len(refused(steps=apart)) == 2
    for fine in ((0.333333, 0.333333, 0.333333), (0, 0, 1), (1 / 3, 1 / 3, 1 / 3)):
        replace(BASE, steps=weights(*fine))


def test_every_problem_is_told_at_once():
    wrong = (step(value=9), step("colour"), step("sme_support", "2020Q1", 1))
    assert len(refused(name="", seed=-1, rivals="?", steps=wrong)) == 6
