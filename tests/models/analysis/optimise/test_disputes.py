"""What limits contradict, how near the nearest plan is, what starts disagree on, what is shown."""

from dataclasses import replace
from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.analysis.optimise.agreement import agreement
from models.analysis.optimise.answer_record import as_json
from models.analysis.optimise.conflicts import contradictions
from models.analysis.optimise.evaluator import KEEPS, EvaluatedPoints, shortfalls
from models.analysis.optimise.optimise import _verdict, answer_at, search_states
from models.analysis.precedents import departures, spans
from models.inputs import load_market, load_parameters
from models.levers import LEVERS
from models.notation import quarters_after
from models.scenario import Step
from tests.models.analysis.optimise.worlds_of_search import (
    HORIZON,
    LAST,
    TWO,
    evaluator_of,
    kept,
    small,
    solved,
    today,
)
from tests.models.worlds import scenario


@pytest.mark.parametrize(("floor", "ceiling", "is_found"), [(1.1, 1.0, True), (1.0, 1.1, False)])
@pytest.mark.parametrize(("at", "other"), [("every", "every"), ("every", LAST), (LAST, "every")])
def test_a_floor_above_a_ceiling_is_a_contradiction(floor, ceiling, is_found, at, other):
    limits = [kept("revenue", floor, at), kept("revenue", ceiling, other, is_ceiling=True)]
    found = contradictions(evaluator_of(small(limits=limits)))
    assert bool(found) == is_found
    for one in found:
        assert one.metric == "revenue"
        assert one.least > one.most
        assert one.at in quarters_after("2023Q1", HORIZON + 20)


def test_limits_at_other_times_or_of_other_metrics_do_not_contradict_each_other():
    early = quarters_after("2023Q1", HORIZON)[-2]
    limits = [
        kept("revenue", 1.1, early),
        kept("revenue", 1.0, LAST, is_ceiling=True),
        kept("gmv", 1.0, early, is_ceiling=True),
    ]
    assert contradictions(evaluator_of(small(limits=limits))) == ()


@pytest.mark.parametrize(("budget", "is_found"), [(1.0, True), (40.0, False)])
def test_a_budget_below_what_is_spent_anyway_is_a_contradiction(budget, is_found):
    (found,) = contradictions(evaluator_of(small(budget=budget))) or (None,)
    assert bool(found) == is_found
    if found:
        today = load_market("2023Q1").levers
        others = [name for name in LEVERS if LEVERS[name].spend and name != "subsidy_budget"]
        assert found.least == pytest.approx(sum(today[name] for name in others))


@pytest.mark.slow
def test_limits_that_each_plan_can_keep_but_none_all_are_told_apart_from_those_out_of_reach():
    """A subsidy can raise sales or spare profit, not both; five times the sales it cannot."""
    both = solved(small(free=("subsidy_budget",), limits=[kept("gmv", 1.01), kept("ebita", 1.01)]))
    assert not both.is_feasible
    assert {*both.keepable} == {"gmv floor every", "ebita floor every"}
    assert both.contradictions == ()
    far = solved(small(free=("subsidy_budget",), limits=[kept("gmv", 5.0), kept("ebita", 1.01)]))
    assert "gmv floor every" not in far.keepable
    misses = as_json(far)["nearest"]["misses"]
    assert not next(m for m in misses if m["name"].startswith("gmv"))["can_be_kept_alone"]


@pytest.mark.slow
def test_the_nearest_plan_falls_least_short_and_is_then_the_best():
    """More subsidy is out of reach; advertising, which the limit does not see, is at its best."""
    limits = [kept("subsidy", 200.0, LAST, is_relative=False)]
    task = small("ebita", limits=limits)
    answer, evaluator = solved(task), evaluator_of(task)
    levels = np.linspace(0.0, 1.0, 21)
    grid = evaluator.try_points(np.array(list(product(levels, levels))))
    point = evaluator.space.point(answer.scenario.schedule(load_market("2023Q1").levers))
    found = evaluator.try_points(point[None])
    assert not answer.is_feasible
    assert found.shortfall[0] <= grid.shortfall.min() + KEEPS
    alike = grid.shortfall <= found.shortfall[0] + KEEPS
    assert alike.sum() > 1
    assert found.goal[0] >= grid.goal[alike].max() - 1e-6 * abs(found.goal[0])
    assert np.ptp(grid.goal[alike]) > 1.0


@given(
    st.lists(st.lists(st.floats(-2.0, 2.0), min_size=5, max_size=5), min_size=1, max_size=6),
    st.lists(st.integers(0, 2), min_size=5, max_size=5),
)
def test_a_limit_falls_short_by_its_worst_row_alone(rows, limit):
    short = shortfalls(np.array(rows), tuple(limit))
    assert short.shape == (len(rows), len({*limit}))
    assert (short >= 0.0).all()
    for row, sums in zip(rows, short, strict=True):
        kept_all = all(left >= 0.0 for left in row)
        assert (sums.sum() == 0.0) == kept_all
        assert sums.max() == max(0.0, -min(row))


