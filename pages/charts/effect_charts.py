"""Effects with their ranges: on sales of platforms, on who wins and loses, of one more RMB bn."""

from __future__ import annotations

from functools import cache

from models.notation import METRICS
from pages.charts.amounts import titles
from pages.charts.axes import across, pixel, rows
from pages.charts.libraries import alt
from pages.charts.marks import (
    bars,
    dots,
    draw,
    figures,
    hollow,
    hover,
    names,
    ranges,
    shared,
    words,
    zero,
)
from pages.charts.style import LABEL_SIZE, Look, Spec, Style
from pages.labels.catalogue import t

RIVALS_COLUMNS = ("order", "platform", "before", "after", "low_80", "high_80", "text", "colour")
"""A row a platform, own group first; changes against no change, RMB bn."""

STAKES_COLUMNS = (
    *("panel", "row", "name", "sign", "before", "after", "low_80", "high_80", "text", "colour"),
)
"""A row a stake; ``panel`` 0 or 1, ``row`` from 0 within it."""

YIELDS_COLUMNS = ("row", "panel", "name", "clear", "central", "low_80", "high_80", "text")
"""A row a lever and measure; ``row`` and ``panel`` count from 0."""

PANELS = ("dau", "gmv", "revenue")
"""Measures of `marginal_returns` from left to right."""

_RIVALS_NAMES, _RIVALS_FIGURES = 104, 116
_YIELDS_NAMES, _YIELDS_FIGURES, _YIELDS_TOP, _YIELDS_GAP = 172, 150, 40, 22


_STAKES_UNITS = ("share", "RMB bn/quarter")
_STAKES_NAMES, _STAKES_FIGURES, _STAKES_HEADING, _STAKES_GAP = 160, 232, 22, 6


@cache
def rivals(style: Style, height: int) -> Spec:
    """Draw sales of every platform before (ring) and after (dot) the answer, with its range."""
    labels = titles("platform", "before", "after", "low_80", "high_80")
    ring: Look = {"fill": style.ink("ground"), "stroke": "colour", "strokeWidth": 2}
    marks = [
        ranges("low_80", "high_80", 1.5, "colour", opacity=0.7),
        ranges("before", "after", 6, "colour", opacity=0.35),
        dots(230, x="before", **ring),
        dots(90, color="colour"),
        figures(style, _RIVALS_FIGURES),
        hover(style, "RMB bn", labels, 900, signed=True),
    ]
    label = f"datum.value ? format(datum.value * {style.money_scale}, '+,.3~r') : '0'"
    x = across("after", label, title=t("chart.rivals.axis"), grid=True, zero=True, padding=14)
    body = shared(marks, x=x, y=_platforms())
    return draw(style, height, zero(), body, right=_RIVALS_FIGURES)


def _platforms() -> alt.Y:
    extents: Look = dict.fromkeys(("minExtent", "maxExtent", "labelLimit"), _RIVALS_NAMES)
    axis = alt.Axis(title=None, labelFontSize=LABEL_SIZE, **extents)
    order = alt.EncodingSortField(field="order", op="min", order="ascending")
    return alt.Y(field="platform", type="nominal", sort=order, axis=axis)


@cache
def winners_losers(style: Style, sellers: int, rivals: int, height: int) -> Spec:
    """Draw who wins and loses: sellers as ratios, below them rivals in money, on two scales."""
    counts = (sellers, rivals)
    groups = [_stakes(style, panel, counts) for panel in range(len(counts))]
    return draw(style, height, *groups, left=_STAKES_NAMES, right=_STAKES_FIGURES, own="xy")


