"""Scenarios side by side: identities, odds, what differs, and what would turn a call round."""

from dataclasses import replace

import numpy as np
import pytest

from models.analysis.compare.contests import contests, odds
from models.analysis.compare.differences import lever_differences, setting_differences
from models.analysis.compare.field import field
from models.analysis.compare.flips import _turns, flips
from models.errors import ScenarioError
from models.inputs import load_market, load_parameters
from models.projection import project
from tests.every import every
from tests.models.worlds import scenario, year

MORE = {"subsidy_budget": 9.0, "high_ticket_share": 0.2}
ADS = {"ad_load": 1.3}


def side_by_side(*scenarios, **options):
    options = {"draws": 40} | options
    return field(load_market("2023Q1"), load_parameters(), scenarios, **options)


def plans():
    return scenario(name="A", rivals="follow", **MORE), scenario(name="B", rivals="follow", **ADS)


def test_identical_scenarios_differ_by_nothing_and_draw():
    a, b = scenario(name="A", **MORE), scenario(name="B", **MORE)
    for call in contests(side_by_side(a, b), quarters=["2023Q2", "2026Q1"]):
        effect = call.difference
        assert (effect.central, effect.low, effect.high) == (0.0, 0.0, 0.0)
        assert call.odds == 0.5
        assert not call.is_close


def test_turning_a_pair_round_turns_differences_and_odds_round():
    a, b = plans()
    there = {c.metric: c for c in contests(side_by_side(a, b))}
    back = {c.metric: c for c in contests(side_by_side(b, a))}
    for metric, call in there.items():
        other = back[metric]
        assert call.difference.central == -other.difference.central
        assert call.difference.low == pytest.approx(-other.difference.high)
        assert call.odds + other.odds == 1.0


def test_figures_are_those_of_a_projection():
    a, b = plans()
    comparison = side_by_side(a, b)
    for i, plan in enumerate((a, b)):
        run = project(load_market("2023Q1"), load_parameters(), plan, draws=40)
        np.testing.assert_array_equal(comparison.paths["dau"][i], run.path("dau"))
        np.testing.assert_array_equal(comparison.of("value")[i], run.path("value"))


def test_odds_count_draws():
    a, b = np.array([9.0, 1.0, 2.0, 3.0, 4.0]), np.array([0.0, 0.0, 2.0, 4.0, 5.0])
    assert odds(a, b) == (1 + 0.5) / 4


@every(
    ("change", "word"),
    [
        ({"market": "2024Q3", "steps": ()}, "same market"),
        ({"horizon": 8}, "same horizon"),
        ({"name": "a "}, "rename"),
    ],
)
def test_what_cannot_be_compared_is_refused(change, word):
    a, b = plans()
    with pytest.raises(ScenarioError, match=word):
        side_by_side(a, replace(b, **change))


@every("count", [1, 9])
def test_two_to_eight(count):
    with pytest.raises(ScenarioError, match="two to eight"):
        side_by_side(*(scenario(name=f"s{i}") for i in range(count)))


def test_only_what_differs_is_listed_and_as_scheduled():
    market = load_market("2023Q1")
    a = scenario(name="A", sme_support=3.0, **MORE)
    b = scenario(name="B", sme_support=3.0, first=3, **MORE)
    differences = lever_differences(market, [a, b])
    assert {d.lever for d in differences} == {"subsidy_budget", "high_ticket_share", "sme_support"}
    for lever in MORE:
        rows = {d.quarter: d.values for d in differences if d.lever == lever}
        today = market.levers[lever]
        assert rows["2023Q2"] == {"A": MORE[lever], "B": today}
        assert rows["2023Q4"] == {"A": MORE[lever], "B": MORE[lever]}  # here they meet
    assert lever_differences(market, [a, replace(a, name="B")]) == ()


def test_settings_and_assumptions_that_differ():
    a = scenario(name="A", assumptions=(("habit_weight", 0.2),))
    b = replace(scenario(name="B", rivals="follow"), seed=7, draws=9)
    parameters = load_parameters()
    differences = setting_differences(load_market("2023Q1"), parameters, [a, b])
    central = parameters.table["habit_weight"].central
    assert differences == {
        "rivals": {"A": "passive", "B": "follow"},
        "assumption:habit_weight": {"A": 0.2, "B": central},
    }


@pytest.mark.slow
def test_at_a_flip_point_the_two_plans_are_level():
    """Put the value into both plans as an assumption, and neither is better."""
    market, parameters = load_market("2023Q1"), load_parameters()
    a = scenario(name="A", rivals="follow", ad_load=1.3, taobao_traffic_share=0.42)
    b = scenario(name="B", rivals="follow", subsidy_budget=9.0, sme_support=3.0)
    calls = [c for c in contests(side_by_side(a, b)) if c.metric in ("revenue", "gmv_brand")]
    flip_points = flips(market, parameters, (a, b), calls)
    assert flip_points
    for flip in flip_points:
        assert flip.low <= flip.value <= flip.high
        moved = [replace(p, assumptions=((flip.parameter, flip.value),)) for p in (a, b)]
        ours, theirs = (
            year(project(market, parameters, p, draws=0).central(flip.metric)) for p in moved
        )
        assert ours - theirs == pytest.approx(0.0, abs=1e-4 * abs(ours))


def test_a_plan_against_itself_has_no_flip():
    market, parameters = load_market("2023Q1"), load_parameters()
    a, b = scenario(name="A", **MORE), scenario(name="B", **MORE)
    calls = list(contests(side_by_side(a, b)))
    assert flips(market, parameters, (a, b), calls) == ()


def test_one_run_has_no_odds_unless_equal_and_a_draw_without_a_figure_leaves_none():
    one, two, none = np.array([1.0]), np.array([2.0]), np.nan
    assert odds(one, two) is None
    assert odds(one, one) == 0.5
    assert odds(np.array([0, 1.0, none, 3]), np.array([0, 2.0, 9, 1])) is None
    assert odds(np.array([0, none]), np.array([0, 1.0])) is None


@every(
    ("row", "ends"),
    [
        ([1, 2, -1, -2], [(1, 2)]),
        ([1, 0, -1, -1], [(0, 2)]),
        ([0, 1, 2, 3], []),
        ([-1, 0, -1, 0], []),
        ([0, 0, -0.0, -1], []),
    ],
)
def test_only_a_change_of_sign_is_a_crossing(row, ends):
    assert list(_turns(np.array(row, dtype=float))) == ends
