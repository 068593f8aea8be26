"""What one more RMB bn buys: a row a lever, a stretch a measure, dots with their ranges."""

from functools import cache
from typing import Any

import altair as alt

from models.notation import METRICS, VOLUMES
from pages.charts.amounts import tooltip
from pages.charts.axes import of_its_own, pixel, spacer
from pages.charts.style import LABEL_SIZE, NO_CHANGE, Look, Spec, Style, finish
from pages.labels.catalogue import t

COLUMNS = ("row", "panel", "name", "clear", "central", "low_80", "high_80", "text")
"""Columns of the data, a row a lever and measure; ``row`` and ``panel`` count from 0."""

PANELS = VOLUMES
"""Measures from left to right."""

_NAMES_WIDTH, _FIGURES_WIDTH = 172, 150
_TOP, _GAP = 40, 22


@cache
def yields(style: Style, levers: int, height: int) -> Spec:
    """Build the chart for so many levers, best first."""
    edge = alt.Chart().mark_rule(opacity=0, aria=False)
    left = edge.encode(x=alt.value(-_NAMES_WIDTH), y=alt.value(0), y2=alt.value(1))
    panels = [_panel(style, i, levers) for i in range(len(PANELS))]
    resolve = of_its_own(scale="x")
    chart = alt.layer(*panels, left, spacer(0), data=alt.NamedData(name="main"), resolve=resolve)
    return finish(chart, style, height)


def _panel(style: Style, index: int, levers: int) -> alt.LayerChart:
    count = len(PANELS)
    left, right = (f"width * {i / count}" for i in (index, index + 1))
    stretch: Any = [{"expr": f"{left} + 6"}, {"expr": f"{right} - {_FIGURES_WIDTH + _GAP}"}]
    across = alt.Scale(zero=True, nice=False, padding=6, range=stretch)
    x = alt.X(field="central", type="quantitative", axis=None, scale=across)
    down: Any = [{"expr": str(_TOP)}, {"expr": "height"}]
    rows = alt.Scale(domain=[-0.5, levers - 0.5], range=down, nice=False, zero=False)
    y = alt.Y(field="row", type="quantitative", axis=None, scale=rows)
    figures = _words(style, "text", f"{right} - {_GAP}", "right")
    marks = [_range(style), _dot(style), figures, _hover(style, PANELS[index])]
    if not index:
        marks.append(_words(style, "name", str(-_NAMES_WIDTH), "left"))
    rule: Look = {"color": NO_CHANGE, "strokeWidth": 1.5, "aria": False}
    ends: Look = {"y": alt.value(_TOP), "y2": pixel("height")}
    zero = alt.Chart().mark_rule(**rule).encode(x=alt.datum(0), **ends)
    body = [zero, *(mark.encode(y=y) for mark in marks), _heading(style, index, left)]
    return alt.layer(*body).encode(x=x).transform_filter(f"datum.panel == {index}")


def _range(style: Style) -> alt.Chart:
    mark = alt.Chart().mark_rule(color=style.own, strokeWidth=3, opacity=1)
    low = alt.X(field="low_80", type="quantitative")
    return mark.encode(x=low, x2=alt.X2(field="high_80"))


def _dot(style: Style) -> alt.Chart:
    """Mark the central effect, hollow where its range covers zero."""
    fill = alt.condition("datum.clear", alt.value(style.own), alt.value(style.ink("ground")))
    mark = alt.Chart().mark_point(size=110, strokeWidth=2.5, filled=True, opacity=1)
    return mark.encode(fill=fill, stroke=alt.value(style.own))


def _words(style: Style, field: str, x: str, align: str) -> alt.Chart:
    look: Look = {"align": align, "fontSize": LABEL_SIZE, "color": style.ink("text")}
    limit = _NAMES_WIDTH - 8 if align == "left" else _FIGURES_WIDTH
    mark = alt.Chart().mark_text(baseline="middle", limit=limit, **look)
    return mark.encode(x=pixel(x), text=alt.Text(field=field, type="nominal"))


def _heading(style: Style, index: int, left: str) -> alt.Chart:
    """Name the measure and its unit above its stretch."""
    look: Look = {"fontSize": LABEL_SIZE, "fontWeight": 600, "color": style.ink("text")}
    mark = alt.Chart().mark_text(align="left", baseline="top", **look)
    text = alt.value(t(f"chart.yields.{PANELS[index]}"))
    words = mark.encode(x=pixel(left), y=alt.value(4), text=text)
    return words.transform_filter("datum.row == 0")


def _hover(style: Style, metric: str) -> alt.Chart:
    """Offer the figures of a lever under the pointer."""
    names = ("central", "low_80", "high_80")
    rows = {"name": t("chart.yields.lever")} | {name: t(f"chart.{name}") for name in names}
    mark = alt.Chart().mark_circle(size=700, opacity=0)
    return mark.encode(tooltip=tooltip(style, METRICS[metric], rows, signed=True))
