"""``organisation FILE``: which structure and which order of KPIs would suit a plan."""

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from models.inputs import load_market, load_parameters, markets, read_scenarios
from models.market.rivals import POSTURES
from models.scenario import Scenario
from models.text_rules import shown
from pages.labels.format import setting
from pages.terminal.common import changed, refusals

if TYPE_CHECKING:
    from models.analysis.outcome import Effect
    from models.analysis.structure.comparison import Way
    from models.analysis.structure.organisation_answer import Appraisal

SIZES = ("weak", "medium", "strong")
SIZE = click.Choice(SIZES)


@click.command("organisation")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--coordination", type=SIZE, default="medium", help="What units apart lose.")
@click.option("--adaptation", type=SIZE, default="medium", help="What merged units lose.")
@click.option("--business", type=SIZE, default="medium", help="Effect on the running business.")
@click.option("--rest", type=SIZE, default="medium", help="Delays, moves and KPIs.")
@click.option("--market", type=click.Choice(markets()), help="Another market than the file's.")
@click.option("--rivals", type=click.Choice(POSTURES), help="Posture of rivals without an own.")
@click.option("--horizon", type=click.IntRange(1, 40), help="Quarters to project.")
@click.option("--draws", type=click.IntRange(0, 256), help="0: the central run alone.")
@click.option("--seed", type=click.IntRange(0), help="Seed of the draws.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON, one object a scenario.")
def organisation(
    file: Path,
    coordination: str,
    adaptation: str,
    business: str,
    rest: str,
    draws: int | None,
    as_json: bool,
    **changes: str | int,
) -> None:
    """Compare structures, degrees of integration and agreed KPI orders for the plans of FILE.

    Each family of the organisation's effects has a strength of its own: their signs are known,
    their sizes are judgement.
    """
    from models.analysis.structure.organisation_answer import appraise
    from models.analysis.structure.strengths import Strengths

    strengths = Strengths(
        coordination=coordination, adaptation=adaptation, business=business, rest=rest
    )
    with refusals():
        plans = [changed(one, **changes) for one in read_scenarios(file)]
        found = [
            appraise(load_market(plan.market), load_parameters(), plan, strengths, draws=draws)
            for plan in plans
        ]
    pairs = list(zip(plans, found, strict=True))
    if as_json:
        click.echo(json.dumps([as_object(*pair) for pair in pairs], indent=1))
    else:
        click.echo("\n\n".join("\n".join(lines(*pair)) for pair in pairs))


def as_object(plan: Scenario, told: "Appraisal") -> dict[str, object]:
    """Give an appraisal for JSON: changes in the unit of each metric."""
    return {
        "scenario": plan.name,
        "market": plan.market,
        "quarter": told.quarter,
        "strengths": told.strengths.sizes(),
        "structures": [
            {
                "structure": way.name,
                "integration": told.degrees[way.name],
                "change": _effects(way.change),
                "against_plan": _effects(way.gain),
                "p_worth_more": way.ahead,
            }
            for way in told.structures
        ],
        "best_integration": dict(told.sweep.best),
        "hangs_on": [
            {
                "family": one.family,
                "size": one.size,
                "structure": one.structure,
                "worth": one.worth,
                "integration": one.integration,
            }
            for one in told.hinges
        ],
        "kpi_orders": [
            {
                "order": way.name,
                "first_year": _effects(way.at_first),
                "against_plan": _effects(way.gain),
                "p_worth_more": way.ahead,
            }
            for way in told.orders
        ],
    }


def _effects(of: "Mapping[str, Effect]") -> dict[str, dict[str, float]]:
    return {
        name: {"central": one.central, "p10": one.low, "p90": one.high} for name, one in of.items()
    }


def lines(plan: Scenario, told: "Appraisal") -> Iterator[str]:
    """Write an appraisal: structures, the best integration, on what it hangs, orders of KPIs."""
    sizes = ", ".join(f"{family} {size}" for family, size in told.strengths.sizes().items())
    yield f"{shown(plan.name)}, {plan.market}, year to {told.quarter}; effects: {sizes}"
    yield "\nStructures for this plan, against no change (RMB bn, million)"
    yield from _ways(told.structures, "change", told.degrees)
    best = told.sweep.best
    degrees = ", ".join(
        f"{setting(best[name], 'share')} by {name}" for name in ("worth", "value", "gmv")
    )
    yield f"\nBest integration: {degrees}"
    yield "\nWorth most if one strength were another"
    for one in told.hinges:
        gain = f"{one.worth:+.4g} RMB bn" if one.worth else "no gain"
        degree = setting(one.integration, "share")
        yield f"  {one.family:<14}{one.size:<8}{one.structure:<16}{gain:>16}  best at {degree}"
    yield "\nKPI orders that all units agree on, against the plan as it is, over the first year"
    yield from _ways(told.orders[1:], "at_first")
    yield f"... and over the year to {told.quarter}"
    yield from _ways(told.orders[1:], "gain")


def _ways(
    ways: "Sequence[Way]", kind: str, degrees: Mapping[str, float] | None = None
) -> Iterator[str]:
    """Lay ways out in columns: changes of ``kind``, how often each is worth more than the plan."""
    metrics = tuple(getattr(ways[0], kind))
    integration = "" if degrees is None else f"{'integration':>12}"
    heads = "".join(f"{name:>10}" for name in metrics)
    yield f"  {'':<16}{integration}{heads}{'worth more':>12}"
    for way in ways:
        degree = "" if degrees is None else f"{setting(degrees[way.name], 'share'):>12}"
        cells = "".join(f"{effect.central:>+10.4g}" for effect in getattr(way, kind).values())
        yield f"  {way.name:<16}{degree}{cells}{way.ahead:>12.0%}"
