"""What a task may ask, checked before anything is computed."""

from collections.abc import Iterator, Sequence
from math import inf, isfinite

from models.analysis.optimise.goals import EVERY, RISKS, SUM, Task
from models.analysis.optimise.locked import LOCKED, MOVABLE, NEVER
from models.analysis.optimise.space import MOST_PHASES, OVERSEAS, moves
from models.errors import Problem, ScenarioError
from models.levers import KPI_UNITS, LEVERS, REASONS
from models.notation import UNITS, quarters_after
from models.text_rules import refusal
from models.vintage import Market

_OF_SERVICES = ("instant_orders", "instant_ebita")


def check(market: Market, task: Task) -> None:
    """Refuse a task that cannot be answered in ``market``.

    Raises
    ------
    ScenarioError
        Holds every problem, each with what is allowed.
    """
    if problems := list(_problems(market, task)):
        raise ScenarioError(problems)


def _problems(market: Market, task: Task) -> Iterator[Problem]:
    quarters = quarters_after(task.scenario.market, task.scenario.horizon)
    yield from _goal(market, task, quarters)
    yield from _levers(market, task)
    for limit in task.limits:
        yield from metric_problems(market, limit.metric)
        yield from _quarter(limit.at, (*quarters, EVERY))
        if not isfinite(limit.bound):
            yield refusal(None, None, limit.bound, "a limit is a finite number")
    if task.budget is not None and not 0.0 <= task.budget < inf:
        rule = "a cash budget is RMB bn a quarter, 0 or more and finite"
        yield refusal(None, None, task.budget, rule)


def _goal(market: Market, task: Task, quarters: Sequence[str]) -> Iterator[Problem]:
    goal = task.goal
    if not goal.weights:
        yield refusal(None, None, "", "name at least one metric")
    for metric in goal.metrics:
        yield from metric_problems(market, metric)
    yield from _quarter(goal.at, (*quarters, SUM))
    if goal.risk not in RISKS:
        yield refusal(None, None, goal.risk, f"the attitude to risk is one of {', '.join(RISKS)}")
    if goal.risk == "probability" and goal.target is None:
        yield refusal(None, None, "", "a probability needs the target that is to be reached")
    if goal.target is not None and not isfinite(goal.target):
        yield refusal(None, None, goal.target, "the target is a finite number")


def metric_problems(market: Market, name: str) -> Iterator[Problem]:
    """Refuse a metric that nobody knows, or that the market has no figure of."""
    if name not in UNITS or name == "terminal_share":
        known = ", ".join(metric for metric in UNITS if metric != "terminal_share")
        yield refusal(None, None, name, f"a metric is one of {known}")
    elif name in _OF_SERVICES and market.instant is None:
        rule = f"there is no instant commerce in the market of {market.vintage}"
        yield refusal(None, None, name, rule)


def _quarter(at: str, allowed: Sequence[str]) -> Iterator[Problem]:
    if at not in allowed:
        span = f"from {allowed[0]} to {allowed[-2]}" if len(allowed) > 1 else "none"
        yield refusal(
            None, "quarter", at, f"a quarter lies in the horizon, {span}, or is {allowed[-1]}"
        )


def _levers(market: Market, task: Task) -> Iterator[Problem]:
    if not task.free:
        yield refusal(None, None, "", "free at least one lever")
    elif {*task.free} <= {*MOVABLE} and not any(moves(name, market, task) for name in task.free):
        rule = "free a lever that this market offers and that the aim counts: " + "; ".join(
            f"{name} {_why_not(name, market)}" for name in task.free
        )
        yield refusal(None, None, "", rule)
    for name in task.free:
        if name in NEVER:
            yield refusal(None, None, name, f"it cannot be freed: {REASONS[LOCKED[name]]}")
        elif name not in MOVABLE:
            yield refusal(None, None, name, f"what can be freed is one of {', '.join(MOVABLE)}")
        if name in task.locks:
            yield refusal(None, None, name, "a lever is either free or locked; name it once")
        for weight in set(KPI_UNITS.get(name, ())) & {*task.locks}:
            rule = f"{name} is free, and all its weights with it; free it or lock them, not both"
            yield refusal(None, None, weight, rule)
    yield from _locks(market, task)
    yield from _moves(task)


def _why_not(name: str, market: Market) -> str:
    if market.is_shut(name):
        return f"is not offered in {market.vintage}"
    return f"moves none of what is maximised, {', '.join(OVERSEAS)} alone"


def _locks(market: Market, task: Task) -> Iterator[Problem]:
    """Check values of locks by the lever, and by what the market allows of it."""
    for name, value in task.locks.items():
        if name not in LEVERS:
            yield refusal(None, None, f"{name}={value}", f"levers are {', '.join(LEVERS)}")
        elif rule := LEVERS[name].rule(value) or market.refusal(name, value):
            yield refusal(None, None, f"{name}={value}", rule)


def _moves(task: Task) -> Iterator[Problem]:
    for name, reach in task.reach.items():
        if name in KPI_UNITS or (name in LEVERS and LEVERS[name].delivery == "kpi"):
            rule = "KPI weights take no limit on moves; lock them, or leave them free"
            yield refusal(None, None, f"{name}={reach}", rule)
        elif name not in LEVERS or not 0.0 <= reach < inf:
            rule = (
                "a limit on moves names a lever and how far it may go, 0 or more in its unit "
                "and finite"
            )
            yield refusal(None, None, f"{name}={reach}", rule)
    for name, count in task.phases.items():
        if not 1 <= count <= MOST_PHASES:
            rule = f"a lever has 1 to {MOST_PHASES} phases"
            yield refusal(None, None, f"{name}={count}", rule)
