"""Panels under each other on one time axis: the course of measures, the delivery of levers.

All panels are one view, each with its own stretch of the vertical range: a single time axis
serves them all, the chart takes the width it is given, and the browser keeps the view when the
numbers change. A row of the data is one panel and quarter.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from pages.charts.amounts import axis_width, titles
from pages.charts.axes import amounts, pixel, quarters
from pages.charts.libraries import alt
from pages.charts.marks import (
    bands,
    dots,
    draw,
    end_labels,
    hover,
    lines,
    mark,
    shared,
    words,
)
from pages.charts.style import NO_CHANGE_COLOUR, Look, Spec, Style

PATHS_COLUMNS = (
    *("panel", "quarter", "today", "past", "no_change", "plan"),
    *("low_80", "high_80", "low_50", "high_50"),
    *("upper", "upper_text", "upper_colour", "lower", "lower_text", "lower_colour"),
    *("lost", "note", "note_text", "festival"),
)
"""Columns of `paths`; ``upper`` and ``lower`` place the two labels at the end of the lines,
``note`` one inside the panel; ``lost`` is what a change takes away, where it is shaded;
``festival`` is set on the row that names the quarters of Double 11."""

DELIVERY_COLUMNS = ("panel", "title", "quarter", "today", "before", "planned", "delivered")
"""Columns of `delivery`, a row a lever and quarter; ``before`` is the value of today."""

LEVERS_DRAWN = 4
"""More levers than this are named in the text above the chart and kept in the download."""

_HEADROOM = 26
_IS_FESTIVAL = "substring(datum.quarter, 4) == 'Q4'"
_PATHS_GAP, _PATHS_LABELS = 10, 142
_DELIVERY_GAP, _DELIVERY_AXIS, _DELIVERY_RIGHT = 12, 40, 24


@dataclass(frozen=True, kw_only=True)
class Panel:
    """One measure: its title, its unit as `models.notation.METRICS` spells it, its colour.

    ``signed`` is for changes, which are written with their sign, and ``level`` for what they
    change, in the unit, 0 if not known; ``reported`` is for measures of which quarters before
    today are known; ``shaded`` for changes of which the loss is shaded.
    """

    title: str
    unit: str
    colour: str
    signed: bool = False
    level: float = 0.0
    reported: bool = False
    shaded: bool = False


@dataclass(frozen=True, kw_only=True)
class _Stretch:
    """Top and foot of a panel, and of its plot inside, as expressions in pixels."""

    index: int
    top: str
    inside: str
    foot: str


def _stretches(count: int, gap: int) -> Iterator[_Stretch]:
    for index in range(count):
        top = f"height * {index / count}"
        foot = f"height * {(index + 1) / count} - {gap}"
        yield _Stretch(index=index, top=top, inside=f"{top} + {_HEADROOM}", foot=foot)


@cache
def paths(style: Style, panels: tuple[Panel, ...], height: int) -> Spec:
    """Draw what was, what comes without and with the plan: a panel a measure, from above.

    ``height`` is that of the whole chart in pixels; titles are in the language of ``style``.
    """
    stretches = _stretches(len(panels), _PATHS_GAP)
    stack = [_path(style, *panel) for panel in zip(panels, stretches, strict=True)]
    return draw(style, height, *stack, *_named_rules(style), right=_PATHS_LABELS, own="y")


def _path(style: Style, panel: Panel, stretch: _Stretch) -> alt.LayerSpec:
    """Bands below, then lines, then words; the invisible targets of the pointer on top."""
    text, left = style.ink("text"), axis_width(style)
    rule: Look = {"color": style.ink("quiet"), "strokeWidth": 1, "where": "datum.today"}
    marks = [
        mark("rule", y=pixel(stretch.inside), y2=pixel(stretch.foot), **rule),
        _festival(style, stretch),
        bands("low_80", "high_80", panel.colour),
        bands("low_50", "high_50", panel.colour, 0.22),
        *([_lost(style)] if panel.shaded else []),
        lines("no_change", NO_CHANGE_COLOUR, 1.75, strokeDash=[5, 4]),
        lines("plan", panel.colour),
        *([_note(style)] if panel.signed else []),
        *([lines("past", text)] if panel.reported else []),
        # Today's figure is all the past there is when none was published.
        dots(40, y="past", color=text, where="datum.today"),
        end_labels(_PATHS_LABELS, "upper", baseline="bottom", aria=False),
        end_labels(_PATHS_LABELS, "lower", baseline="top", aria=False),
        _heading(style, alt.value(panel.title), stretch, left),
        *_hover_marks(style, panel),
    ]
    ends = (stretch.foot, stretch.inside)
    y = amounts(style, "plan", panel.unit, signed=panel.signed, ticks=3, stretch=ends)
    return shared(marks, f"datum.panel == {stretch.index}", x=quarters(), y=y)


def _festival(style: Style, stretch: _Stretch) -> alt.Chart:
    """Mark the quarters of Double 11, in which a year's sales peak."""
    ends = {"y": pixel(stretch.inside), "y2": pixel(stretch.foot)}
    look: Look = {"color": style.ink("grid"), "strokeWidth": 1.5, "aria": False}
    return mark("rule", where=f"{_IS_FESTIVAL} && !datum.today", **ends, **look)


