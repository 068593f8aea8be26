"""``optimise``: the best plan under floors, or that there is none."""

import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from models.inputs import load_market, load_parameters
from models.scenario.csv.scenario_file import write_bytes
from pages.terminal import horizon_lines, optimise_lines, worth_lines
from pages.terminal.asked import weights
from pages.terminal.common import FINITE, refusals, write_files
from pages.terminal.quarters import QUARTER, chosen, refuse_dated
from pages.terminal.tasks import last_of, planning, read

if TYPE_CHECKING:
    from models.analysis.optimise.second_opinion import Opinion

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
    locked unless named by --free or --unlock. Floors and ceilings hold in every full year of the
    horizon and in the last one simulated after it. Status 1 when no plan keeps the limits; the
    plan that comes nearest is printed, never written.
    """
    from models.analysis.optimise.answer_record import as_json as record_of
    from models.analysis.optimise.goals import Goal, Task
    from models.analysis.optimise.optimise import answer_at, search_states
    from models.analysis.optimise.second_opinion import second_opinion
    from models.analysis.plan_worth import plan_worth

    named, alone = chosen(at, single)
    with refusals():
        aims = weights(maximise)
        _refuse_dated([metric for metric, _ in aims], named, options)
        asked = read(named or "", alone=alone, **options)
        when = named or last_of(asked.scenario)
        goal = Goal(weights=aims, at=when, risk=risk, target=target, alone=alone)
        task = Task(scenario=asked.scenario, goal=goal, draws=draws, **asked.fields)
        *_, (evaluator, state) = search_states(
            load_market(asked.scenario.market), load_parameters(), task
        )
        optimum = answer_at(evaluator, state, name)
        opinion = second_opinion(evaluator, state.best) if check and optimum.is_feasible else None
        worth = plan_worth(evaluator.market, evaluator.parameters, optimum.scenario)
        if output and optimum.is_feasible:
            write_files({output: write_bytes([optimum.scenario])})
        if as_json:
            record = record_of(optimum)
            checked = {"check": _checked(opinion)} if opinion else {}
            beside = {
                "horizon": horizon_lines.as_objects(optimum.figures),
                "worth": worth_lines.as_object(name, worth),
            }
            click.echo(json.dumps(record | beside | checked, indent=1))
        else:
            click.echo("\n".join(optimise_lines.lines(optimum, worth)))
            if opinion:
                click.echo(f"Differential evolution finds {optimise_lines.word(opinion)}")
    sys.exit(not optimum.is_feasible)


def _checked(opinion: "Opinion") -> dict[str, object]:
    gain = None if opinion.agrees is None else opinion.gain
    return {"gain": gain, "agrees": opinion.agrees}


def _refuse_dated(metrics: list[str], named: str | None, options: Mapping[str, Any]) -> None:
    """Refuse a quarter that neither the aim nor a floor at the end reads."""
    from models.notation import HORIZON_METRICS

    if named and not options["floors_at_end"] and HORIZON_METRICS.keys() >= {*metrics}:
        refuse_dated(metrics, [named])
