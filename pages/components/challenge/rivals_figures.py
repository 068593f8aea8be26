"""The picture of the answer: our gain, what each rival takes back, what remains."""

from dataclasses import astuple

import pyarrow as pa

from models.analysis.outcome import Effect
from models.analysis.rivalry.takeback import Reaction, Takeback
from models.inputs import fingerprint
from models.market.vintage import Market
from models.notation import HORIZON_METRICS, METRICS
from models.plan_digest import plan_digest
from models.scenario import Scenario
from pages.charts.figure import Figure
from pages.charts.style import Style
from pages.charts.takeback import COLUMNS, takeback
from pages.components.cockpit.figures import counted
from pages.components.shell import provenance
from pages.labels.catalogue import LANGUAGES, language, named, t
from pages.labels.format import (
    fixed,
    interval,
    money_change,
    money_scale,
    people_change,
    shared_decimals,
)

MEASURES = ("gmv", "dau", "revenue", "ebita", "value")
HEIGHT = 330
UNITS = METRICS | HORIZON_METRICS
_WAN_IN_MILLION = 100.0


def picture(
    reaction: Reaction, metric: str, scenario: Scenario, market: Market, style: Style
) -> Figure:
    """Draw one figure as gain, answers, remainder."""
    found, unit = reaction.figures[metric], UNITS[metric]
    return Figure(
        name="takeback",
        title=title(found, market),
        subtitle=t(
            "takeback.subtitle",
            measure=t(f"measure.{metric}"),
            unit=t(f"unit.{unit}"),
            quarter=reaction.quarter,
        ),
        footer=t(
            "takeback.footer",
            name=scenario.name,
            plan=plan_digest(scenario),
            market=market.vintage,
            model=fingerprint(market.vintage),
        ),
        spec=takeback(style, unit, len(found.parts) + 2, HEIGHT),
        table=_table(found, market, style),
        style=style,
        measures=(counted(t(f"measure.{metric}"), unit),),
        quarter=reaction.quarter,
        **provenance.of_metric(metric, market),
    )


def title(found: Takeback, market: Market) -> str:
    """Say who takes back how much of what."""
    whole, taken = (plain(found, value) for value in (found.before.central, found.taken))
    if not found.parts:
        return t("takeback.still", whole=whole)
    if found.before.central <= 0.0:
        return t(
            "takeback.deepen" if found.taken > 0 else "takeback.soften", whole=whole, part=taken
        )
    if found.taken <= 0.0:
        return t("takeback.give", whole=whole, part=taken)
    first = found.largest
    part = plain(found, found.parts[first].central) if first is not None else taken
    rival = named(market.platforms[first or 0])
    if len(found.parts) == 1:
        return t("takeback.one", rival=rival, part=part, whole=whole)
    return t("takeback.title", rival=rival, part=part, whole=whole, taken=taken)


def written(metric: str, effect: Effect) -> tuple[str, str]:
    """Write a change of a figure in its unit, and its range."""
    change = people_change if UNITS[metric] == "million" else money_change
    told = change(*astuple(effect))
    return told.value, told.interval


def plain(found: Takeback, value: float) -> str:
    """Write the size of a change without its sign, in the digits of the picture."""
    scale, words, decimals = _measure(found)
    text = t(words, value=fixed(scale * abs(value), decimals))
    return t("risk.rmb", amount=text) if UNITS[found.metric].startswith("RMB") else text


def _measure(found: Takeback) -> tuple[float, str, int]:
    """Give the factor on a value, the words around it, and decimals that show the small ones."""
    english, people = language() == LANGUAGES[0], UNITS[found.metric] == "million"
    scale = (1.0 if english else _WAN_IN_MILLION) if people else money_scale()
    foreign, chinese = ("million", "wan") if people else ("bn", "yi")
    parts = [part.central for part in found.parts.values()] or [found.before.central]
    decimals = shared_decimals([scale * part for part in parts])
    return scale, f"format.{foreign if english else chinese}", decimals


def _table(found: Takeback, market: Market, style: Style) -> pa.Table:
    """Rows of `pages.charts.takeback`: gain, a rival each, remainder."""
    effects = [found.before, *found.parts.values(), found.after]
    names = [
        t("takeback.gain"),
        *(t("takeback.rival", rival=named(market.platforms[a])) for a in found.parts),
        t("takeback.rest"),
    ]
    theirs = [
        market.platforms[a].colour_dark if style.dark else market.platforms[a].colour
        for a in found.parts
    ]
    texts, ranges = _figures(found, effects)
    rows = []
    for row, ((start, end), effect) in enumerate(zip(found.steps, effects, strict=True)):
        ours = row in (0, len(effects) - 1)
        colour = style.own if ours else theirs[row - 1]
        values = (row, names[row], start, end, *astuple(effect), texts[row], ranges[row], colour)
        rows.append(dict(zip(COLUMNS, (*values, ours, row < len(effects) - 1), strict=True)))
    return pa.Table.from_pylist(rows)


def _figures(found: Takeback, effects: list[Effect]) -> tuple[list[str], list[str]]:
    """Write changes alike, so that they add up as shown, and their ranges."""
    scale, words, decimals = _measure(found)
    shown = [round(scale * effect.central, decimals) for effect in effects]
    if parts := shown[1:-1]:
        # What rounding leaves over goes to the largest part.
        place = 1 + max(range(len(parts)), key=lambda i: abs(parts[i]))
        shown[place] += shown[-1] - sum(shown[:-1])
    texts = [t(words, value=fixed(value, decimals, sign=True)) for value in shown]
    ranges = [interval(scale * effect.low, scale * effect.high, decimals) for effect in effects]
    return texts, ranges
