"""``python cli.py sensitivity``: which assumptions a figure hangs on."""

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from models.inputs import load_market, load_parameters, markets, read_scenarios
from models.notation import UNITS
from models.text_rules import shown
from pages.terminal.common import changed, one_or_list, refusals
from pages.terminal.quarters import chosen, reading, told

if TYPE_CHECKING:
    from models.analysis.risk.sensitivity import Sensitivity

SHOWN = 20


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--metric",
    required=True,
    type=click.Choice(tuple(UNITS)),
    help="Figure of our group.",
)
@reading
@click.option("--market", type=click.Choice(markets()), help="Another market than the file's.")
@click.option("--change", is_flag=True, help="The change against no change, not the level.")
@click.option("--parameters", "leading", type=click.IntRange(0), default=20, show_default=True)
@click.option(
    "--samples",
    type=click.Choice([2**n for n in range(5, 15)]),
    default=1024,
    show_default=True,
    help="Points of each Sobol index.",
)
@click.option("--json", "as_json", is_flag=True, help="Print tornado and indices as JSON.")
def sensitivity(
    file: Path,
    metric: str,
    at: str | None,
    single: str | None,
    market: str | None,
    change: bool,
    leading: int,
    samples: int,
    as_json: bool,
) -> None:
    """Vary every parameter under the plans of FILE: a tornado, and Sobol indices of the first.

    Each parameter moves between the ends that nine draws in ten lie between, the rivals as the
    scenario says, without shocks. The indices vary the leading parameters together.
    """
    from models.analysis.risk.sensitivity import sensitivity as vary

    quarter, alone = chosen(at, single)
    with refusals():
        sensitivities = [
            vary(
                load_market(plan.market),
                load_parameters(),
                plan,
                metric,
                quarter,
                against_no_change=change,
                alone=alone,
                leading=leading,
                samples=samples,
            )
            for plan in (changed(one, market=market) for one in read_scenarios(file))
        ]
    if as_json:
        click.echo(json.dumps(one_or_list([as_object(one) for one in sensitivities]), indent=1))
    else:
        click.echo("\n\n".join(as_text(one) for one in sensitivities))


def as_object(result: "Sensitivity") -> dict[str, object]:
    """Give tornado and indices as the terminal prints them, in the unit of the metric."""
    return {
        "metric": result.metric,
        "quarter": result.quarter,
        "tornado": [
            {"parameter": swing.parameter, "low": swing.low, "high": swing.high}
            for swing in result.swings
        ],
        "sobol": [
            {
                "parameter": index.parameter,
                "first": index.first,
                "first_low": index.first_low,
                "first_high": index.first_high,
                "total": index.total,
                "total_low": index.total_low,
                "total_high": index.total_high,
            }
            for index in result.indices
        ],
    }


def as_text(result: "Sensitivity") -> str:
    """Lay out the widest swings and the indices."""
    what = "change of " if result.is_change else ""
    lines = [
        f"{what}{result.metric} {told(result.quarter, alone=result.alone)}: {result.central:.5g}"
        " with every parameter central",
        f"{'parameter':34}{'low':>12}{'high':>12}   from .. to",
        *(
            f"{shown(s.parameter):34}{s.low:12.5g}{s.high:12.5g}   "
            f"{s.from_value:.4g} .. {s.to_value:.4g}"
            for s in result.swings[:SHOWN]
        ),
    ]
    if result.indices:
        lines += [
            "",
            f"{'share of variance':34}{'alone':>8}{'95% interval':>18}{'in all':>10}"
            f"{'95% interval':>18}",
            *(
                f"{shown(i.parameter):34}{i.first:8.3f}"
                f"{f'[{i.first_low:.3f}, {i.first_high:.3f}]':>18}"
                f"{i.total:10.3f}{f'[{i.total_low:.3f}, {i.total_high:.3f}]':>18}"
                for i in result.indices
            ),
        ]
    return "\n".join(lines)
