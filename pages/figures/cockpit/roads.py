"""The two roads: what Taobao and Tmall each gain or lose, as two bars in their own colours."""

from dataclasses import astuple
from html import escape

from models.analysis.outcome import SALES_OF, Outcome
from models.inputs import load_market
from models.vintage import Market, Side
from pages.figures.cockpit.fills import FILLS
from pages.labels.catalogue import named, t
from pages.labels.format import Change, percent_change

_HALF = 50.0
"""Per cent of its room that the longest bar takes, to either side of nothing."""


def roads(outcome: Outcome) -> str:
    """Lay out the change of both storefronts' sales: a bar from nothing, the figure, its range."""
    market = load_market(outcome.vintage)
    longest = max(abs(outcome.relative[name].central) for name in SALES_OF) or 1.0
    rows = (
        _road(place, side, name, outcome, longest)
        for place, (side, name) in enumerate(zip(market.sides, SALES_OF, strict=True))
    )
    title = escape(t("roads.title", quarter=outcome.quarters[-1]))
    return f'<section class="roads"><h2>{title}</h2>{"".join(rows)}</section>'


def lines(outcome: Outcome) -> list[str]:
    """Write the same as words, for pictures."""
    sides = load_market(outcome.vintage).sides
    return [
        t("roads.line", side=named(side), change=_change(name, outcome))
        for side, name in zip(sides, SALES_OF, strict=True)
    ]


def _change(name: str, outcome: Outcome) -> Change:
    if not outcome.planned:
        return Change(value=t("kpi.no_change"), interval="")
    return percent_change(*astuple(outcome.relative[name]))


def _road(place: int, side: Side, name: str, outcome: Outcome, longest: float) -> str:
    change, part = _change(name, outcome), outcome.relative[name].central / longest
    bar = _bar(part, FILLS[outcome.sign(name)]) if outcome.planned else ""
    return (
        f'<p data-metric="{name}"><span>{escape(named(side))}</span>'
        f'<i class="road-{place}">{bar}</i>'
        f"<b>{escape(change.value)}</b><small>{escape(change.interval)}</small></p>"
    )


def _bar(part: float, fill: str) -> str:
    """Draw a bar from the middle to either side, ``part`` -1 to 1 of the longest."""
    width = _HALF * abs(part)
    left = _HALF - (width if part < 0 else 0.0)
    return f'<u class="{fill}" style="left:{left:.1f}%;width:{width:.1f}%"></u>'


def colours(market: Market, *, dark: bool) -> str:
    """Give the colours of both roads as a rule of style."""
    inks = (side.colour_dark if dark else side.colour for side in market.sides)
    told = "".join(f"--road-{place}:{ink};" for place, ink in enumerate(inks))
    return f":root{{{told}}}"
