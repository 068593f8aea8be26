"""A figure along the range of each of a few assumptions: hollow at the low end, solid at the high.

A row of the data is an assumption, from above.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from pages.charts.amounts import titles, tooltip, written
from pages.charts.axes import across, pixel, rows
from pages.charts.libraries import alt
from pages.charts.marks import (
    clicks,
    dots,
    draw,
    figures,
    mark,
    names,
    ranges,
    shared,
    words,
    zero,
)
from pages.charts.style import LABEL_SIZE, Look, Spec, Style

ALONG_COLUMNS = (
    *("row", "key", "name", "below", "low", "central", "high", "low_end", "high_end", "text"),
)
"""``low`` and ``high`` are the figure at both ends, ``low_end`` and ``high_end`` the ends."""

_NAMES, _FIGURES = 350, 140


@cache
def along(style: Style, unit: str, count: int, height: int) -> Spec:
    """Draw ``count`` assumptions; a click selects the ``key`` of a row."""
    small, quiet = LABEL_SIZE, style.ink("quiet")
    ring: Look = {"stroke": style.own, "strokeWidth": 2.5}
    marks = [
        ranges("low", "high", 5, style.own, opacity=0.35),
        mark("tick", x="central", color=style.ink("text"), orient="vertical", size=15, thickness=2),
        dots(130, x="low", fill=style.ink("ground"), **ring),
        dots(130, x="high", color=style.own),
        *_ends(style),
        names(style, _NAMES, dy=-8),
        names(style, _NAMES, text="below", dy=8, fontSize=small, color=quiet),
        figures(style, _FIGURES),
        _target(style, unit),
    ]
    x = across("central", written(style, unit, signed=True), grid=True, padding=48)
    body = shared(marks, x=x, y=rows(count))
    return draw(style, height, zero(), body, left=_NAMES, right=_FIGURES)


def _ends(style: Style) -> Iterator[alt.Chart]:
    """Write each end of the assumption beside its dot, away from the other one."""
    usual: Look = {"fontSize": LABEL_SIZE, "aria": False}
    left, right = ({"align": "right", "dx": -11}, {"align": "left", "dx": 11})
    for rising, low, high in (("<=", left, right), (">", right, left)):
        where = f"datum.low {rising} datum.high"
        for end, look in (("low", low), ("high", high)):
            place: Look = usual | look | {"x": end, "where": where}
            yield words(f"{end}_end", style.ink("quiet"), **place)


def _target(style: Style, unit: str) -> alt.Chart:
    """Tell the figures of a row, and take its click, wherever the pointer is on it."""
    labels = titles("name", "low", "high", of="tornado")
    row: Look = {"x": pixel(-_NAMES), "x2": pixel(f"width + {_FIGURES}"), "y": "top", "y2": "foot"}
    row |= {"tooltip": tooltip(style, unit, labels, signed=True), "opacity": 0}
    target = mark("rect", cursor="pointer", **row).transform_calculate(
        top="datum.row - 0.45", foot="datum.row + 0.45"
    )
    clicked: alt.Chart = target.add_params(clicks())
    return clicked
