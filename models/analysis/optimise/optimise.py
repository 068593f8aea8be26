"""From a task to its answer, state by state of the search."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np

from models.analysis.effects import effect
from models.analysis.optimise.answer import AT_START, IMPROVED, INFEASIBLE, Answer, targets
from models.analysis.optimise.checks import check
from models.analysis.optimise.evaluator import KEEPS, EvaluatedPoints, Evaluator
from models.analysis.optimise.goals import SUM, Goal, Task
from models.analysis.optimise.integer_rounding import rounded_states
from models.analysis.optimise.search import SearchState, search, subset
from models.analysis.optimise.shadow_prices import constraint_statuses, unpriced_statuses
from models.analysis.optimise.space import planned, space_of
from models.analysis.outcome import Effect
from models.analysis.precedents import beyond
from models.analysis.reading import figure
from models.ensemble import Plan, project_plans
from models.levers import KPI_UNITS, LEVERS
from models.notation import UNITS, metrics_of
from models.parameters import Parameters
from models.scenario import Scenario
from models.vintage import Market

ANSWER_METRICS = (
    *metrics_of("users", "sales", "revenue", "profit", "group_profit", "worth", "plan_worth"),
    "merchants_sme",
)
"""What every answer tells beside its own goal, so that no price of it stays in the dark."""

AGREE = 1e-3
"""Part of the gain within which two ends are the same answer."""

_NAME = "Best plan"
_ROUNDING = 1e-9
_HAIR = 1e-4
_FLAT = 1e-6


def optimise(market: Market, parameters: Parameters, task: Task, name: str = _NAME) -> Answer:
    """Find the best plan of a task.

    Raises
    ------
    ModelError
        The task cannot be answered; the message says why and what is allowed.
    """
    *_, (evaluator, state) = search_states(market, parameters, task)
    return answer_at(evaluator, state, name)


def search_states(
    market: Market, parameters: Parameters, task: Task
) -> Iterator[tuple[Evaluator, SearchState]]:
    """Search step by step; after each the caller may stop and take the answer so far.

    Raises
    ------
    ModelError
        As `optimise`.
    """
    check(task)
    evaluator = Evaluator(
        market=market, parameters=parameters, task=task, space=space_of(market, task)
    )
    for state in search(evaluator):
        yield evaluator, state
    yield from rounded_states(evaluator, state)


def answer_at(evaluator: Evaluator, state: SearchState, name: str = _NAME) -> Answer:
    """Write down what the search has found so far."""
    task, point = evaluator.task, state.best.points[0]
    plan = evaluator.space.scenario(point, task, name)
    still = replace(plan, steps=())
    plans = [s.schedule(evaluator.market.levers) for s in (plan, still)]
    tried = evaluator.try_plans([*plans, evaluator.space.fixed], np.tile(point, (3, 1)))
    best, today, start = tried.goal.tolist()
    verdict = _verdict(tried)
    stays = verdict == AT_START
    level, scenario = (start, planned(task, name)) if stays else (best, plan)
    goal_values = _in_full(
        evaluator, [scenario.schedule(evaluator.market.levers), plans[1], evaluator.space.fixed]
    )
    near = np.abs(state.ends.goal - level) <= max(AGREE * abs(level - today), _FLAT * state.scale)
    limits = (
        unpriced_statuses(evaluator, subset(tried, [2]))
        if stays
        else constraint_statuses(evaluator, point)
    )
    return Answer(
        task=task,
        verdict=verdict,
        scenario=scenario,
        plan=targets(scenario, evaluator.market.levers, _asked(task)),
        today=goal_values[1],
        start=goal_values[2],
        best=goal_values[0],
        unit=unit_of(task.goal),
        limits=limits,
        effects=_effects(evaluator, scenario),
        starts=len(state.ends.goal),
        agreed=int((near & (state.ends.worst <= KEEPS)).sum()),
        beyond=_beyond(evaluator, scenario),
    )


def _in_full(evaluator: Evaluator, plans: Sequence[Plan]) -> list[float]:
    """Give the goal of plans on the draws of the plan itself, of which a search takes a part."""
    task = evaluator.task
    if task.count:
        evaluator = replace(
            evaluator, task=replace(task, draws=max(task.draws, task.scenario.draws))
        )
    goal_values: list[float] = evaluator.scorer.goal(evaluator.paths(plans), task.goal).tolist()
    return goal_values


def _verdict(tried: EvaluatedPoints) -> str:
    best, _, start = tried.goal
    if tried.worst[0] > KEEPS:
        return INFEASIBLE
    stays = tried.worst[2] <= KEEPS and best <= start + _ROUNDING * abs(start)
    return AT_START if stays else IMPROVED


def _beyond(evaluator: Evaluator, scenario: Scenario) -> tuple[str, ...]:
    """Name the levers that leave history behind; a hair's breadth from today does not count."""
    levers = evaluator.market.levers
    schedule = scenario.schedule(levers)

    def moves(name: str) -> bool:
        hair = _HAIR * (LEVERS[name].high - LEVERS[name].low)
        return bool((np.abs(schedule[name] - levers[name]) > hair).any())

    return tuple(name for name in beyond(scenario) if moves(name))


def _asked(task: Task) -> set[str]:
    """Name all free and locked levers."""
    return {*task.locks, *(w for name in task.free for w in KPI_UNITS.get(name, (name,)))}


def _effects(evaluator: Evaluator, scenario: Scenario) -> dict[str, Effect]:
    """Compare the plan with no change by every headline; on the draws of the plan."""
    task, quarters = evaluator.task, evaluator.scorer.quarters
    quarter_index = -1 if task.goal.at == SUM else quarters.index(task.goal.at)
    plans = [s.schedule(evaluator.market.levers) for s in (scenario, replace(scenario, steps=()))]
    paths = project_plans(
        evaluator.market, evaluator.parameters, scenario, plans, metrics=ANSWER_METRICS
    )
    effects = {}
    for name in ANSWER_METRICS:
        ours, none = figure(paths, name, quarter_index, alone=task.goal.alone)
        effects[name] = effect(ours - none)
    return effects


def unit_of(goal: Goal) -> str:
    """Name the unit in which a goal counts."""
    if goal.risk == "probability":
        return "share of draws"
    if goal.is_weighted:
        return "% weighted"
    unit = UNITS[goal.metrics[0]]
    return f"{unit}, discounted" if goal.at == SUM else unit
