"""Lines in one panel: plans, options, shares, assumptions, a forecast of the past, a curve.

Everywhere the plan or what came is solid, no change dashed and grey, and lines are named at their
ends. A row of the data is a quarter, or a line and quarter.
"""

from __future__ import annotations

from functools import cache

from pages.charts.amounts import titles, written
from pages.charts.axes import across, amounts, pixel, quarters
from pages.charts.libraries import alt
from pages.charts.marks import (
    bands,
    dots,
    draw,
    end_labels,
    hover,
    lines,
    mark,
    no_change,
    shared,
)
from pages.charts.style import LINE_WIDTH, NO_CHANGE_COLOUR, Look, Spec, Style
from pages.labels.catalogue import t

TRAJECTORIES_COLUMNS = ("quarter", "plan", "name", "part", "change", "label", "label_text")
"""``plan`` counts from 0, ``part`` is front, against or other."""

OPTIONS_COLUMNS = ("quarter", "option", "name", "change", "low_80", "high_80", "decided")
"""``option`` counts from 0."""

SHARES_COLUMNS = (
    *("quarter", "line", "name", "share", "counts", "dashed", "low", "high"),
    *("end", "end_text", "end_colour"),
)
"""A row a line and quarter; labels on rows of the last one."""

LINES = ("no_change_ours", "no_change_yours", "plan_ours", "plan_yours")
FOURLINES_COLUMNS = ("quarter", *LINES, "low_80", "high_80", "end", "end_text", "end_colour")
"""The range is that of the plan under yours, ``end`` places the labels."""

HINDSIGHT_COLUMNS = (
    *("quarter", "origin", "past", "came", "forecast", "alone", "naive"),
    *("low_80", "high_80", "low_50", "high_50", "end", "end_text", "end_colour"),
)
"""``origin`` marks the last quarter known, ``end`` places the labels."""

OUTLOOK_COLUMNS = (
    *("quarter", "origin", "past", "old", "old_low", "old_high", "new", "new_low", "new_high"),
    *("end", "end_text", "end_colour"),
)
"""``origin`` marks the quarter from which the new forecast starts, ``end`` places the labels."""

CURVE_COLUMNS = (
    *("setting", "before", "before_low", "before_high", "after", "after_low", "after_high"),
    *("measured", "measured_low", "measured_high"),
)
"""A row a setting, in the unit of the lever; the row of the test alone has what was measured."""

DASHES = ([1, 0], [7, 3], [2, 3], [9, 3, 2, 3])
"""Dashes by option; the first, solid, is for the one that was taken."""

_DASHED: Look = {"strokeDash": [5, 4]}
_PLANS_LABELS, _FOURLINES_LABELS, _HINDSIGHT_LABELS = 200, 168, 92
_HINDSIGHT_UNIT = "RMB bn/quarter"


@cache
def trajectories(style: Style, unit: str, plans: int, height: int) -> Spec:
    """Draw plans on the same axes: change of one measure against no change, a line a plan.

    The plan in front is in the group's colour, the one it is set against dashed in the colour of
    text, the others grey.
    """
    inks = {"other": NO_CHANGE_COLOUR, "against": style.ink("text"), "front": style.own}
    looks: dict[str, Look] = {part: {"color": ink, "width": 1.75} for part, ink in inks.items()}
    looks["front"] |= {"width": LINE_WIDTH}
    looks["against"] |= {"strokeDash": [7, 3]}
    # Not read aloud: a part without a plan leaves an empty group; the points under the pointer are.
    drawn = [
        lines("change", aria=False, where=f"datum.plan == {plan} && datum.part == '{part}'", **look)
        for part, look in looks.items()
        for plan in range(plans)
    ]
    named = [_plan_name(part, style.words_in(ink)) for part, ink in inks.items()]
    labels = {"name": t("heat.plan"), "change": t("heat.change")}
    marks = [no_change(), *drawn, *named, hover(style, unit, labels, 250, signed=True)]
    return draw(style, height, _changes(style, unit, marks), right=_PLANS_LABELS)


