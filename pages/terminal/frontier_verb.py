"""``frontier``: the trade-off between two KPIs, each point a scenario."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from models.inputs import load_market, load_parameters
from models.notation import HORIZON_METRICS, UNITS
from models.scenario.csv.scenario_file import write_bytes
from pages.terminal.common import refusals, write_files
from pages.terminal.optimise_lines import warnings
from pages.terminal.quarters import chosen, reading, refuse_dated
from pages.terminal.tasks import last_of, planning, read

if TYPE_CHECKING:
    from models.scenario import Scenario
    from models.vintage import Market


@click.command("frontier")
@click.option("--x", "across", required=True, type=click.Choice(tuple(UNITS)))
@click.option("--y", "up", required=True, type=click.Choice(tuple(UNITS)))
@reading
@click.option("--points", type=click.IntRange(3, 200), default=17, show_default=True)
@planning
@click.option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False), help="Write CSV.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def frontier(
    across: str,
    up: str,
    at: str | None,
    single: str | None,
    points: int,
    output: Path | None,
    as_json: bool,
    **options: Any,  # noqa: ANN401
) -> None:
    """Walk along the plans of which none is better in both METRICs, point by point."""
    from models.analysis.optimise.frontier import frontier as walk
    from models.analysis.optimise.frontier import non_dominated
    from models.analysis.optimise.goals import Goal, Task
    from models.analysis.precedents import departures

    named, alone = chosen(at, single)
    with refusals():
        if named and {across, up} <= HORIZON_METRICS.keys() and not options["floors_at_end"]:
            refuse_dated([across, up], [named])
        asked = read(named or "", alone=alone, **options)
        market = load_market(asked.scenario.market)
        when = named or last_of(asked.scenario)
        goal = Goal(weights=((up, 1.0),), at=when, alone=alone)
        task = Task(scenario=asked.scenario, goal=goal, **asked.fields)
        points_found = []
        for point in walk(market, load_parameters(), task, against=across, points=points):
            points_found.append(point)
            if not as_json:
                click.echo(f"{across} {point.x:.6g}, {up} {point.y:.6g}")
        kept = non_dominated(points_found)
        plans = [replace(p.scenario, name=f"Frontier {i}") for i, p in enumerate(kept, 1)]
        if output:
            write_files({output: write_bytes(plans)})
    if as_json:
        rows = [
            {
                "x": p.x,
                "y": p.y,
                "plan": _plan(p.scenario, market),
                "beyond_history": [one.lever for one in departures(p.scenario)],
            }
            for p in kept
        ]
        click.echo(json.dumps({"x": across, "y": up, "quarter": when, "points": rows}, indent=1))
    else:
        click.echo("\n".join(_beyond(plans)))
        click.echo(f"{len(kept)} plans of which none is better in both")


def _beyond(plans: "Sequence[Scenario]") -> Iterator[str]:
    """Warn plan by plan where one leaves what history has seen."""
    from models.analysis.precedents import departures

    for plan in plans:
        yield from (f"{plan.name}: {line}" for line in warnings(departures(plan)))


def _plan(scenario: "Scenario", market: "Market") -> dict[str, object]:
    from models.analysis.optimise.answer import plan_record, targets

    return plan_record(targets(scenario, market.levers, {step.lever for step in scenario.steps}))
