"""The picture of the answer: our gain, what each rival takes back, what remains."""

from __future__ import annotations

from dataclasses import astuple

from models.analysis.outcome import Effect
from models.analysis.rivalry.takeback import Reaction, Takeback
from models.fingerprint import fingerprint
from models.notation import HEADLINES, UNITS, metrics_of
from models.scenario import Scenario
from models.scenario.digest import plan_digest
from models.vintage import Market
from pages.charts.bar_charts import TAKEBACK_COLUMNS, takeback
from pages.charts.figure import Figure
from pages.charts.libraries import pa
from pages.charts.style import Style
from pages.figures import provenance
from pages.figures.challenge.risk_words import listed
from pages.figures.outcome_figures import counted
from pages.labels.catalogue import named, t
from pages.labels.format import (
    fixed,
    interval,
    money_change,
    money_measure,
    people_change,
    people_measure,
    shared_decimals,
    three_digits,
)

TAKEBACK_MEASURES = (*metrics_of("sales"), *(name for name in HEADLINES if name != "gmv"))
"""Sales first: they are what rivals take back."""

HEIGHT = 330


def picture(
    reaction: Reaction, metric: str, scenario: Scenario, market: Market, style: Style
) -> Figure:
    """Draw one figure as gain, answers, remainder."""
    figures, unit = reaction.figures[metric], UNITS[metric]
    known = provenance.of_metrics(market, metric)
    known["notes"] = (*known["notes"], *_notes(reaction, scenario))
    return Figure(
        name="takeback",
        title=title(figures, market),
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
        spec=takeback(style, unit, len(figures.parts) + 2, HEIGHT),
        table=_table(figures, market, style),
        style=style,
        measures=(counted(t(f"measure.{metric}"), unit),),
        quarter=reaction.quarter,
        **known,
    )


def _notes(reaction: Reaction, scenario: Scenario) -> tuple[str, ...]:
    """Say from how many futures the ranges of single rivals are, where from fewer than the rest."""
    few = reaction.draws < scenario.draws
    return (t("takeback.draws", draws=f"{reaction.draws:,}"),) if few else ()


def title(takeback_of: Takeback, market: Market, of: str = "") -> str:
    """Write who takes back how much of what, in the figures of the bars; ``of`` names the gain."""
    whole, *parts, rest = shown(takeback_of)
    taken = whole - rest
    words = {
        "whole": of or plain(takeback_of, whole),
        "taken": plain(takeback_of, taken),
        "part": plain(takeback_of, min(parts, default=taken)),
        "rest": plain(takeback_of, rest),
        "percent": taken_percent(takeback_of),
        "rival": listed(
            [
                named(market.platforms[a])
                for a, part in zip(takeback_of.parts, parts, strict=True)
                if part == min(parts)
            ]
        ),
    }
    return t(f"takeback.{_case(whole, parts, rest)}", **words)


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


def written(figures: Takeback, effect: Effect) -> tuple[str, str]:
    """Write a change of a figure in its unit, and its range."""
    change = people_change if UNITS[figures.metric] == "million" else money_change
    text = change(*astuple(effect), level=figures.level)
    return text.value, text.interval


def plain(reaction: Takeback, value: float) -> str:
    """Write the size of a figure of `shown` without its sign."""
    _, words, decimals = _measure(reaction)
    if not value:
        return t("format.nearly_none")
    text = t(words, value=fixed(abs(value), decimals))
    return t("risk.rmb", amount=text) if UNITS[reaction.metric].startswith("RMB") else text


def shown(reaction: Takeback) -> list[float]:
    """Round gain, parts and remainder alike, in the unit on screen, so that they add up.

    The largest of them has its three digits and says where the others stop. What rounding leaves
    over goes to the largest part.
    """
    scale, _, decimals = _measure(reaction)
    effects = (reaction.before, *reaction.parts.values(), reaction.after)
    rounded = [round(scale * effect.central, decimals) for effect in effects]
    if parts := rounded[1:-1]:
        place = 1 + max(range(len(parts)), key=lambda i: abs(parts[i]))
        rounded[place] += rounded[-1] - sum(rounded[:-1])
    return [round(value, decimals) for value in rounded]


