"""From a task to its answer, state by state of the search."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np

from models.analysis.effects import effect
from models.analysis.group_paths import own_path
from models.analysis.horizon_figures import HorizonFigure, horizon_figures
from models.analysis.optimise.agreement import agreement
from models.analysis.optimise.answer import AT_START, IMPROVED, INFEASIBLE, Answer, targets
from models.analysis.optimise.best_points import subset
from models.analysis.optimise.checks import check
from models.analysis.optimise.conflicts import contradictions, keepable
from models.analysis.optimise.evaluator import KEEPS, EvaluatedPoints, Evaluator
from models.analysis.optimise.goals import SUM, Goal, Task
from models.analysis.optimise.integer_rounding import rounded_states
from models.analysis.optimise.search import SearchState, search
from models.analysis.optimise.shadow_prices import constraint_statuses, unpriced_statuses
from models.analysis.optimise.space import planned, space_of
from models.analysis.outcome import Effect
from models.analysis.precedents import departures
from models.analysis.reading import figure
from models.ensemble import project_plans
from models.levers import KPI_UNITS
from models.notation import UNITS, metrics_of
from models.parameters import Parameters
from models.plan_columns import Plan
from models.scenario import Scenario
from models.vintage import Market

ANSWER_METRICS = (
    *metrics_of("users", "sales", "revenue", "profit", "group_profit", "worth", "plan_worth"),
    "merchants_sme",
)
"""What every answer tells beside its own goal, so that no price of it stays in the dark."""

_NAME = "Best plan"
_ROUNDING = 1e-9


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
    check(market, task)
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
    started = evaluator.space.point(evaluator.space.fixed)
    tried = evaluator.try_plans([*plans, evaluator.space.fixed], np.vstack([point, point, started]))
    in_full = _in_full(evaluator, [*plans, evaluator.space.fixed])
    verdict = _verdict(tried, in_full)
    stays = verdict == AT_START
    row, scenario = (2, planned(task, name)) if stays else (0, plan)
    found = subset(tried, [row])
    gain = float(found.goal[0] - tried.goal[1])
    limits = (
        unpriced_statuses(evaluator, subset(tried, [2]))
        if stays
        else constraint_statuses(evaluator, point)
    )
    effects, figures = _headlines(evaluator, scenario)
    return Answer(
        task=task,
        verdict=verdict,
        scenario=scenario,
        plan=targets(scenario, evaluator.market.levers, _asked(task)),
        today=in_full[1],
        start=in_full[2],
        best=in_full[row],
        unit=unit_of(task.goal),
        limits=limits,
        effects=effects,
        figures=figures,
        agreement=agreement(evaluator.space, state.ends, found, gain, state.scale),
        departures=departures(scenario),
        contradictions=contradictions(evaluator),
        keepable=_keepable(evaluator, state) if verdict == INFEASIBLE else (),
    )


def _in_full(evaluator: Evaluator, plans: Sequence[Plan]) -> list[float]:
    """Give the goal of plans on the draws of the plan itself, of which a search takes a part."""
    task = evaluator.task
    if task.count:
        evaluator = replace(
            evaluator, task=replace(task, draws=max(task.draws, task.scenario.draws), limits=())
        )
    goal_values: list[float] = evaluator.scorer.goal(evaluator.paths(plans), task.goal).tolist()
    return goal_values


def _verdict(tried: EvaluatedPoints, in_full: Sequence[float]) -> str:
    """Judge a plan against the one of the start, on the draws of the search and of the plan."""
    keeps = tried.worst <= KEEPS
    if not keeps[0]:
        return AT_START if keeps[2] else INFEASIBLE
    pairs = ((tried.goal[0], tried.goal[2]), (in_full[0], in_full[2]))
    better = all(best > start + _ROUNDING * abs(start) for best, start in pairs)
    return IMPROVED if better or not keeps[2] else AT_START


def _keepable(evaluator: Evaluator, state: SearchState) -> tuple[str, ...]:
    """Name the limits that some plan keeps alone, once the search for all of them has failed."""
    if not state.is_last:
        return ()
    names = [limit.name for limit in evaluator.task.limits]
    is_central = evaluator.lead is evaluator
    tried = state.tried if is_central else evaluator.try_points(state.tried.points)
    kept = keepable(evaluator, tried)
    return tuple(name for name, is_kept in zip([*names, "budget"], kept, strict=False) if is_kept)


def _asked(task: Task) -> set[str]:
    """Name all free and locked levers."""
    return {*task.locks, *(w for name in task.free for w in KPI_UNITS.get(name, (name,)))}


def _headlines(
    evaluator: Evaluator, scenario: Scenario
) -> tuple[dict[str, Effect], dict[str, HorizonFigure]]:
    """Compare the plan with no change by every headline, and read it over its whole horizon.

    On the draws of the plan.
    """
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
    own = {name: own_path(paths, name)[0] for name in paths}
    return effects, horizon_figures(own, quarters, ANSWER_METRICS)


def unit_of(goal: Goal) -> str:
    """Name the unit in which a goal counts."""
    if goal.risk == "probability":
        return "share of draws"
    if goal.is_weighted:
        return "% weighted"
    unit = UNITS[goal.metrics[0]]
    return f"{unit}, discounted" if goal.at == SUM else unit