def _plan_name(part: str, ink: str) -> alt.Chart:
    look: Look = {"color": ink, "aria": False, "x": pixel("width")}
    where = f"datum.label_text != '' && datum.part == '{part}'"
    return end_labels(_PLANS_LABELS, "label", where=where, **look)


def _changes(style: Style, unit: str, marks: list[alt.Chart]) -> alt.LayerSpec:
    """Lay ``marks`` over quarters and changes against no change."""
    y = amounts(style, "change", unit, zero=True, signed=True)
    return shared(marks, x=quarters(), y=y)


@cache
def options(style: Style, unit: str, dashes: tuple[int, ...], height: int) -> Spec:
    """Draw options of a decision: change of one measure against no change, a line an option.

    The option that was taken is a solid line in the group's colour with its range; the others are
    dashed in the colour of text. ``dashes`` numbers the look of each.
    """
    looks: list[Look] = [
        {"color": style.ink("text"), "width": 1.75} if dash else {"color": style.own}
        for dash in dashes
    ]
    drawn = [
        lines("change", strokeDash=DASHES[dash], where=f"datum.option == {option}", **look)
        for option, (dash, look) in enumerate(zip(dashes, looks, strict=True))
    ]
    band = bands("low_80", "high_80", style.own, where="datum.decided")
    labels = {"name": t("cases.option"), "change": t("cases.change")}
    labels |= titles("low_80", "high_80")
    marks = [no_change(), band, *drawn, hover(style, unit, labels, 250, signed=True)]
    return draw(style, height, _changes(style, unit, marks))


@cache
def shares(style: Style, height: int, labels: int, *, whole: bool = True) -> Spec:
    """Draw shares by quarter: a thin line each, a thick one with its band for the one that counts.

    ``labels`` is the width that names take beside it; ``whole`` draws the axis from nothing to
    all, else it fits the data.
    """
    scale = alt.Scale(domain=[0, 1], nice=False) if whole else alt.Scale(zero=False, nice=True)
    axis = alt.Axis(title=None, grid=True, tickCount=5, format=".0%", minExtent=40, maxExtent=40)
    y = alt.Y(field="share", type="quantitative", scale=scale, axis=axis)
    kinds = [(counts, dashed) for counts in (False, True) for dashed in (False, True)]
    cells = [
        alt.Tooltip(field="name", type="nominal", title=" "),
        alt.Tooltip(field="quarter", type="nominal", title=" "),
        alt.Tooltip(field="share", type="quantitative", format=".1%", title=" "),
    ]
    marks = [
        bands("low", "high", style.own, where="isValid(datum.low)"),
        *(_share(style, counts=counts, dashed=dashed) for counts, dashed in kinds),
        mark("circle", size=250, opacity=0, tooltip=cells),
    ]
    named = end_labels(labels, x=pixel("width"))
    return draw(style, height, shared(marks, x=quarters(), y=y), named, right=labels)


def _share(style: Style, *, counts: bool, dashed: bool) -> alt.Chart:
    ink, width = (style.own, 3.5) if counts else (style.ink("quiet"), 1.75)
    look: Look = {"strokeDash": [7, 4]} if dashed else {}
    where = f"datum.counts == {str(counts).lower()} && datum.dashed == {str(dashed).lower()}"
    each = alt.Detail(field="line", type="ordinal")
    return lines("share", ink, width, aria=False, detail=each, where=where, **look)


