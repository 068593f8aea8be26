"""The best plan as text: what it brings and costs, what holds it, and what to be wary of."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from models.analysis.optimise.goals import EVERY
from models.analysis.spending import is_overseas
from models.inputs import load_market
from models.levers import LEVERS, REASONS
from models.text_rules import shown
from pages.terminal import horizon_lines, worth_lines
from pages.terminal.quarters import told

if TYPE_CHECKING:
    from models.analysis.optimise.answer import Answer
    from models.analysis.optimise.goals import Goal
    from models.analysis.optimise.second_opinion import Opinion
    from models.analysis.optimise.shadow_prices import ConstraintStatus
    from models.analysis.plan_worth import PlanWorth
    from models.analysis.precedents import Departure

_LITTLE = 0.01
"""Step for which a price is told: it is a slope, and holds for small steps alone."""


def lines(optimum: "Answer", worth: "PlanWorth") -> Iterator[str]:
    """Write an answer; ``worth`` sets its plan against no change."""
    yield from _head(optimum)
    yield from _plan(optimum)
    yield from warnings(optimum.departures)
    yield from _left_out(optimum)
    yield from _limits(optimum)
    if optimum.is_feasible:
        yield from _starts(optimum)
    abroad = is_overseas(optimum.plan)
    yield "Against no change, and eight futures in ten: " + ", ".join(
        f"{name} {effect.central:+.4g} [{effect.low:.4g}, {effect.high:.4g}]"
        for name, effect in optimum.effects.items()
        if name != "group_ebita" or abroad
    )
    yield from worth_lines.lines(worth)
    yield "Central run over the horizon"
    figures = optimum.figures.items()
    shown_figures = {name: one for name, one in figures if name != "group_ebita" or abroad}
    yield from horizon_lines.lines(shown_figures)
    yield from _locked(optimum)


def _head(optimum: "Answer") -> Iterator[str]:
    from models.analysis.optimise.answer import AT_START

    goal = optimum.task.goal
    what = " + ".join(goal.metrics)
    head = f"{what}{_when(goal)} ({goal.risk}), {optimum.unit}"
    if not optimum.is_feasible:
        yield f"{head}: no plan keeps all limits. The nearest one misses"
        yield from (
            f"  {k.name}: {k.value:.6g} instead of {k.bound:.6g} {k.unit}, by {k.missing:.4g}"
            f"{_year(k)}"
            for k in optimum.missed
        )
        yield from _conflicts(optimum)
    elif optimum.verdict == AT_START:
        phases = max((optimum.task.phases.get(name, 1) for name in optimum.task.free), default=1)
        yield (
            f"{head}: {optimum.best:.6g}; no plan with {phases} phase(s) that was found beats the "
            "one it starts from"
        )
    else:
        yield f"{head}: {optimum.best:.6g}, today {optimum.today:.6g} ({optimum.gain:+.4g})"


def _year(limit: "ConstraintStatus") -> str:
    """Tell which year is the tightest of those that a limit looks at."""
    return f"; tightest in the year to {limit.at}" if limit.name.endswith(EVERY) else ""


def _conflicts(optimum: "Answer") -> Iterator[str]:
    """Say which limits contradict each other, as written or by what plans can do."""
    for one in optimum.contradictions:
        what = one.metric or "what must be spent anyway"
        alone = optimum.task.goal.alone or not one.metric
        when = f" in {'' if alone else 'the '}{told(one.at, alone=alone)}" if one.at else ""
        yield (
            f"The limits contradict each other: {what} at least {one.least:.6g} and at most "
            f"{one.most:.6g} {one.unit}{when}"
        )
    if optimum.contradictions:
        return
    binding = [k.name for k in optimum.limits if k.is_binding and k.name.split()[0] not in LEVERS]
    for k in optimum.missed:
        if k.name in optimum.keepable:
            others = " and ".join(binding) or "the others"
            yield (
                f"The limits contradict each other: some plan keeps {k.name}, but not with {others}"
            )
        elif optimum.keepable:
            yield f"No plan that was found keeps {k.name}, even with no other limit"


def warnings(departures: "Iterable[Departure]") -> Iterator[str]:
    """Warn lever by lever where a plan leaves what history has seen."""
    for one in departures:
        yield (
            f"Warning: {one.lever} at {one.value:.6g} is beyond what history has seen, "
            f"{one.low:g} to {one.high:g} ({LEVERS[one.lever].unit})"
        )


def _left_out(optimum: "Answer") -> Iterator[str]:
    """Say what an aim of profit alone leaves out."""
    if optimum.task.goal.is_profit_alone:
        yield (
            "Profit alone counts no visitor and no seller: on it hardly any budget for users "
            "survives; worth counts the visitors that a plan leaves"
        )


def _starts(optimum: "Answer") -> Iterator[str]:
    """Say how many starts end alike, and what the others disagree on."""
    ends = optimum.agreement
    yield f"{ends.agreed} of {ends.starts} starts end within 0.1% of its gain"
    if ends.agreed == ends.starts:
        return
    if ends.outside:
        yield f"  {ends.outside} of them found no plan within the limits"
    if ends.goals:
        yield f"  they end at {', '.join(f'{goal:.6g}' for goal in ends.goals)}"
    for one in ends.disputed:
        yield f"  they disagree on {one.lever}: from {one.low:.4g} to {one.high:.4g}"


def _when(goal: "Goal") -> str:
    from models.analysis.optimise.goals import SUM
    from models.notation import HORIZON_METRICS

    if HORIZON_METRICS.keys() >= set(goal.metrics):
        return ""
    return f" {goal.at}" if goal.at == SUM else f" {told(goal.at, alone=goal.alone)}"


def _plan(optimum: "Answer") -> Iterator[str]:
    yield "Plan" if optimum.is_feasible else "Nearest plan"
    for lever, target in optimum.plan.items():
        steps = f"{target:.6g}" if isinstance(target, float) else _steps(target)
        yield f"  {lever:<24}{steps}"


def _steps(steps: tuple[tuple[str, float], ...]) -> str:
    return ", ".join(f"{value:.6g} from {quarter}" for quarter, value in steps)


def _limits(optimum: "Answer") -> Iterator[str]:
    yield "Limits"
    for k in optimum.limits:
        worth = "binds" if k.is_binding else "missed" if k.missing > 0.0 else ""
        if k.is_binding and k.price > 0.0 and optimum.is_feasible:
            gain = _LITTLE * k.price
            worth = f"binds; at the margin, {_LITTLE} {k.unit} is worth {gain:.4g} {optimum.unit}"
        line = f"  {shown(k.name):<32}{k.value:>12.6g} against {k.bound:<12.6g} {worth}".rstrip()
        yield f"{line}{_year(k)}"


def _locked(optimum: "Answer") -> Iterator[str]:
    from models.analysis.optimise.space import ABSENT, staying

    market = load_market(optimum.scenario.market)
    reasons = REASONS | {ABSENT: f"not offered in the market of {market.vintage}"}
    yield "Locked unless freed"
    for why, levers in staying(market, optimum.task).items():
        yield f"  {', '.join(levers)}: {reasons[why]}"


def word(opinion: "Opinion") -> str:
    """Write what the other method found."""
    if opinion.agrees is None:
        return "no plan that keeps the limits, so it says nothing about this one"
    if opinion.agrees:
        return "nothing better by more than 0.1% of the gain"
    return f"{opinion.gain:.4g} more"
