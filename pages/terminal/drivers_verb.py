"""``drivers FILE``: what each lever of a plan contributes to each KPI."""

import json
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING

import click

from models.inputs import load_market, load_parameters, markets, read_scenarios
from models.market.rivals import POSTURES
from models.notation import HORIZON_METRICS, UNITS
from models.text_rules import shown
from pages.terminal.common import changed, refusals
from pages.terminal.quarters import AT, QUARTER, chosen, quarter_of, told

if TYPE_CHECKING:
    from models.analysis.drivers.breakdown import Breakdown


@click.command("drivers")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--metric", "metrics", type=click.Choice(tuple(UNITS)), multiple=True)
@click.option("--at", multiple=True, help=AT)
@click.option("--quarter", "single", multiple=True, help=QUARTER)
@click.option("--market", type=click.Choice(markets()), help="Another market than the file's.")
@click.option("--rivals", type=click.Choice(POSTURES), help="Posture of rivals without an own.")
@click.option("--horizon", type=click.IntRange(1, 40), help="Quarters to project.")
@click.option("--draws", type=click.IntRange(0, 100_000), help="Default: the file's.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON: a list of objects.")
def drivers(
    file: Path,
    metrics: tuple[str, ...],
    at: tuple[str, ...],
    single: tuple[str, ...],
    draws: int | None,
    as_json: bool,
    **changes: str,
) -> None:
    """Divide the effect of every scenario of FILE among its levers and the rivals' answer."""
    from models.analysis.drivers import breakdown
    from models.analysis.drivers import drivers as model
    from models.analysis.targets import check_dated

    quarters, alone = chosen(at, single)
    with refusals():
        for metric, quarter in product(metrics, quarters):
            check_dated(metric, quarter, "quarter")
        breakdowns = []
        for scenario in (changed(scenario, **changes) for scenario in read_scenarios(file)):
            market, parameters = load_market(scenario.market), load_parameters()
            wanted = metrics or model.DRIVER_METRICS
            whole = model.drivers(
                market, parameters, scenario, metrics=wanted, draws=draws, alone=alone
            )
            ends = [quarter_of(one, whole.quarters) for one in quarters] or [whole.quarters[-1]]
            breakdowns += [whole.at(metric, end) for metric in wanted for end in ends]
        if as_json:
            click.echo(json.dumps([breakdown.as_json(one) for one in breakdowns], indent=1))
        else:
            click.echo("\n\n".join(_table(one) for one in breakdowns))


def _when(breakdown: "Breakdown") -> str:
    return told(breakdown.quarter, alone=breakdown.alone)


def _table(breakdown: "Breakdown") -> str:
    """Lay a breakdown out as lines of text, from no change down to the plan."""
    unit = UNITS[breakdown.metric]
    rows = [("no change", breakdown.baseline, "")]
    for name, effect in breakdown.contributions.items():
        error = f"  +/- {breakdown.errors[name]:.2g} (sampled)" if breakdown.errors else ""
        rows.append((name, effect, error))
    rows += [("rivals' answer", breakdown.rivals, ""), ("plan", breakdown.total, "")]
    when = "" if breakdown.metric in HORIZON_METRICS else f" {_when(breakdown)}"
    lines = [f"{shown(breakdown.scenario)}: {breakdown.metric}{when}, {unit}"]
    lines += [
        f"  {name:<24}{effect.central:>12.5g}  [{effect.low:.5g}, {effect.high:.5g}]{note}"
        for name, effect, note in rows
    ]
    lines.append(f"  of which interaction    {breakdown.interaction:>12.5g}  (levers together)")
    return "\n".join(lines)