def _stakes(style: Style, panel: int, counts: tuple[int, ...]) -> alt.LayerSpec:
    """Draw the rows of one group between its heading and the next."""
    place = f"(height - {_STAKES_HEADING * len(counts) + _STAKES_GAP}) / {sum(counts)}"
    heads = _STAKES_HEADING * (panel + 1) + _STAKES_GAP * panel
    top = f"({place} * {sum(counts[:panel])} + {heads})"
    foot = f"{top} + {place} * {counts[panel]}"
    y = rows(counts[panel], top, foot)
    labels = {"name": t("chart.stakes.who")} | titles("before", "after", "low_80", "high_80")
    marks = [
        *_signed_bars(style),
        ranges("low_80", "high_80", 1.5, style.ink("quiet")),
        _before(style),
        names(style, _STAKES_NAMES),
        figures(style, _STAKES_FIGURES),
        hover(style, _STAKES_UNITS[panel], labels, 900, signed=True),
    ]
    heading = words(
        alt.value(t(f"chart.stakes.{panel}")),
        style.ink("quiet"),
        x=pixel(-_STAKES_NAMES),
        y=pixel(top),
        baseline="bottom",
        dy=-4,
        fontSize=12,
        where="datum.row == 0",
    )
    body = [zero(y=pixel(top), y2=pixel(foot)), *(one.encode(y=y) for one in marks), heading]
    return shared(body, f"datum.panel == {panel}", x=across("after", zero=True, padding=10))


def _signed_bars(style: Style) -> list[alt.Chart]:
    """Bars from zero: filled, outlined, or dotted where the sign is unsure."""
    hollow: Look = {"fill": style.ink("ground"), "stroke": "colour"}
    looks: dict[int, Look] = {
        1: {"color": "colour"},
        -1: {"strokeWidth": 2, **hollow},
        0: {"strokeWidth": 1.5, "strokeDash": [2, 3], **hollow},
    }
    return [
        bars("after", alt.datum(0), 15, where=f"datum.sign == {sign}", **look)
        for sign, look in looks.items()
    ]


def _before(style: Style) -> alt.Chart:
    """Mark where the stake stood before the rivals answered."""
    look: Look = {"filled": False, "shape": "stroke", "angle": 90, "strokeWidth": 2.5}
    return dots(300, x="before", color=style.ink("text"), **look)


@cache
def marginal_returns(style: Style, levers: int, height: int) -> Spec:
    """Draw what one more RMB bn buys: a row a lever, best first, a stretch a measure."""
    panels = [_measure(style, panel, levers) for panel in range(len(PANELS))]
    return draw(style, height, *panels, left=_YIELDS_NAMES, right=0, own="x")


def _measure(style: Style, panel: int, levers: int) -> alt.LayerSpec:
    left, right = (f"width * {end / len(PANELS)}" for end in (panel, panel + 1))
    ends = (f"{left} + 6", f"{right} - {_YIELDS_FIGURES + _YIELDS_GAP}")
    labels = {"name": t("chart.yields.lever")} | titles("central", "low_80", "high_80")
    marks = [
        ranges("low_80", "high_80", 3, style.own, opacity=1),
        dots(110, **hollow(style)),
        figures(style, _YIELDS_FIGURES, x=pixel(f"{right} - {_YIELDS_GAP}")),
        hover(style, METRICS[PANELS[panel]], labels, 700, signed=True),
        *([] if panel else [names(style, _YIELDS_NAMES)]),
    ]
    y = rows(levers, str(_YIELDS_TOP))
    body = [
        zero(y=alt.value(_YIELDS_TOP), y2=pixel("height")),
        *(one.encode(y=y) for one in marks),
        _heading(style, panel, left),
    ]
    x = across("central", zero=True, padding=6, stretch=ends)
    return shared(body, f"datum.panel == {panel}", x=x)


def _heading(style: Style, panel: int, left: str) -> alt.Chart:
    """Name the measure and its unit above its stretch."""
    text = alt.value(t(f"chart.yields.{PANELS[panel]}"))
    place: Look = {"x": pixel(left), "y": alt.value(4), "baseline": "top"}
    return words(text, style.ink("text"), fontWeight=600, where="datum.row == 0", **place)
