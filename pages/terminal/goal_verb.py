"""``goal``: which setting of one lever reaches a target, or that none does."""

import json
import sys
from pathlib import Path

import click

from models.inputs import load_market, load_parameters, markets
from models.levers import LEVERS
from models.market.rivals import POSTURES
from models.notation import UNITS
from models.scenario.csv.scenario_file import write_bytes
from pages.terminal import horizon_lines
from pages.terminal.common import FINITE, refusals, write_files
from pages.terminal.optimise_lines import warnings
from pages.terminal.quarters import chosen, reading, told
from pages.terminal.tasks import last_of, starting


@click.command("goal")
@click.option("--lever", required=True, type=click.Choice(tuple(LEVERS)))
@click.option("--metric", required=True, type=click.Choice(tuple(UNITS)))
@click.option("--reach", required=True, type=FINITE, help="Target, in the unit of the metric.")
@reading
@click.option("--market", type=click.Choice(markets()), help="Default: the file's, the latest.")
@click.option("--from", "start", type=click.Path(path_type=Path), help="Plan to start from.")
@click.option("--rivals", type=click.Choice(POSTURES), help="Posture of rivals without an own.")
@click.option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False), help="Write CSV.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def goal(
    lever: str,
    metric: str,
    reach: float,
    at: str | None,
    single: str | None,
    market: str | None,
    start: Path | None,
    rivals: str | None,
    output: Path | None,
    as_json: bool,
) -> None:
    """Find what LEVER must be set to, all else as in the plan; status 1 when nothing reaches it."""
    from models.analysis.horizon_figures import horizon_figures
    from models.analysis.optimise.seek import seek
    from models.analysis.precedents import departures
    from models.analysis.reading import needed
    from models.analysis.targets import check_dated
    from models.projection import project

    named, alone = chosen(at, single)
    with refusals():
        if named:
            check_dated(metric, named, "quarter")
        plan = starting(named or "", market, start, rivals)
        when = named or last_of(plan)
        sought = seek(
            load_market(plan.market),
            load_parameters(),
            plan,
            lever=lever,
            metric=metric,
            target=reach,
            quarter=when,
            alone=alone,
        )
        run = project(
            load_market(plan.market),
            load_parameters(),
            sought.scenario,
            draws=0,
            metrics=needed([metric]),
        )
        own = {name: run.path(name) for name in needed([metric])}
        figures = horizon_figures(own, run.quarters, [metric])
        beyond = departures(sought.scenario)
        if output and sought.is_reached:
            write_files({output: write_bytes([sought.scenario])})
    if as_json:
        answer = {
            "lever": lever,
            "metric": metric,
            "quarter": when,
            "target": reach,
            "reached": sought.is_reached,
            "roots": list(sought.roots),
            "values": list(sought.hits),
            "best": sought.best,
            "value": sought.reached,
            "today": {"lever": sought.now, "value": sought.figure_now},
            "horizon": horizon_lines.as_objects(figures),
            "beyond_history": [one.lever for one in beyond],
        }
        click.echo(json.dumps(answer, indent=1))
    else:
        span = told(when, alone=alone)
        unit, lever_unit = UNITS[metric], LEVERS[lever].unit
        now = f"the plan as it is, {sought.now:g} at first, gives {sought.figure_now:.6g} {unit}"
        if sought.is_reached:
            hits = zip(sought.roots, sought.hits, strict=True)
            roots = " or ".join(f"{root:.6g} {lever_unit} gives {hit:.6g}" for root, hit in hits)
            click.echo(f"{metric} {reach:g} {unit} in {span}: {lever} at {roots}; {now}")
        else:
            click.echo(
                f"no setting of {lever} reaches {metric} {reach:g} in {span}; the nearest is "
                f"{sought.best:.6g} {lever_unit} with {sought.reached:.6g} {unit}; {now}"
            )
        click.echo("\n".join([*horizon_lines.lines(figures), *warnings(beyond)]))
    sys.exit(not sought.is_reached)
