"""The picture of the answer: our gain, what each rival takes back, what remains."""

from dataclasses import astuple

import pyarrow as pa

from models.analysis.outcome import Effect
from models.analysis.rivalry.takeback import Reaction, Takeback
from models.inputs import fingerprint
from models.notation import HORIZON_METRICS, METRICS
from models.scenario import Scenario
from models.scenario.digest import plan_digest
from models.vintage import Market
from pages.charts.figure import Figure
from pages.charts.style import Style
from pages.charts.takeback import COLUMNS, takeback
from pages.figures import provenance
from pages.figures.challenge.risk_words import listed
from pages.figures.outcome_figures import counted
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
        subtitle=_subtitle(reaction, metric, scenario),
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


def _subtitle(reaction: Reaction, metric: str, scenario: Scenario) -> str:
    told = t(
        "takeback.subtitle",
        measure=t(f"measure.{metric}"),
        unit=t(f"unit.{UNITS[metric]}"),
        quarter=reaction.quarter,
    )
    if reaction.draws >= scenario.draws:
        return told
    some = t("takeback.draws", draws=f"{reaction.draws:,}")
    return t("finding.semicolon").join((told, some))


def title(found: Takeback, market: Market) -> str:
    """Say who takes back how much of what, in the figures of the bars."""
    whole, *parts, rest = shown(found)
    taken = whole - rest
    told = {
        "whole": plain(found, whole),
        "taken": plain(found, taken),
        "part": plain(found, min(parts, default=taken)),
        "rest": plain(found, rest),
        "rival": listed(
            [
                named(market.platforms[a])
                for a, part in zip(found.parts, parts, strict=True)
                if part == min(parts)
            ]
        ),
    }
    return t(f"takeback.{_case(whole, parts, rest)}", **told)


def _case(whole: float, parts: list[float], rest: float) -> str:
    """Name the sentence that is true of a gain, the parts of the answer and the remainder."""
    taken = whole - rest
    if not parts:
        return "none" if whole == 0 else "still" if whole > 0 else "idle"
    if whole == 0:
        return "none" if taken == 0 else "alone"
    if whole < 0:
        return (
            "deepen" if taken > 0 else "unhurt" if taken == 0 else "turn" if rest > 0 else "soften"
        )
    if taken <= 0:
        return "same" if taken == 0 else "give"
    if len(parts) == 1:
        return "one" if taken <= whole else "one_more"
    return "title" if taken <= whole else "more"


def written(metric: str, effect: Effect) -> tuple[str, str]:
    """Write a change of a figure in its unit, and its range."""
    change = people_change if UNITS[metric] == "million" else money_change
    told = change(*astuple(effect))
    return told.value, told.interval


def plain(found: Takeback, value: float) -> str:
    """Write the size of a figure of `shown` without its sign."""
    _, words, decimals = _measure(found)
    text = t(words, value=fixed(abs(value), decimals))
    return t("risk.rmb", amount=text) if UNITS[found.metric].startswith("RMB") else text


def shown(found: Takeback) -> list[float]:
    """Round gain, parts and remainder alike, in the unit on screen, so that they add up.

    What rounding leaves over goes to the largest part.
    """
    scale, _, decimals = _measure(found)
    effects = (found.before, *found.parts.values(), found.after)
    told = [round(scale * effect.central, decimals) for effect in effects]
    if parts := told[1:-1]:
        place = 1 + max(range(len(parts)), key=lambda i: abs(parts[i]))
        told[place] += told[-1] - sum(told[:-1])
    return [round(value, decimals) for value in told]


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
    texts = [t(words, value=fixed(value, decimals, sign=True)) for value in shown(found)]
    ends = [(scale * effect.low, scale * effect.high) for effect in effects]
    # A range far wider than the bars would else show more than three digits.
    ranges = [interval(*pair, min(decimals, shared_decimals(pair))) for pair in ends]
    return texts, ranges
