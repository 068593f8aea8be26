"""Points in the plane of two amounts: goal seek, the frontier of plans, the box of misses."""

from __future__ import annotations

from functools import cache

from pages.charts.amounts import written
from pages.charts.axes import across, amounts, pixel
from pages.charts.libraries import alt
from pages.charts.marks import (
    clicks,
    dots,
    draw,
    end_labels,
    hover,
    lines,
    mark,
    no_change,
    shared,
    words,
)
from pages.charts.style import NO_CHANGE_COLOUR, Look, Spec, Style
from pages.labels.catalogue import t

SEEK_COLUMNS = ("kind", "name", "setting", "figure", "allowed", "profit")
"""``kind`` is curve, target, root, outside or today; ``allowed`` is the figure within limits."""

DEGREES_COLUMNS = ("kind", "name", "setting", "figure", "label", "end", "end_text", "end_colour")
"""``kind`` is set, together, apart, or a point: best, plan, structure; ``end`` places labels."""

FRONTIER_COLUMNS = ("key", "kind", "name", "x", "y")
"""``kind`` is plan, chosen, today or here: the plan on the table."""

BOX_COLUMNS = ("x", "y", "missed", "left", "right", "low", "high", "x_name", "y_name")
"""A row a future; one row more holds the box and the names of the axes."""


@cache
def seek(style: Style, unit: str, lever_unit: str, title: str, height: int) -> Spec:
    """Draw what one lever does to one measure, and below it to profit, on the same settings.

    The target is a rule, the answers are points; grey is what breaks a limit. The measure is in
    ``unit``; ``title`` names lever and unit.
    """
    target: Look = {"x": alt.value(0), "x2": alt.value("width"), "where": "datum.kind == 'target'"}
    dash: Look = {"color": style.ink("text"), "strokeDash": [5, 4], "strokeWidth": 1.5}
    name: Look = {"align": "center", "baseline": "bottom", "dy": -14, "aria": False}
    labels = {"name": t("seek.setting"), "figure": t("seek.figure")}
    curve = "datum.kind == 'curve'"
    marks = [
        lines("figure", style.ink("quiet"), 1.75, where=curve),
        lines("allowed", style.own, where=curve),
        mark("rule", **dash, **target),
        _point("root", 170, style.own, style.own),
        _point("outside", 130, style.ink("ground"), style.ink("quiet")),
        _today(),
        words(
            "name", style.ink("text"), where="datum.kind != 'curve' && isValid(datum.name)", **name
        ),
        hover(style, unit, labels, 350, where="datum.kind != 'target'"),
    ]
    x = across("setting", written(style, lever_unit), title=title, ticks=6, padding=16)
    upper = amounts(style, "figure", unit, stretch=(f"height * {_UPPER}", "0"))
    lower = amounts(style, "profit", "RMB bn", ticks=3, stretch=("height", f"height * {_LOWER}"))
    paid = {"profit": t("seek.profit")}
    profit = [
        lines("profit", style.ink("text"), where=curve),
        mark("point", filled=True, opacity=1, size=90, color=style.ink("text"), where=_MARKED),
        hover(style, "RMB bn", paid, 350, where=curve),
    ]
    head = words(
        alt.value(t("seek.profit")),
        style.ink("quiet"),
        x=pixel(0),
        y=pixel(f"height * {_LOWER} - 14"),
        where="datum.kind == 'today'",
    )
    return draw(
        style, height, shared(marks, x=x, y=upper), shared(profit, x=x, y=lower), head, own="y"
    )


_UPPER, _LOWER = 0.58, 0.76
"""Foot of the panel of the measure and top of that of profit, in parts of the height."""

_MARKED = "datum.kind == 'root' || datum.kind == 'today'"


def _point(kind: str, size: int, fill: str, stroke: str, shape: str = "circle") -> alt.Chart:
    look: Look = {"fill": fill, "stroke": stroke, "shape": shape, "strokeWidth": 2}
    return dots(size, aria=False, where=f"datum.kind == '{kind}'", **look)


def _today() -> alt.Chart:
    return _point("today", 120, NO_CHANGE_COLOUR, NO_CHANGE_COLOUR, "diamond")


