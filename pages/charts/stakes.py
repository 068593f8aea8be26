"""Who wins, who loses: a bar a stake from zero, solid for a gain, outlined for a loss.

Two groups stand above each other, each on its own scale: sellers as ratios, rivals in money.
"""

from functools import cache
from typing import Any

import altair as alt

from pages.charts.amounts import tooltip
from pages.charts.axes import of_its_own, pixel, spacer
from pages.charts.style import LABEL_SIZE, NO_CHANGE, Look, Spec, Style, finish
from pages.labels.catalogue import t

COLUMNS = (
    "panel", "row", "name", "sign", "before", "after", "low_80", "high_80", "text", "colour",
)  # fmt: skip
"""Columns of the data, a row a stake; ``panel`` 0 or 1, ``row`` from 0 within it."""

_UNITS = ("share", "RMB bn/quarter")
_NAMES_WIDTH, _FIGURES_WIDTH = 160, 232
_HEADING, _GAP = 22, 6
_BAR, _TICK = 15, 300
_LOOKS: dict[int, Look] = {1: {}, -1: {"strokeWidth": 2}, 0: {"strokeWidth": 1.5}}


@cache
def stakes(style: Style, sellers: int, rivals: int, height: int) -> Spec:
    """Build the chart for so many rows of each group."""
    counts = (sellers, rivals)
    stretches = [_group(style, i, counts) for i in range(len(counts))]
    left = alt.Chart().mark_rule(opacity=0, aria=False)
    edge = left.encode(x=alt.value(-_NAMES_WIDTH), y=alt.value(0), y2=alt.value(1))
    chart = alt.layer(
        *stretches,
        edge,
        spacer(_FIGURES_WIDTH),
        data=alt.NamedData(name="main"),
        resolve=of_its_own(scale="xy"),
    )
    return finish(chart, style, height)


def _group(style: Style, index: int, counts: tuple[int, ...]) -> alt.LayerChart:
    """Draw the rows of one group between its heading and the next."""
    total, before = sum(counts), sum(counts[:index])
    place = f"(height - {_HEADING * len(counts) + _GAP}) / {total}"
    top = f"({place} * {before} + {_HEADING * (index + 1) + _GAP * index})"
    count = counts[index]
    rows: Any = [{"expr": top}, {"expr": f"{top} + {place} * {count}"}]
    scale = alt.Scale(domain=[-0.5, count - 0.5], range=rows, nice=False, zero=False)
    y = alt.Y(field="row", type="quantitative", axis=None, scale=scale)
    across = alt.Scale(zero=True, nice=False, padding=10)
    x = alt.X(field="after", type="quantitative", axis=None, scale=across)
    marks = [
        *(_bars(style, sign) for sign in _LOOKS),
        _range(style),
        _before(style),
        _words(style, "name", pixel(str(-_NAMES_WIDTH)), "left"),
        _words(style, "text", pixel(f"width + {_FIGURES_WIDTH}"), "right"),
        _hover(style, _UNITS[index]),
    ]
    line: Look = {"color": NO_CHANGE, "strokeWidth": 1.5, "aria": False}
    ends: Look = {"y": pixel(top), "y2": pixel(f"{top} + {place} * {count}")}
    zero = alt.Chart().mark_rule(**line).encode(x=alt.datum(0), **ends)
    body = [mark.encode(y=y) for mark in marks]
    inside = alt.layer(zero, *body, _heading(style, index, top)).encode(x=x)
    return inside.transform_filter(f"datum.panel == {index}")


def _bars(style: Style, sign: int) -> alt.Chart:
    """Draw the bars of one sign: filled, outlined, or dotted where no sign can be told.

    A sign that nobody has leaves an empty group, so bars are not read aloud; their figures are.
    """
    colour: Look = {"field": "colour", "type": "nominal", "scale": None}
    filled = sign > 0
    look: Look = {"size": _BAR, "opacity": 1, "aria": False, **_LOOKS[sign]}
    if not filled:
        look["fill"] = style.ink("ground")
    if not sign:
        look["strokeDash"] = [2, 3]
    mark = alt.Chart().mark_bar(orient="horizontal", **look)
    paint: Look = {"color": alt.Color(**colour)} if filled else {"stroke": alt.Stroke(**colour)}
    return mark.encode(x2=alt.datum(0), **paint).transform_filter(f"datum.sign == {sign}")


def _range(style: Style) -> alt.Chart:
    mark = alt.Chart().mark_rule(color=style.ink("quiet"), strokeWidth=1.5)
    low = alt.X(field="low_80", type="quantitative")
    return mark.encode(x=low, x2=alt.X2(field="high_80"))


def _before(style: Style) -> alt.Chart:
    """Mark where the stake stood before the rivals answered."""
    mark = alt.Chart().mark_point(
        shape="stroke", angle=90, size=_TICK, strokeWidth=2.5, color=style.ink("text"), opacity=1
    )
    return mark.encode(x=alt.X(field="before", type="quantitative"))


def _words(style: Style, field: str, x: Any, align: str) -> alt.Chart:  # noqa: ANN401
    look: Look = {"align": align, "fontSize": LABEL_SIZE, "color": style.ink("text")}
    limit = _NAMES_WIDTH - 8 if align == "left" else _FIGURES_WIDTH
    mark = alt.Chart().mark_text(baseline="middle", limit=limit, **look)
    return mark.encode(x=x, text=alt.Text(field=field, type="nominal"))


def _heading(style: Style, index: int, top: str) -> alt.Chart:
    look: Look = {"fontSize": 12, "color": style.ink("quiet"), "align": "left"}
    mark = alt.Chart().mark_text(baseline="bottom", dy=-4, **look)
    text = alt.value(t(f"chart.stakes.{index}"))
    words = mark.encode(x=pixel(str(-_NAMES_WIDTH)), y=pixel(top), text=text)
    return words.transform_filter("datum.row == 0")


def _hover(style: Style, unit: str) -> alt.Chart:
    """Offer the figures of a stake under the pointer."""
    names = ("before", "after", "low_80", "high_80")
    rows = {"name": t("chart.stakes.who")} | {name: t(f"chart.{name}") for name in names}
    mark = alt.Chart().mark_circle(size=900, opacity=0)
    return mark.encode(tooltip=tooltip(style, unit, rows, signed=True))
