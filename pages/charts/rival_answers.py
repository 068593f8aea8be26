"""Dumbbells: what a plan does to every platform's sales before and after the rivals answer."""

from functools import cache

import altair as alt

from pages.charts.amounts import tooltip
from pages.charts.axes import pixel, spacer
from pages.charts.style import LABEL_SIZE, NO_CHANGE, Look, Spec, Style, finish
from pages.labels.catalogue import t

COLUMNS = ("order", "platform", "before", "after", "low_80", "high_80", "text", "colour")
"""Columns of the data, a row a platform, own group first; changes against no change, RMB bn."""

_RING, _DOT = 230, 90
_NAMES_WIDTH = 104
_FIGURES_WIDTH = 92


@cache
def rivals(style: Style, height: int) -> Spec:
    """Build the chart: a ring before, a dot after, a thin range of eight in ten."""
    marks = [
        _bar("low_80", "high_80", {"strokeWidth": 1.5, "opacity": 0.7}),
        _bar("before", "after", {"strokeWidth": 6, "opacity": 0.35}),
        _ring(style),
        alt.Chart().mark_circle(size=_DOT, opacity=1).encode(color=_colour()),
        _figures(style),
        _hover(style),
    ]
    rows = alt.layer(*marks).encode(x=_shared_x(style), y=_shared_y())
    line: Look = {"color": NO_CHANGE, "strokeWidth": 1.5, "aria": False}
    zero = alt.Chart().mark_rule(**line).encode(x=alt.datum(0))
    chart = alt.layer(zero, rows, spacer(_FIGURES_WIDTH), data=alt.NamedData(name="main"))
    return finish(chart, style, height)


def _shared_x(style: Style) -> alt.X:
    label = f"datum.value ? format(datum.value * {style.money_scale}, '+,.3~r') : '0'"
    axis = alt.Axis(title=t("chart.rivals.axis"), tickCount=5, grid=True, labelExpr=label)
    scale = alt.Scale(zero=True, nice=False, padding=14)
    return alt.X(field="after", type="quantitative", axis=axis, scale=scale)


def _shared_y() -> alt.Y:
    extent: Look = {
        "minExtent": _NAMES_WIDTH,
        "maxExtent": _NAMES_WIDTH,
        "labelLimit": _NAMES_WIDTH,
    }
    order = alt.EncodingSortField(field="order", op="min", order="ascending")
    axis = alt.Axis(title=None, labelFontSize=LABEL_SIZE, **extent)
    return alt.Y(field="platform", type="nominal", sort=order, axis=axis)


def _colour() -> alt.Color:
    return alt.Color(field="colour", type="nominal", scale=None)


def _bar(start: str, end: str, look: Look) -> alt.Chart:
    ends: Look = {"x": alt.X(field=start, type="quantitative"), "x2": alt.X2(field=end)}
    return alt.Chart().mark_rule(**look).encode(color=_colour(), **ends)


def _ring(style: Style) -> alt.Chart:
    look: Look = {"filled": True, "fill": style.ink("ground"), "strokeWidth": 2, "opacity": 1}
    stroke = alt.Stroke(field="colour", type="nominal", scale=None)
    before = alt.X(field="before", type="quantitative")
    return alt.Chart().mark_point(size=_RING, **look).encode(x=before, stroke=stroke)


def _figures(style: Style) -> alt.Chart:
    """Write before and after in a column beside the plot."""
    look: Look = {"fontSize": LABEL_SIZE, "color": style.ink("text"), "limit": _FIGURES_WIDTH}
    mark = alt.Chart().mark_text(align="right", **look)
    text = alt.Text(field="text", type="nominal")
    return mark.encode(x=pixel(f"width + {_FIGURES_WIDTH}"), text=text)


def _hover(style: Style) -> alt.Chart:
    """Offer the figures of a platform under the pointer."""
    names = ("platform", "before", "after", "low_80", "high_80")
    told = tooltip(style, "RMB bn", {name: t(f"chart.{name}") for name in names}, signed=True)
    mark = alt.Chart().mark_circle(size=900, opacity=0, color=style.ink("text"))
    return mark.encode(tooltip=told)
