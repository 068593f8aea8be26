"""``compare FILE...``: two to eight scenarios on the same futures."""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from models.inputs import load_market, load_parameters, markets, read_scenarios
from models.market.rivals import POSTURES
from models.notation import UNITS
from models.scenario import Scenario
from models.text_rules import shown
from pages.terminal import horizon_lines, worth_lines
from pages.terminal.common import apart, changed, refusals
from pages.terminal.quarters import QUARTER, chosen, quarter_of, refuse_dated, year_ends

if TYPE_CHECKING:
    from models.analysis.compare.contests import Contest
    from models.analysis.compare.differences import Difference
    from models.analysis.compare.flips import Flip


@click.command("compare")
@click.argument(
    "files", metavar="FILE...", nargs=-1, required=True, type=click.Path(path_type=Path)
)
@click.option("--metric", "metrics", type=click.Choice(tuple(UNITS)), multiple=True)
@click.option("--at", multiple=True, help="Year to a quarter; default: every fourth, the last.")
@click.option("--quarter", "single", multiple=True, help=QUARTER)
@click.option("--market", type=click.Choice(markets()), help="Another market than the files'.")
@click.option("--rivals", type=click.Choice(POSTURES), help="Posture of rivals without an own.")
@click.option("--horizon", type=click.IntRange(1, 40), help="Quarters to project.")
@click.option("--draws", type=click.IntRange(0, 100_000), help="0: the central run alone.")
@click.option("--seed", type=click.IntRange(0), help="Seed of the draws.")
@click.option("--flips/--no-flips", default=True, help="What would reverse each close call.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def compare(
    files: tuple[Path, ...],
    metrics: tuple[str, ...],
    at: tuple[str, ...],
    single: tuple[str, ...],
    draws: int | None,
    flips: bool,
    as_json: bool,
    **changes: str | int,
) -> None:
    """Compare the scenarios of all FILEs: what differs, by how much, and how surely."""
    from models.analysis.compare import differences
    from models.analysis.compare.contests import contests
    from models.analysis.compare.field import COMPARED_METRICS, check, field
    from models.analysis.horizon_figures import horizon_figures
    from models.analysis.plan_worth import plan_worth
    from pages.terminal import record_lines

    quarters, alone = chosen(at, single)
    with refusals():
        refuse_dated(metrics, quarters)
        read = [changed(one, **changes) for path in files for one in read_scenarios(path)]
        scenarios = list(apart(read))
        check(scenarios)
        market, parameters = load_market(scenarios[0].market), load_parameters()
        comparison = field(
            market, parameters, scenarios, metrics=metrics or COMPARED_METRICS, draws=draws
        )
        ends = [quarter_of(one, comparison.quarters) for one in quarters]
        ends = ends or year_ends(comparison.quarters)
        calls = list(contests(comparison, metrics or COMPARED_METRICS, ends, alone=alone))
        levers = differences.lever_differences(market, scenarios)
        settings = differences.setting_differences(market, parameters, scenarios)
        worths = [plan_worth(market, parameters, one, draws=draws) for one in scenarios]
        figures = [
            horizon_figures(own, comparison.quarters, metrics or COMPARED_METRICS)
            for own in comparison.by_scenario()
        ]
        turns = _flips(scenarios, calls, comparison.quarters[-1]) if flips else []
    seed, count = comparison.scenarios[0].seed, scenarios[0].draws if draws is None else draws
    if as_json:
        ground: dict[str, object] = {"compared_on": {"draws": count, "seed": seed}}
        ground["worth"] = [
            worth_lines.as_object(one.name, told)
            for one, told in zip(scenarios, worths, strict=True)
        ]
        ground["record"] = [record_lines.as_object(one) for one in scenarios]
        ground["horizon"] = [
            {"scenario": one.name, "metrics": horizon_lines.as_objects(its)}
            for one, its in zip(scenarios, figures, strict=True)
        ]
        click.echo(json.dumps(_json(levers, settings, calls, turns) | ground, indent=1))
    else:
        click.echo("\n".join(_lines(levers, settings, calls, turns)))
        for one, told, its in zip(scenarios, worths, figures, strict=True):
            if its:
                click.echo(f"\n{shown(one.name)}, central run over the horizon")
                click.echo("\n".join(horizon_lines.lines(its)))
            click.echo(f"\n{shown(one.name)} against no change")
            click.echo("\n".join(worth_lines.lines(told)))
            click.echo("".join(f"{line}\n" for line in record_lines.lines(one)), nl=False)
        span = "one quarter alone" if alone else "the year to its quarter"
        click.echo(f"\nEach figure is read over {span}; value and worth are sums")
        click.echo(f"Compared on the same futures: {count} draws, seed {seed}")