def ends_at(*points, goals):
    spread = np.array(points, dtype=float)
    return EvaluatedPoints(
        points=spread,
        goal=np.array(goals, dtype=float),
        smooth=np.array(goals, dtype=float),
        slack=np.zeros((len(points), 0)),
    )


def test_starts_that_end_apart_say_on_which_levers():
    space = evaluator_of(small()).space
    best = ends_at((0.1, 0.5), goals=[100.0])
    ends = ends_at((0.1, 0.5), (0.6, 0.5), (0.12, 0.5), goals=[100.0, 90.0, 100.0])
    told = agreement(space, ends, best, gain=20.0, scale=1.0)
    assert (told.starts, told.agreed, told.outside) == (3, 2, 0)
    (lever,) = told.disputed
    assert lever.lever == "subsidy_budget"
    assert (lever.low, lever.high) == pytest.approx((6.0, 36.0))
    assert told.goals == (100.0, 100.0, 90.0)
    outside = replace(ends, slack=np.array([[0.0], [-1.0], [0.0]]))
    again = agreement(space, outside, replace(best, slack=np.zeros((1, 1))), gain=20.0, scale=1.0)
    assert (again.agreed, again.outside, again.disputed) == (2, 1, ())


def test_an_end_that_the_polish_leaves_behind_disagrees_with_the_best():
    space = evaluator_of(small()).space
    ends = ends_at((0.1, 0.2), (0.1, 0.2), goals=[90.0, 90.0])
    told = agreement(space, ends, ends_at((0.1, 0.8), goals=[100.0]), gain=20.0, scale=1.0)
    assert told.agreed == 0
    assert [one.lever for one in told.disputed] == ["ad_load"]


@pytest.mark.slow
def test_no_state_may_lead_that_breaks_a_limit_or_falls_below_no_change():
    """The plan of the start breaks the floor; no change keeps it."""
    plan = today(sme_support=9.0)
    task = small("worth", TWO, [kept("ebita", 0.99)], plan=plan)
    market = load_market("2023Q1")
    states = list(search_states(market, load_parameters(), task))
    for evaluator, state in states:
        answer = answer_at(evaluator, state)
        tried = evaluator.try_plans([answer.scenario.schedule(market.levers)], np.zeros((1, 2)))
        keeps = tried.worst[0] <= KEEPS
        assert answer.may_lead == bool(keeps and answer.best >= answer.today - 1e-6)
    first = answer_at(*states[0])
    worse = replace(first, best=first.today - 1.0, verdict="improved")
    assert not worse.may_lead
    assert not replace(first, verdict="infeasible").may_lead


@pytest.mark.parametrize(
    ("goals", "slack", "in_full", "verdict"),
    [
        ((2.0, 0.0, 1.0), (0.0, 0.0), (2.0, 0.0, 1.0), "improved"),
        ((2.0, 0.0, 1.0), (0.0, 0.0), (0.9, 0.0, 1.0), "at_start"),  # better on few draws alone
        ((2.0, 0.0, 1.0), (-1.0, 0.0), (2.0, 0.0, 1.0), "at_start"),  # the start keeps its limits
        ((0.5, 0.0, 1.0), (0.0, -1.0), (0.5, 0.0, 1.0), "improved"),  # the start breaks one
        ((2.0, 0.0, 1.0), (-1.0, -1.0), (2.0, 0.0, 1.0), "infeasible"),
    ],
)
def test_a_plan_is_judged_against_the_start_on_all_draws(goals, slack, in_full, verdict):
    tried = ends_at((0.1,), (0.2,), (0.3,), goals=goals)
    rows = np.array([[slack[0]], [0.0], [slack[1]]])
    assert _verdict(replace(tried, slack=rows), in_full) == verdict


@settings(deadline=None)
@given(st.data())
def test_a_plan_is_warned_of_lever_by_lever(data):
    names = data.draw(st.lists(st.sampled_from([n for n in LEVERS if LEVERS[n].seen]), unique=True))
    today = load_market("2024Q3").levers
    first = quarters_after("2024Q3", 1)[0]
    values = {n: data.draw(st.floats(LEVERS[n].low, LEVERS[n].high)) for n in names}
    steps = tuple(Step(lever=n, quarter=first, value=v) for n, v in values.items())
    told = {one.lever: one for one in departures(scenario("2024Q3", steps=steps))}
    for name, value in values.items():
        low, high = LEVERS[name].seen
        if low <= value <= high:
            assert name not in told
        elif not min(low, today[name]) <= value <= max(high, today[name]):
            hair = 1e-4 * (LEVERS[name].high - LEVERS[name].low)
            assert (name in told) == (abs(value - today[name]) > hair)
    for name, one in told.items():
        assert one.value == values[name]
        assert (one.low, one.high) == (spans()[name].low, spans()[name].high)
        assert not one.low <= one.value <= one.high
