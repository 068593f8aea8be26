"""The KPIs of three units in a triangle: paid for one thing alone, a unit stands in its corner."""

from functools import cache

import altair as alt

from pages.charts.style import LABEL_SIZE, Look, Spec, Style, finish

COLUMNS = ("kind", "x", "y", "x2", "y2", "text", "colour", "align", "dx", "dy")
"""Columns of the data; ``kind`` is edge, corner, before, move or unit."""


@cache
def triangle(style: Style, height: int) -> Spec:
    """Build the picture: corners named, a ring where a unit stands today, a dot with the plan."""
    look: Look = {"type": "quantitative", "axis": None}
    x = alt.X(field="x", scale=_scale(-0.32, 1.32), **look)
    y = alt.Y(field="y", scale=_scale(-0.12, 0.98), **look)
    ends = {"x2": alt.X2(field="x2"), "y2": alt.Y2(field="y2")}
    edge = alt.Chart().mark_rule(color=style.ink("grid"), strokeWidth=1.5, aria=False)
    move = alt.Chart().mark_rule(color=style.ink("quiet"), strokeDash=[2, 2], aria=False)
    ring = alt.Chart().mark_point(
        size=150, strokeWidth=2, filled=True, fill=style.ink("ground"), opacity=1, aria=False
    )
    dot = alt.Chart().mark_circle(size=150, opacity=1, aria=False)
    colour: Look = {"field": "colour", "type": "nominal", "scale": None}
    marks = [
        edge.encode(**ends).transform_filter("datum.kind == 'edge'"),
        move.encode(**ends).transform_filter("datum.kind == 'move'"),
        ring.encode(stroke=alt.Stroke(**colour)).transform_filter("datum.kind == 'before'"),
        dot.encode(color=alt.Color(**colour)).transform_filter("datum.kind == 'unit'"),
        *(_words(style, align) for align in ("left", "right", "center")),
    ]
    chart = alt.layer(*marks, data=alt.NamedData(name="main")).encode(x=x, y=y)
    return finish(chart, style, height)


def _scale(low: float, high: float) -> alt.Scale:
    return alt.Scale(domain=[low, high], nice=False, zero=False)


def _words(style: Style, align: str) -> alt.Chart:
    look: Look = {"align": align, "fontSize": LABEL_SIZE, "color": style.ink("text"), "limit": 240}
    look |= {"dx": {"expr": "datum.dx"}, "dy": {"expr": "datum.dy"}}
    mark = alt.Chart().mark_text(baseline="middle", **look)
    return mark.encode(text=alt.Text(field="text", type="nominal")).transform_filter(
        f"isValid(datum.text) && datum.align == '{align}'"
    )