def _flips(scenarios: Sequence[Scenario], calls: Sequence["Contest"], last: str) -> list["Flip"]:
    """Look for what would reverse the close calls at the last quarter."""
    from itertools import combinations

    from models.analysis.compare.flips import flips

    market, parameters = load_market(scenarios[0].market), load_parameters()
    all_flips: list[Flip] = []
    for a, b in combinations(scenarios, 2):
        close = [c for c in calls if (c.a, c.b, c.quarter) == (a.name, b.name, last) and c.is_close]
        all_flips += flips(market, parameters, (a, b), close)
    return all_flips


def _json(
    levers: Sequence["Difference"],
    settings: dict[str, dict[str, object]],
    calls: Sequence["Contest"],
    turns: Sequence["Flip"],
) -> dict[str, object]:
    return {
        "levers": [
            {"lever": d.lever, "quarter": d.quarter, "values": dict(d.values)} for d in levers
        ],
        "settings": [{"setting": name, "values": values} for name, values in settings.items()],
        "kpis": [
            {
                "metric": c.metric,
                "quarter": c.quarter,
                "a": c.a,
                "b": c.b,
                "difference": c.difference.central,
                "p10": c.difference.low,
                "p90": c.difference.high,
                "p_a_beats_b": c.odds,
            }
            for c in calls
        ],
        "flips": [
            {
                "metric": f.metric,
                "quarter": f.quarter,
                "a": f.a,
                "b": f.b,
                "parameter": f.parameter,
                "central": f.central,
                "value": f.value,
                "low": f.low,
                "high": f.high,
            }
            for f in turns
        ],
    }


def _odds(call: "Contest") -> str:
    return "-" if call.odds is None else f"{call.odds:.3f}"


def _lines(
    levers: Sequence["Difference"],
    settings: dict[str, dict[str, object]],
    calls: Sequence["Contest"],
    turns: Sequence["Flip"],
) -> Iterator[str]:
    yield "What differs"
    for d in levers:
        values = ", ".join(f"{shown(name)} {value:g}" for name, value in d.values.items())
        yield f"  {d.lever:<24}{d.quarter}  {values}"
    for name, given in settings.items():
        values = ", ".join(f"{shown(one)} {value}" for one, value in given.items())
        yield f"  {name:<24}        {values}"
    if not (levers or settings):
        yield "  nothing: the plans are one"
    for pair in dict.fromkeys((c.a, c.b) for c in calls):
        yield f"\n{shown(pair[0])} less {shown(pair[1])}"
        yield f"  {'metric':<18}{'quarter':<9}{'change':>12}{'p10':>12}{'p90':>12}{'P(higher)':>11}"
        for c in calls:
            if (c.a, c.b) == pair:
                e = c.difference
                yield (
                    f"  {c.metric:<18}{c.quarter:<9}{e.central:>12.5g}{e.low:>12.5g}{e.high:>12.5g}"
                    f"{_odds(c):>11}{'  close' if c.is_close else ''}"
                )
    for f in turns:
        yield (
            f"\n{f.metric}: {shown(f.a)} against {shown(f.b)} turns round where {f.parameter} "
            f"passes {f.value:.4g} (now {f.central:g}, nine in ten from {f.low:g} to {f.high:g})"
        )
