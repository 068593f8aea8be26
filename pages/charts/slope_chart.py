"""Two plans as a slope chart: each measure a line from the one to the other."""

from __future__ import annotations

from functools import cache
from typing import Literal

from pages.charts.axes import pixel
from pages.charts.libraries import alt
from pages.charts.marks import draw, mark, shared, words
from pages.charts.style import LINE_WIDTH, NO_CHANGE_COLOUR, Look, Spec, Style

SLOPE_COLUMNS = (
    *("name", "left", "right", "falls", "left_place", "right_place", "left_text", "right_text"),
    *("left_name", "right_name"),
)
"""A row a measure, in per cent; the places are those of its words, moved apart."""

_MARGIN = 330


@cache
def slope(style: Style, height: int) -> Spec:
    """Draw one line a measure, solid where it rises to the right and dashed where it falls."""
    scale = alt.Scale(zero=True, nice=False, padding=14)
    y = alt.Y(field="left", type="quantitative", axis=None, scale=scale)
    ends: Look = {"x": pixel(0), "x2": pixel("width"), "y2": "right", "strokeWidth": LINE_WIDTH}
    none: Look = {"x": pixel(0), "x2": pixel("width"), "strokeDash": [5, 4], "aria": False}
    marks = [
        mark("rule", y=alt.datum(0), color=NO_CHANGE_COLOUR, strokeWidth=1.5, **none),
        mark("rule", color=style.own, where="!datum.falls", aria=False, **ends),
        mark("rule", color=style.own, strokeDash=[7, 4], where="datum.falls", aria=False, **ends),
        *(_dot(style, side) for side in ("left", "right")),
        *(_end(style, side) for side in ("left", "right")),
        *(_head(style, side) for side in ("left", "right")),
    ]
    return draw(style, height, shared(marks, y=y), left=_MARGIN, right=_MARGIN)


def _dot(style: Style, side: Literal["left", "right"]) -> alt.Chart:
    x = pixel(0 if side == "left" else "width")
    return mark("point", x=x, y=side, filled=True, opacity=1, size=80, color=style.own, aria=False)


def _end(style: Style, side: Literal["left", "right"]) -> alt.Chart:
    look: Look = {"x": pixel(-12), "align": "right"}
    if side == "right":
        look = {"x": pixel("width + 12"), "align": "left"}
    return words(f"{side}_text", style.ink("text"), y=f"{side}_place", limit=_MARGIN - 12, **look)


def _head(style: Style, side: Literal["left", "right"]) -> alt.Chart:
    x, align = (pixel(0), "right") if side == "left" else (pixel("width"), "left")
    look: Look = {"x": x, "y": pixel(-8), "align": align, "fontWeight": 600}
    look["where"] = f"isValid(datum.{side}_name)"
    return words(f"{side}_name", style.ink("text"), **look)
