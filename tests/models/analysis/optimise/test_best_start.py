"""Where the start is best, when ends and methods agree, and how sure the effects are."""

from dataclasses import replace

import numpy as np
import pytest

from models.analysis.optimise.answer_record import as_json
from models.analysis.optimise.evaluator import EvaluatedPoints
from models.analysis.optimise.goals import Limit
from models.analysis.optimise.optimise import answer_at, search_states
from models.analysis.optimise.second_opinion import Opinion
from models.inputs import load_market, load_parameters
from models.scenario import Step
from tests.models.analysis.optimise.test_best_plan import floor, run, solve, task
from tests.models.analysis.optimise.worlds_of_search import LAST, today
from tests.models.worlds import year

pytestmark = pytest.mark.slow


def stuck_task(**more):
    """Ask for more visitors of a lever that may not move, by a lock that does move them."""
    return task(
        free=("content_investment",),
        reach={"content_investment": 0.0},
        locks={"sme_support": 3.0},
        **more,
    )


def test_a_lock_is_in_the_answer_also_where_the_start_is_best():
    answer = solve(stuck_task())
    assert answer.verdict == "at_start"
    assert answer.plan["sme_support"] == 3.0
    assert year(run(answer.scenario).central("dau")) == pytest.approx(answer.best, rel=1e-12)


def test_where_the_start_is_best_its_own_limits_are_told():
    """A pulse that one target cannot copy beats the cube; limits and starts are the pulse's."""
    levers = load_market("2023Q1").levers
    pulse = Step(lever="subsidy_budget", quarter="2024Q1", value=levers["subsidy_budget"] + 10.0)
    plan = replace(today(), steps=(pulse,))
    bound = Limit(metric="revenue", bound=0.5, at=LAST, is_relative=True)
    asked = task("dau", free=("subsidy_budget",), floors=[bound], plan=plan)
    asked = replace(asked, reach={"subsidy_budget": 0.0})
    answer = solve(asked)
    assert answer.verdict == "at_start"
    (limit,) = answer.limits
    assert limit.value == pytest.approx(year(run(plan).central("revenue")), rel=1e-9)
    assert limit.price == 0.0
    assert answer.agreed == 0


def test_starts_agree_by_the_gain_and_not_by_the_level():
    """A ten thousandth of the level is a large part of a small gain."""
    asked = task(free=("subsidy_budget",), reach={"subsidy_budget": 0.5})
    *_, (evaluator, state) = search_states(load_market("2023Q1"), load_parameters(), asked)
    answer = answer_at(evaluator, state)
    assert 0.0 < answer.gain < 0.01 * answer.best
    assert answer.agreed == len(state.ends.goal)
    short = replace(state.ends, goal=state.ends.goal - 0.01 * answer.gain)
    assert answer_at(evaluator, replace(state, ends=short)).agreed == 0


def test_the_other_method_agrees_by_the_gain_or_says_that_it_found_nothing():
    tried = EvaluatedPoints(
        points=np.zeros((1, 1)), goal=np.array([380.0]), smooth=np.zeros(1), slack=np.zeros((1, 0))
    )
    assert Opinion(end=tried, gain=-1.0, size=1.0).agrees is True
    assert Opinion(end=tried, gain=0.01, size=1.0).agrees is False
    assert Opinion(end=tried, gain=float("nan"), size=1.0).agrees is None


def test_a_limit_that_is_missed_does_not_bind():
    answer = solve(task(floors=[floor("revenue", 2.0)]))
    assert answer.verdict == "infeasible"
    assert answer.missed
    assert not any(kept.is_binding for kept in answer.missed)


def test_effects_tell_their_range_although_the_search_draws_nothing():
    answer = solve(task())
    draws = answer.scenario.draws
    ours, idle = run(answer.scenario, draws=draws), run(today(), draws=draws)
    record = as_json(answer)
    for name, effect in answer.effects.items():
        gap = ours.path(name) - idle.path(name)
        gap = gap if gap.ndim == 1 else year(gap)
        assert effect.low < effect.high
        assert record["effects"][name] == effect.central == pytest.approx(gap[0], abs=1e-9)
        low, high = np.quantile(gap[1:], [0.1, 0.9])
        assert record["effects_80"][name] == pytest.approx([low, high], abs=1e-9)