@cache
def fourlines(style: Style, unit: str, height: int, *, signed: bool = False) -> Spec:
    """Draw no change and plan, each under our assumptions, thin, and the reader's, thick.

    ``signed`` is for changes against no change under our assumptions.
    """
    labels = titles("quarter") | titles(*LINES, of="assumptions.line") | titles("low_80", "high_80")
    marks = [
        bands("low_80", "high_80", style.own, 0.13),
        lines("no_change_ours", NO_CHANGE_COLOUR, 1.5, **_DASHED),
        lines("no_change_yours", NO_CHANGE_COLOUR, **_DASHED),
        lines("plan_ours", style.own, 1.5),
        lines("plan_yours", style.own),
        end_labels(_FOURLINES_LABELS, x=pixel("width")),
        hover(style, unit, labels, signed=signed),
    ]
    y = amounts(style, "plan_yours", unit, signed=signed)
    return draw(style, height, shared(marks, x=quarters(), y=y), right=_FOURLINES_LABELS)


@cache
def hindsight(style: Style, colour: str, height: int) -> Spec:
    """Draw a forecast of the past with its ranges in ``colour``, and what came over it."""
    text = style.ink("text")
    names = ("quarter", "came", "forecast", "low_80", "high_80", "alone", "naive")
    rule: Look = {"color": style.ink("quiet"), "strokeWidth": 1, "where": "datum.origin"}
    marks = [
        mark("rule", y=alt.value(0), y2=pixel("height"), **rule),
        bands("low_80", "high_80", colour),
        bands("low_50", "high_50", colour, 0.22),
        lines("naive", NO_CHANGE_COLOUR, 1.75, **_DASHED),
        lines("alone", colour, 1.25, strokeDash=[1, 3]),
        lines("forecast", colour),
        lines("past", text),
        lines("came", text),
        dots(46, y="came", color=text),
        end_labels(_HINDSIGHT_LABELS, x=pixel("width")),
        hover(style, _HINDSIGHT_UNIT, titles(*names, of="accuracy.chart")),
    ]
    y = amounts(style, "forecast", _HINDSIGHT_UNIT)
    return draw(style, height, shared(marks, x=quarters(), y=y), right=_HINDSIGHT_LABELS)


@cache
def outlook(style: Style, unit: str, height: int) -> Spec:
    """Draw what was reported, and a forecast before and after figures came, each with its range."""
    text, names = style.ink("text"), ("quarter", "past", "old", "new", "new_low", "new_high")
    rule: Look = {"color": style.ink("quiet"), "strokeWidth": 1, "where": "datum.origin"}
    marks = [
        mark("rule", y=alt.value(0), y2=pixel("height"), **rule),
        bands("old_low", "old_high", NO_CHANGE_COLOUR, 0.16),
        bands("new_low", "new_high", style.own),
        lines("old", NO_CHANGE_COLOUR, **_DASHED),
        lines("new", style.own),
        lines("past", text),
        dots(46, y="past", color=text),
        end_labels(_HINDSIGHT_LABELS, x=pixel("width")),
        hover(style, unit, titles(*names, of="own_day.chart")),
    ]
    y = amounts(style, "new", unit)
    return draw(style, height, shared(marks, x=quarters(), y=y), right=_HINDSIGHT_LABELS)


@cache
def curve(style: Style, unit: str, lever_unit: str, title: str, height: int) -> Spec:
    """Draw the curve of a lever before and after a test, and what the test measured.

    The effect is in ``unit``; ``title`` names the unit of the lever.
    """
    text = style.ink("text")
    labels = {"setting": t("own.curve.lever")}
    labels |= titles("before", "after", "measured", of="own.curve")
    marks = [
        bands("before_low", "before_high", NO_CHANGE_COLOUR, 0.22),
        bands("after_low", "after_high", style.own, 0.20),
        lines("before", NO_CHANGE_COLOUR, **_DASHED),
        lines("after", style.own),
        mark("rule", y="measured_low", y2="measured_high", color=text, strokeWidth=1.5),
        dots(90, y="measured", color=text),
        hover(style, unit, labels, signed=True),
    ]
    x = across("setting", written(style, lever_unit), title=title)
    y = amounts(style, "after", unit, zero=True, signed=True)
    return draw(style, height, shared(marks, x=x, y=y))