def _lost(style: Style) -> alt.Chart:
    """Shade what is lost against no change."""
    return mark("area", y="lost", y2=alt.datum(0), color=style.ink("text"), opacity=0.2, aria=False)


def _note(style: Style) -> alt.Chart:
    """Write into a panel: the total of what is lost, or which futures a band holds."""
    look: Look = {"fontSize": 12, "align": "center", "fontWeight": 600}
    return words("note_text", style.ink("text"), y="note", where="isValid(datum.note)", **look)


def _heading(style: Style, title: object, stretch: _Stretch, left: int) -> alt.Chart:
    """Write above its left end what a panel shows, and in which unit."""
    place = {"x": alt.value(0), "y": pixel(f"{stretch.top} + 4"), "dx": -left, "baseline": "top"}
    return words(title, style.ink("text"), fontWeight=600, where="datum.today", **place)


def _hover_marks(style: Style, panel: Panel) -> Iterator[alt.Chart]:
    """Offer the figures of a quarter, to come or past, under the pointer."""
    coming = titles("quarter", "plan", "no_change", "low_80", "high_80")
    yield hover(style, panel.unit, coming, signed=panel.signed)
    if panel.reported:
        past = titles("quarter", "past")
        yield hover(style, panel.unit, past, signed=panel.signed, y="past", where="!datum.today")


def _named_rules(style: Style) -> Iterator[alt.Chart]:
    """Name the rule of today once at its foot, and one of Double 11 at its top."""
    names = titles("today", "festival")
    look: Look = {"fontSize": 12, "x": quarters()}
    foot: Look = {"y": pixel(f"height - {_PATHS_GAP} - 2"), "baseline": "bottom", "dx": 5, **look}
    top: Look = {"y": alt.value(4), "baseline": "top", "align": "center", **look}
    where, quiet = "datum.today && datum.panel == 0", style.ink("quiet")
    yield words(alt.value(names["today"]), quiet, where=where, **foot)
    yield words(alt.value(names["festival"]), quiet, where="isValid(datum.festival)", **top)


@cache
def delivery(style: Style, levers: int, height: int) -> Spec:
    """Draw targets of 1 to `LEVERS_DRAWN` levers beside what is delivered, each in its own unit."""
    stack = [_lever(style, stretch) for stretch in _stretches(levers, _DELIVERY_GAP)]
    return draw(style, height, *stack, right=_DELIVERY_RIGHT, own="y")


def _lever(style: Style, stretch: _Stretch) -> alt.LayerSpec:
    ends, width = (stretch.foot, stretch.inside), _DELIVERY_AXIS
    y = amounts(style, "planned", "", ticks=2, width=width, stretch=ends)
    marks = [
        lines("before", NO_CHANGE_COLOUR, 1.5, strokeDash=[5, 4]),
        lines("planned", style.own, 1.5, interpolate="step-after", opacity=0.6),
        lines("delivered", style.own),
        _heading(style, "title", stretch, width),
    ]
    return shared(marks, f"datum.panel == {stretch.index}", x=quarters(), y=y)