@cache
def degrees(style: Style, unit: str, title: str, height: int) -> Spec:
    """Draw a measure by a share that is tried from none to all, thick as the reader set it.

    Two thin lines beside it show other assumptions; points mark the best, the plan and others that
    have names. The measure is in ``unit``; ``title`` names the share.
    """
    ink, quiet = style.ink("text"), style.ink("quiet")
    labels = {"name": t("structure.sweep.line"), "figure": t("structure.sweep.figure")}
    thin: Look = {"color": quiet, "width": 1.75}
    name: Look = {"align": "center", "baseline": "bottom", "dy": -11, "aria": False}
    marks = [
        no_change(),
        lines("figure", where="datum.kind == 'together'", **thin),
        lines("figure", where="datum.kind == 'apart'", strokeDash=[5, 4], **thin),
        lines("figure", style.own, where="datum.kind == 'set'"),
        _point("structure", 60, style.ink("ground"), style.own),
        _point("plan", 110, NO_CHANGE_COLOUR, NO_CHANGE_COLOUR, "diamond"),
        _point("best", 150, style.own, style.own),
        words("label", ink, where="isValid(datum.label)", **name),
        end_labels(_DEGREES_LABELS, x=pixel("width")),
        hover(style, unit, labels, 200, signed=True),
    ]
    x = across("setting", written(style, "share"), title=title, ticks=6)
    y = amounts(style, "figure", unit, signed=True)
    return draw(style, height, shared(marks, x=x, y=y), right=_DEGREES_LABELS)


_DEGREES_LABELS = 150


@cache
def frontier(style: Style, units: tuple[str, str], title: str, height: int) -> Spec:
    """Draw the best plans in two measures, joined in order, today and the chosen one marked.

    ``units`` are those of the axes, ``title`` names the horizontal one.
    """
    labels = {"name": t("heat.plan"), "y": t("frontier.up")}
    marks = [
        lines("y", style.own, 1.5, opacity=0.6, where="isValid(datum.key)"),
        _point("plan", 90, style.ink("ground"), style.own),
        _point("chosen", 190, style.own, style.own),
        _today(),
        _point("here", 200, style.ink("text"), style.ink("text"), "diamond"),
        words("name", style.ink("text"), dx=12, aria=False, where="!isValid(datum.key)"),
        hover(style, units[1], labels, cursor="pointer").add_params(clicks()),
    ]
    x = across("x", written(style, units[0]), title=title, ticks=6, padding=24)
    return draw(style, height, shared(marks, x=x, y=amounts(style, "y", units[1])))


@cache
def box(style: Style, height: int) -> Spec:
    """Draw futures by two assumptions, filled for a miss, outlined else, and the box of misses."""
    axis: Look = {"title": None, "grid": False, "tickCount": 5, "format": ",.4~r"}
    scale = alt.Scale(zero=False, nice=False, padding=8)
    x = alt.X(field="x", type="quantitative", axis=alt.Axis(**axis), scale=scale)
    narrow = alt.Axis(**axis, minExtent=40, maxExtent=40)
    y = alt.Y(field="y", type="quantitative", axis=narrow, scale=scale)
    inside: Look = {"x": "left", "x2": "right", "y": "low", "y2": "high"}
    look: Look = {"fill": style.own, "stroke": style.own, "strokeWidth": 2, "fillOpacity": 0.08}
    usual: Look = {"size": 20, "opacity": 0.8, "aria": False}
    held: Look = {"filled": False, "strokeWidth": 1, "color": style.ink("quiet")}
    marks = [
        mark("rect", aria=False, where="isValid(datum.left)", **inside, **look),
        dots(x=x, y=y, where="datum.missed === false", **usual, **held),
        dots(x=x, y=y, where="datum.missed", **usual, color=style.ink("text")),
        _axis_name(style, "x_name", "width", "height + 26", align="right", baseline="top"),
        _axis_name(style, "y_name", "-40", "-8", baseline="bottom"),
    ]
    return draw(style, height, *marks)


def _axis_name(style: Style, field: str, x: str, y: str, **look: str) -> alt.Chart:
    """Name an axis at its end, above or below the plot, clear of the dots."""
    place = {"x": pixel(x), "y": pixel(y), "limit": 520}
    return words(field, style.ink("quiet"), where=f"isValid(datum.{field})", **place, **look)