def percents(reaction: Takeback) -> list[int]:
    """Gain, parts and remainder in whole per cent of the gain, so that they add up.

    Empty where no gain is shown. What rounding leaves over goes to the largest part.
    """
    if shown(reaction)[0] <= 0:
        return []
    effects = (reaction.before, *reaction.parts.values(), reaction.after)
    rounded = [round(100.0 * one.central / reaction.before.central) for one in effects]
    if parts := rounded[1:-1]:
        place = 1 + max(range(len(parts)), key=lambda i: abs(parts[i]))
        rounded[place] += rounded[-1] - sum(rounded[:-1])
    return rounded


def taken_percent(reaction: Takeback) -> str:
    """Write what all answers together take, in per cent of the gain."""
    found = percents(reaction)
    return f"{fixed(found[0] - found[-1], 0)}%" if found else ""


def _measure(reaction: Takeback) -> tuple[float, str, int]:
    """Give the factor on a value, the words around it, and decimals of the largest figure."""
    people = UNITS[reaction.metric] == "million"
    scale, words = people_measure() if people else money_measure()
    effects = (reaction.before, *reaction.parts.values(), reaction.after)
    # A remainder of rounding may lift the largest by a digit: the whole is what it ends at.
    decimals = three_digits([scale * effect.central for effect in effects], scale * reaction.level)
    return scale, words, decimals


def _table(reaction: Takeback, market: Market, style: Style) -> pa.Table:
    """Rows of `pages.charts.bar_charts.takeback`: gain, a rival each, remainder."""
    effects = [reaction.before, *reaction.parts.values(), reaction.after]
    names = names_of(reaction, market)
    theirs = _colours(reaction, market, style)
    texts, ranges = figures_of(reaction, effects)
    parts = [f"{fixed(one, 0)}%" for one in percents(reaction)] or [""] * len(effects)
    rows = []
    for row, ((start, end), effect) in enumerate(zip(reaction.steps, effects, strict=True)):
        ours = row in (0, len(effects) - 1)
        colour = style.own if ours else theirs[row - 1]
        words = (texts[row], parts[row], ranges[row], colour)
        values = (row, names[row], start, end, *astuple(effect), *words)
        rows.append(
            dict(zip(TAKEBACK_COLUMNS, (*values, ours, row < len(effects) - 1), strict=True))
        )
    return pa.Table.from_pylist(rows)


def _colours(reaction: Takeback, market: Market, style: Style) -> list[str]:
    """Give each rival its ink: the one that answers most its own colour, the others grey."""
    inks = dict.fromkeys(reaction.parts, style.ink("quiet"))
    most = max(inks, key=lambda a: abs(reaction.parts[a].central), default=None)
    if most is not None:
        rival = market.platforms[most]
        inks[most] = rival.colour_dark if style.dark else rival.colour
    return list(inks.values())


def names_of(reaction: Takeback, market: Market) -> list[str]:
    """Name the bars: gain, the answer of each rival, remainder."""
    rivals = (t("takeback.rival", rival=named(market.platforms[a])) for a in reaction.parts)
    ours = "gain" if reaction.before.central >= 0.0 else "loss"
    return [t(f"takeback.{ours}"), *rivals, t("takeback.rest")]


def figures_of(reaction: Takeback, effects: list[Effect]) -> tuple[list[str], list[str]]:
    """Write changes alike, so that they add up as shown, and their ranges."""
    scale, words, decimals = _measure(reaction)
    texts = [
        t(words, value=fixed(value, decimals, sign=True)) if value else t("format.nearly_none")
        for value in shown(reaction)
    ]
    ends = [(scale * effect.low, scale * effect.high) for effect in effects]
    # A range far wider than the bars would else show more than three digits.
    ranges = [interval(*pair, min(decimals, shared_decimals(pair))) for pair in ends]
    return texts, ranges
