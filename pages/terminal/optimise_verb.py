"""``optimise``: the best plan under floors, or that there is none."""

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from models.inputs import load_market, load_parameters
from models.scenario.csv.scenario_file import write_bytes
from models.text_rules import shown
from pages.terminal.asked import weights
from pages.terminal.common import FINITE, refusals, write_files
from pages.terminal.quarters import QUARTER, chosen, told
from pages.terminal.tasks import last_of, planning, read

if TYPE_CHECKING:
    from models.analysis.optimise.answer import Answer
    from models.analysis.optimise.goals import Goal
    from models.analysis.optimise.second_opinion import Opinion

_LITTLE = 0.01
"""Step for which a price is told: it is a slope, and holds for small steps alone."""

_RISKS = ("central", "expected", "p10", "cvar", "probability")


@click.command("optimise")
@click.option(
    "--maximise", multiple=True, metavar="METRIC[=WEIGHT]", default=["worth"], show_default=True
)
@click.option("--at", help="Year to a quarter, or sum: discounted. Default: the last, the twelfth.")
@click.option("--quarter", "single", help=QUARTER)
@click.option("--risk", type=click.Choice(_RISKS), default="central", show_default=True)
@click.option("--target", type=FINITE, help="What a probability is to reach.")
@click.option("--draws", type=click.IntRange(8, 1000), default=64, show_default=True)
@planning
@click.option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False), help="Write CSV.")
@click.option("--check", is_flag=True, help="Search again by differential evolution.")
@click.option("--name", default="Best plan", show_default=True, help="Name of the scenario.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def optimise(
    maximise: tuple[str, ...],
    at: str | None,
    single: str | None,
    risk: str,
    target: float | None,
    draws: int,
    output: Path | None,
    name: str,
    check: bool,
    as_json: bool,
    **options: Any,  # noqa: ANN401
) -> None:
    """Find the plan that brings a METRIC highest while floors, ceilings and budget are kept.

    Without --risk the central run counts; with it the draws do. Levers without evidence stay
    locked unless named by --free or --unlock. Status 1 when no plan keeps the limits; the plan
    that comes nearest is printed, never written.
    """
    from models.analysis.optimise.answer_record import as_json as record_of
    from models.analysis.optimise.goals import Goal, Task
    from models.analysis.optimise.optimise import answer_at, search_states
    from models.analysis.optimise.second_opinion import second_opinion

    named, alone = chosen(at, single)
    with refusals():
        asked = read(named or "", alone=alone, **options)
        when = named or last_of(asked.scenario)
        goal = Goal(weights=weights(maximise), at=when, risk=risk, target=target, alone=alone)
        task = Task(scenario=asked.scenario, goal=goal, draws=draws, **asked.fields)
        *_, (evaluator, state) = search_states(
            load_market(asked.scenario.market), load_parameters(), task
        )
        optimum = answer_at(evaluator, state, name)
        opinion = second_opinion(evaluator, state.best) if check and optimum.is_feasible else None
        if output and optimum.is_feasible:
            write_files({output: write_bytes([optimum.scenario])})
        if as_json:
            record = record_of(optimum)
            checked = {"check": _checked(opinion)} if opinion else {}
            click.echo(json.dumps(record | checked, indent=1))
        else:
            click.echo("\n".join(_lines(optimum)))
            if opinion:
                click.echo(f"Differential evolution finds {_word(opinion)}")
    sys.exit(not optimum.is_feasible)


def _checked(opinion: "Opinion") -> dict[str, object]:
    gain = None if opinion.agrees is None else opinion.gain
    return {"gain": gain, "agrees": opinion.agrees}


def _word(opinion: "Opinion") -> str:
    if opinion.agrees is None:
        return "no plan that keeps the limits, so it says nothing about this one"
    if opinion.agrees:
        return "nothing better by more than 0.1% of the gain"
    return f"{opinion.gain:.4g} more"


def _lines(optimum: "Answer") -> Iterator[str]:
    from models.analysis.optimise.answer import AT_START

    goal = optimum.task.goal
    what = " + ".join(goal.metrics)
    head = f"{what}{_when(goal)} ({goal.risk}), {optimum.unit}"
    if not optimum.is_feasible:
        yield f"{head}: no plan keeps all limits. The nearest one misses"
        yield from (
            f"  {k.name}: {k.value:.6g} instead of {k.bound:.6g} {k.unit}, by {k.missing:.4g}"
            for k in optimum.missed
        )
    elif optimum.verdict == AT_START:
        phases = max((optimum.task.phases.get(name, 1) for name in optimum.task.free), default=1)
        yield (
            f"{head}: {optimum.best:.6g}; no plan with {phases} phase(s) that was found beats the "
            "one it starts from"
        )
    else:
        yield f"{head}: {optimum.best:.6g}, today {optimum.today:.6g} ({optimum.gain:+.4g})"
    yield from _plan(optimum)
    yield from _limits(optimum)
    if optimum.is_feasible:
        yield f"{optimum.agreed} of {optimum.starts} starts end within 0.1% of its gain"
    yield "Against no change, and eight futures in ten: " + ", ".join(
        f"{name} {effect.central:+.4g} [{effect.low:.4g}, {effect.high:.4g}]"
        for name, effect in optimum.effects.items()
    )
    if optimum.beyond:
        yield f"Beyond what history has seen: {', '.join(optimum.beyond)}"
    yield from _locked(optimum)


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
        yield f"  {shown(k.name):<32}{k.value:>12.6g} against {k.bound:<12.6g} {worth}".rstrip()


def _locked(optimum: "Answer") -> Iterator[str]:
    from models.analysis.optimise.locked import LOCKED
    from models.levers import REASONS

    stays: dict[str, list[str]] = {}
    for lever, reason in LOCKED.items():
        if lever not in optimum.task.free and lever not in optimum.task.locks:
            stays.setdefault(reason, []).append(lever)
    yield "Locked unless freed"
    yield from (f"  {', '.join(levers)}: {REASONS[why]}" for why, levers in stays.items())
