"""``python cli.py stress``: the futures in which a plan misses."""

import json
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from models.errors import ScenarioError
from models.inputs import load_market, load_parameters, markets, read_scenarios
from models.text_rules import shown
from pages.terminal.common import changed, one_or_list, refusals
from pages.terminal.quarters import chosen, reading

if TYPE_CHECKING:
    from models.analysis.risk.stress import Stress
    from models.analysis.targets import Target
    from models.vintage import Market

MAX_FUTURES = 100_000
"""Futures of one test; each takes some 4 KB of memory."""


def _targets(
    context: click.Context, option: click.Parameter, texts: tuple[str, ...]
) -> tuple["Target", ...]:
    """Read the targets; one that is none, or of no metric, is wrong usage as in other verbs."""
    from models.analysis.targets import parse_target

    try:
        return tuple(parse_target(text) for text in texts)
    except ScenarioError as error:
        raise click.BadParameter(str(error), context, option) from error


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--require",
    "targets",
    multiple=True,
    required=True,
    callback=_targets,
    metavar="METRIC=VALUE",
    help="Such as revenue=61.5, dau=baseline+2% or ebita=baseline-5%@2024Q4; <= for a ceiling.",
)
@reading
@click.option("--futures", type=click.IntRange(100, MAX_FUTURES), default=10_000, show_default=True)
@click.option("--seed", type=click.IntRange(0), help="Seed of the futures.")
@click.option("--market", type=click.Choice(markets()), help="Another market than the file's.")
@click.option("--json", "as_json", is_flag=True, help="Print the findings as JSON.")
def stress(
    file: Path,
    targets: tuple["Target", ...],
    at: str | None,
    single: str | None,
    futures: int,
    seed: int | None,
    market: str | None,
    as_json: bool,
) -> None:
    """Try the plans of FILE in many futures and describe those in which they miss.

    Futures differ in parameters, shocks and how much each rival matches our subsidies. Each
    target holds over the year to its quarter, the last one by default, or with --quarter in it
    alone; baseline is no change in the same future.
    """
    from models.analysis.risk.stress import stress as test

    quarter, alone = chosen(at, single)
    dated = [
        replace(one, alone=alone) if one.quarter else replace(one, quarter=quarter, alone=alone)
        for one in targets
    ]
    with refusals():
        plans = [changed(one, market=market, seed=seed) for one in read_scenarios(file)]
        stresses = [
            test(load_market(plan.market), load_parameters(), plan, dated, count=futures)
            for plan in plans
        ]
    grounds = [load_market(plan.market) for plan in plans]
    if as_json:
        objects = [as_object(*pair) for pair in zip(stresses, grounds, strict=True)]
        click.echo(json.dumps(one_or_list(objects), indent=1))
        return
    for plan, one, ground in zip(plans, stresses, grounds, strict=True):
        click.echo(f"{shown(plan.name)}\n{as_text(one, ground)}")


def as_object(result: "Stress", market: "Market") -> dict[str, object]:
    """Give the findings as the terminal prints them; nothing is rounded but the box's ends."""
    from pages.figures.challenge.risk_words import sentence

    box = result.box
    return {
        "futures": result.futures,
        "missed": result.share_missed,
        "coverage": box.coverage if box else None,
        "density": box.density if box else None,
        "box": [
            {"parameter": rule.name, "low": rule.ends[0], "high": rule.ends[1]}
            for rule in (box.rules if box else ())
        ],
        "sentence": sentence(result, market),
    }


def as_text(result: "Stress", market: "Market") -> str:
    """Write the chances, the sentence and the sign to watch."""
    from pages.figures.challenge import risk_words as words

    lines = [
        f"  reached in {words.percent(chance)}: {words.target_phrase(target)}"
        for target, chance in zip(result.targets, result.chances, strict=True)
    ]
    if len(result.targets) > 1:
        lines.append(f"  all together in {words.percent(result.together)}")
    lines.append(f"  {words.sentence(result, market)}")
    if result.signpost:
        lines.append(f"  {words.signpost(result.signpost, market)}")
    return "\n".join(lines)
