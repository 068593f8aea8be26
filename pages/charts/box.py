"""Futures in the plane of two assumptions: where the plan misses, and the box that tells it."""

from functools import cache

import altair as alt

from pages.charts.style import LABEL_SIZE, Look, Spec, Style, finish

COLUMNS = ("x", "y", "missed", "left", "right", "low", "high", "x_name", "y_name")
"""Columns of the data, a row a future; one row more holds the box and the names of the axes."""


@cache
def box(style: Style, height: int) -> Spec:
    """Build the chart: a filled dot for a miss, an outlined one for a future that holds."""
    axis: Look = {"title": None, "grid": False, "tickCount": 5, "format": ",.4~r"}
    x = alt.X(field="x", type="quantitative", axis=alt.Axis(**axis), scale=_scale())
    y = alt.Y(
        field="y",
        type="quantitative",
        axis=alt.Axis(**axis, minExtent=40, maxExtent=40),
        scale=_scale(),
    )
    frame = alt.Chart().mark_rect(
        fillOpacity=0.08, fill=style.own, stroke=style.own, strokeWidth=2, aria=False
    )
    edges = {
        "x": alt.X(field="left", type="quantitative"),
        "x2": alt.X2(field="right"),
        "y": alt.Y(field="low", type="quantitative"),
        "y2": alt.Y2(field="high"),
    }
    chart = alt.layer(
        frame.encode(**edges).transform_filter("isValid(datum.left)"),
        _dots(style, missed=False).encode(x=x, y=y),
        _dots(style, missed=True).encode(x=x, y=y),
        _name(style, "x_name", bottom=True),
        _name(style, "y_name", bottom=False),
        data=alt.NamedData(name="main"),
    )
    return finish(chart, style, height)


def _scale() -> alt.Scale:
    return alt.Scale(zero=False, nice=False, padding=8)


def _dots(style: Style, *, missed: bool) -> alt.Chart:
    look: Look = {"size": 20, "opacity": 0.8, "strokeWidth": 1, "aria": False}
    look |= {"color": style.ink("text")} if missed else {"color": style.ink("quiet")}
    mark = alt.Chart().mark_circle(**look) if missed else alt.Chart().mark_point(**look)
    return mark.transform_filter("datum.missed" if missed else "datum.missed === false")


def _name(style: Style, field: str, *, bottom: bool) -> alt.Chart:
    """Name an axis at its end, above or below the plot, clear of the dots."""
    look: Look = {"fontSize": LABEL_SIZE - 1, "color": style.ink("quiet"), "limit": 520}
    look |= (
        {"align": "right", "baseline": "top"} if bottom else {"align": "left", "baseline": "bottom"}
    )
    place = alt.value({"expr": "width" if bottom else "-40"})
    height = alt.value({"expr": "height + 26" if bottom else "-8"})
    mark = alt.Chart().mark_text(**look).transform_filter(f"isValid(datum.{field})")
    return mark.encode(x=place, y=height, text=alt.Text(field=field, type="nominal"))
