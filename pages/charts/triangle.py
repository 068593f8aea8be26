"""The KPIs of three units in a triangle: paid for one thing alone, a unit stands in its corner."""

from __future__ import annotations

from functools import cache

from pages.charts.libraries import alt
from pages.charts.marks import dots, draw, mark, shared, words
from pages.charts.style import Look, Spec, Style

COLUMNS = ("kind", "x", "y", "x2", "y2", "text", "colour", "align", "dx", "dy")
"""Columns of the data; ``kind`` is edge, corner, before, move or unit."""


@cache
def triangle(style: Style, height: int) -> Spec:
    """Build the picture: corners named, a ring where a unit stands today, a dot with the plan."""
    line: Look = {"x2": "x2", "y2": "y2", "aria": False}
    edge: Look = {"color": style.ink("grid"), "strokeWidth": 1.5}
    move: Look = {"color": style.ink("quiet"), "strokeDash": [2, 2]}
    ring: Look = {"fill": style.ink("ground"), "stroke": "colour", "strokeWidth": 2}
    marks = [
        mark("rule", where="datum.kind == 'edge'", **line, **edge),
        mark("rule", where="datum.kind == 'move'", **line, **move),
        dots(150, aria=False, where="datum.kind == 'before'", **ring),
        dots(150, aria=False, where="datum.kind == 'unit'", color="colour"),
        *(_words(style, align) for align in ("left", "right", "center")),
    ]
    x = alt.X(field="x", type="quantitative", axis=None, scale=_scale(-0.32, 1.32))
    y = alt.Y(field="y", type="quantitative", axis=None, scale=_scale(-0.12, 0.98))
    return draw(style, height, shared(marks, x=x, y=y))


def _scale(low: float, high: float) -> alt.Scale:
    return alt.Scale(domain=[low, high], nice=False, zero=False)


def _words(style: Style, align: str) -> alt.Chart:
    look: Look = {"dx": {"expr": "datum.dx"}, "dy": {"expr": "datum.dy"}, "limit": 330}
    where = f"isValid(datum.text) && datum.align == '{align}'"
    return words("text", style.ink("text"), align=align, where=where, **look)
