"""From a task to its answer, stop by stop."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np

from models.analysis.effects import effect
from models.analysis.group_paths import own_path
from models.analysis.optimise.answer import AT_START, IMPROVED, INFEASIBLE, Answer, targets
from models.analysis.optimise.checks import check
from models.analysis.optimise.evaluator import KEEPS, Bench, Tried
from models.analysis.optimise.goals import SUM, Goal, Task
from models.analysis.optimise.integer_rounding import settled
from models.analysis.optimise.search import Stop, part, search
from models.analysis.optimise.shadow_prices import held, kept
from models.analysis.optimise.space import planned, space_of
from models.analysis.outcome import Effect
from models.analysis.precedents import beyond
from models.ensemble import Plan, project_plans
from models.levers import KPI_UNITS, LEVERS
from models.notation import HORIZON_METRICS, UNITS, metrics_of
from models.parameters import Parameters
from models.scenario import Scenario
from models.vintage import Market

HEADLINES = (
    *metrics_of("users", "sales", "revenue", "profit", "group_profit", "worth"),
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
    *_, (bench, stop) = stops(market, parameters, task)
    return answer_at(bench, stop, name)


def stops(market: Market, parameters: Parameters, task: Task) -> Iterator[tuple[Bench, Stop]]:
    """Search step by step; after each the caller may stop and take the answer so far.

    Raises
    ------
    ModelError
        As `optimise`.
    """
    check(task)
    bench = Bench(market=market, parameters=parameters, task=task, space=space_of(market, task))
    for stop in search(bench):
        yield bench, stop
    yield from settled(bench, stop)


def answer_at(bench: Bench, stop: Stop, name: str = _NAME) -> Answer:
    """Write down what the search has found so far."""
    task, point = bench.task, stop.best.points[0]
    plan = bench.space.scenario(point, task, name)
    still = replace(plan, steps=())
    plans = [s.schedule(bench.market.levers) for s in (plan, still)]
    tried = bench.try_plans([*plans, bench.space.fixed], np.tile(point, (3, 1)))
    best, today, start = tried.goal.tolist()
    verdict = _verdict(tried)
    stays = verdict == AT_START
    level, scenario = (start, planned(task, name)) if stays else (best, plan)
    goal_values = _in_full(
        bench, [scenario.schedule(bench.market.levers), plans[1], bench.space.fixed]
    )
    near = np.abs(stop.ends.goal - level) <= max(AGREE * abs(level - today), _FLAT * stop.scale)
    limits = held(bench, part(tried, [2])) if stays else kept(bench, point)
    return Answer(
        task=task,
        verdict=verdict,
        scenario=scenario,
        plan=targets(scenario, bench.market.levers, _asked(task)),
        today=goal_values[1],
        start=goal_values[2],
        best=goal_values[0],
        unit=unit_of(task.goal),
        limits=limits,
        effects=_effects(bench, scenario),
        starts=len(stop.ends.goal),
        agreed=int((near & (stop.ends.worst <= KEEPS)).sum()),
        beyond=_beyond(bench, scenario),
    )


def _in_full(bench: Bench, plans: Sequence[Plan]) -> list[float]:
    """Give the goal of plans on the draws of the plan itself, of which a search takes a part."""
    task = bench.task
    if task.count:
        bench = replace(bench, task=replace(task, draws=max(task.draws, task.scenario.draws)))
    goal_values: list[float] = bench.yardstick.goal(bench.paths(plans), task.goal).tolist()
    return goal_values


def _verdict(tried: Tried) -> str:
    best, _, start = tried.goal
    if tried.worst[0] > KEEPS:
        return INFEASIBLE
    stays = tried.worst[2] <= KEEPS and best <= start + _ROUNDING * abs(start)
    return AT_START if stays else IMPROVED


def _beyond(bench: Bench, scenario: Scenario) -> tuple[str, ...]:
    """Name the levers that leave history behind; a hair's breadth from today does not count."""
    levers = bench.market.levers
    schedule = scenario.schedule(levers)

    def moves(name: str) -> bool:
        hair = _HAIR * (LEVERS[name].high - LEVERS[name].low)
        return bool((np.abs(schedule[name] - levers[name]) > hair).any())

    return tuple(name for name in beyond(scenario) if moves(name))


def _asked(task: Task) -> set[str]:
    """Name all free and locked levers."""
    return {*task.locks, *(w for name in task.free for w in KPI_UNITS.get(name, (name,)))}


def _effects(bench: Bench, scenario: Scenario) -> dict[str, Effect]:
    """Compare the plan with no change by every headline; on the draws of the plan."""
    task, quarters = bench.task, bench.yardstick.quarters
    when = -1 if task.goal.at == SUM else quarters.index(task.goal.at)
    plans = [s.schedule(bench.market.levers) for s in (scenario, replace(scenario, steps=()))]
    paths = project_plans(bench.market, bench.parameters, scenario, plans, metrics=HEADLINES)
    effects = {}
    for name in HEADLINES:
        ours, none = own_path(paths, name)
        change = ours - none
        effects[name] = effect(change if name in HORIZON_METRICS else change[when])
    return effects


def unit_of(goal: Goal) -> str:
    """Name the unit in which a goal counts."""
    if goal.risk == "probability":
        return "share of draws"
    if goal.is_weighted:
        return "% weighted"
    unit = UNITS[goal.metrics[0]]
    return f"{unit}, discounted" if goal.at == SUM else unit
