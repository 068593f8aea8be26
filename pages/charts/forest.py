"""A forest plot: what studies found, their pool, and the range that the model draws from.

A row of the data is a row of the plot, from above, but for the three corners of the diamond.
Near settings are dark, middle ones grey, far ones hollow.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from pages.charts.axes import pixel, rows
from pages.charts.libraries import alt
from pages.charts.marks import dots, draw, figures, mark, names, ranges, shared, words
from pages.charts.style import LABEL_SIZE, Look, Spec, Style

FOREST_COLUMNS = (
    *("row", "kind", "name", "below", "low", "estimate", "high", "text", "fill"),
    *("cut_low", "cut_high", "top", "foot", "first", "tip"),
)
"""``kind`` is one of `KINDS`; ``cut_low`` and ``cut_high`` where a range leaves the plot, ``top``
and ``foot`` of a corner of the diamond, ``first`` of the rows below the studies, ``tip`` all words
of a row."""

KINDS = ("study", "left_out", "pool", "corner", "setting", "prior", "posterior", "yours")

NAMES, FIGURES = 300, 140
"""Pixels of both margins."""

SUMMARY = 0.72
"""Height of a row below the studies, which has one line, of one of them, which has two."""


@dataclass(frozen=True, kw_only=True)
class Span:
    """What the plot spans: its ends and ticks, and whether in logarithms."""

    low: float
    high: float
    ticks: tuple[float, ...]
    is_log: bool = False


@cache
def forest(style: Style, span: Span, depth: float, height: int) -> Spec:
    """Draw studies, pool and ranges over ``depth`` rows, which need not be whole."""
    axis = alt.Axis(
        title=None, grid=True, values=list(span.ticks), labelExpr="format(datum.value, ',.4~r')"
    )
    kind: Any = "log" if span.is_log else "linear"
    scale = alt.Scale(type=kind, domain=[span.low, span.high], nice=False, zero=False)
    x = alt.X(field="estimate", type="quantitative", axis=axis, scale=scale)
    marks = [*_behind(style), *_studies(style), *_pooled(style), *_drawn(style), *_words(style)]
    marks.append(_hover())
    return draw(style, height, shared(marks, x=x, y=rows(depth)), left=NAMES, right=FIGURES)


def _behind(style: Style) -> Iterator[alt.Chart]:
    """Shade the range that is drawn from, and rule its centre and the foot of the studies."""
    whole: Look = {"y": pixel(0), "y2": pixel("height"), "aria": False}
    prior = "datum.kind == 'prior'"
    yield mark("rect", x="low", x2="high", color=style.own, opacity=0.09, where=prior, **whole)
    yield mark("rule", color=style.own, strokeWidth=1.5, where=prior, **whole)
    across: Look = {"x": pixel(-NAMES), "x2": pixel(f"width + {FIGURES}"), "y": "edge"}
    foot = mark("rule", color=style.ink("grid"), strokeWidth=1.5, aria=False, **across)
    above = f"datum.row - {SUMMARY / 2}"
    yield foot.transform_filter("datum.first").transform_calculate(edge=above)


def _studies(style: Style) -> Iterator[alt.Chart]:
    ink, quiet = style.ink("text"), style.ink("quiet")
    study, left_out = (f"datum.kind == '{kind}'" for kind in ("study", "left_out"))
    yield ranges("low", "high", 2, ink, where=study)
    yield ranges("low", "high", 1.5, quiet, strokeDash=[2, 3], where=left_out, aria=False)
    square: Look = {"shape": "square", "stroke": ink, "strokeWidth": 1.5}
    yield dots(95, fill="fill", where=study, **square)
    yield dots(60, shape="cross", color=quiet, where=left_out, aria=False)


def _pooled(style: Style) -> Iterator[alt.Chart]:
    """Draw the diamond of the mean, and the range of one more setting."""
    corner: Look = {"y": "top", "y2": "foot", "color": style.ink("text"), "opacity": 1}
    yield mark("area", where="datum.kind == 'corner'", aria=False, **corner)
    where = "datum.kind == 'setting'"
    yield ranges("low", "high", 2, style.ink("text"), where=where)
    for end in ("low", "high"):
        tick: Look = {"orient": "vertical", "size": 11, "thickness": 2, "aria": False}
        clear = f"{where} && !datum.cut_{end}"
        yield mark("tick", x=end, color=style.ink("text"), where=clear, **tick)


def _drawn(style: Style) -> Iterator[alt.Chart]:
    """Draw the range before history, after it, and the reader's own value."""
    for kind, opacity in (("prior", 0.4), ("posterior", 1)):
        where = f"datum.kind == '{kind}'"
        yield ranges("low", "high", 11, style.own, opacity=opacity, where=where)
    middle: Look = {"shape": "circle", "stroke": style.own, "strokeWidth": 2}
    yield dots(70, fill=style.ink("ground"), where="datum.kind == 'prior'", **middle)
    yield dots(120, shape="diamond", color=style.own, where="datum.kind == 'yours'", aria=False)


def _words(style: Style) -> Iterator[alt.Chart]:
    """Name the rows on the left, write their figures on the right and point past the plot."""
    where = "datum.kind != 'corner'"
    single, double = f"{where} && !datum.below", f"{where} && datum.below"
    yield names(style, NAMES, where=single)
    yield names(style, NAMES, where=double, dy=-8)
    quiet, small = style.ink("quiet"), LABEL_SIZE
    yield names(style, NAMES, where=double, text="below", dy=8, fontSize=small, color=quiet)
    yield figures(style, FIGURES, where=where)
    for end, sign, align in (("low", "←", "right"), ("high", "→", "left")):
        arrow: Look = {"x": end, "align": align, "fontSize": 12, "aria": False}
        yield words(alt.value(sign), style.ink("text"), where=f"datum.cut_{end}", **arrow)


def _hover() -> alt.Chart:
    """Tell the words of a row in full, wherever the pointer is on it."""
    whole: Look = {"x": pixel(-NAMES), "x2": pixel(f"width + {FIGURES}"), "y": "top", "y2": "foot"}
    row = mark("rect", opacity=0, aria=False, tooltip=alt.value({"expr": "datum.tip"}), **whole)
    placed = row.transform_filter("datum.kind != 'corner'")
    return placed.transform_calculate(top="datum.row - 0.4", foot="datum.row + 0.4")
