"""Bars that lie: drivers, the rivals' answer, swings of assumptions, what ranges rest on.

Solid is a gain, or what is ours, or high; outlined is a loss, an answer, or low: gain and loss
differ by fill, for hues belong to platforms. Names stand on the left, figures on the right. A row
of the data is a bar, from above.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

from pages.charts.amounts import titles, tooltip, written
from pages.charts.axes import across, pixel, rows
from pages.charts.libraries import alt
from pages.charts.marks import (
    bars,
    clicks,
    draw,
    figures,
    hover,
    mark,
    names,
    shared,
    words,
    zero,
)
from pages.charts.style import LABEL_SIZE, Look, Spec, Style
from pages.labels.catalogue import t

WATERFALL_COLUMNS = (
    *("row", "key", "name", "start", "end", "kind", "effect", "low_80", "high_80", "text"),
)
"""``kind`` is gain, loss, unclear or total."""

TAKEBACK_COLUMNS = (
    *("row", "name", "start", "end", "change", "low_80", "high_80", "text", "percent", "range"),
    *("colour", "solid", "bridge"),
)
"""``solid`` where the bar is ours; ``percent`` of our gain, empty where there is none."""

TORNADO_COLUMNS = (
    *("row", "name", "low", "high", "central", "text", "low_end", "high_end", "grade"),
)
"""A row an assumption; figures against no change."""

EVIDENCE_COLUMNS = (
    *("row", "name", "grade", "meaning", "start", "stop", "share", "text"),
    *("fill", "stroke", "ink"),
)
"""A row a cut; ``start`` and ``stop`` are shares of the bar."""


@cache
def waterfall(style: Style, unit: str, count: int, height: int) -> Spec:
    """Lead from no change to the plan: a floating bar a lever, the plan last of ``count``."""
    left, right, size = 232, 178, 17
    labels = {"name": t("waterfall.name"), "effect": t("waterfall.effect")}
    labels |= titles("low_80", "high_80")
    # Some bars are too small to hit: the whole row is told, and takes the click.
    row: Look = {"height": size + 12, "x": alt.value(-left), "x2": pixel(f"width + {right}")}
    row |= {"tooltip": tooltip(style, unit, labels, signed=True), "opacity": 0}
    marks = [
        *_floating(style, size),
        _step(style),
        names(style, left),
        figures(style, right),
        mark("rect", cursor="pointer", **row).add_params(clicks()),
    ]
    x = across("start", written(style, unit, signed=True), grid=True, zero=True, padding=12)
    body = shared(marks, x=x, y=rows(count))
    return draw(style, height, zero(), body, left=left, right=right)


def _floating(style: Style, size: int) -> Iterator[alt.Chart]:
    """Give the bars of each kind: solid, outlined, dotted where the sign is unsure."""
    own: Look = {"stroke": style.own, "fill": style.own}
    text: Look = {"stroke": style.ink("text"), "fill": style.ink("text")}
    hollow: Look = {"stroke": style.own, "fill": style.ink("ground")}
    looks: dict[str, Look] = {
        "gain": own,
        "loss": {"strokeWidth": 2, **hollow},
        "unclear": {"strokeWidth": 1.5, "strokeDash": [2, 3], **hollow},
        "total": text,
    }
    for kind, look in looks.items():
        yield bars("start", "end", size, where=f"datum.kind == '{kind}'", **look)


def _step(style: Style) -> alt.Chart:
    """Lead the eye from the end of one bar to the start of the next."""
    look: Look = {"color": style.ink("quiet"), "strokeWidth": 1, "size": 34, "thickness": 1}
    look |= {"orient": "vertical", "yOffset": 16, "aria": False}
    return mark("tick", x="end", where="datum.kind != 'total'", **look)


@cache
def takeback(style: Style, unit: str, count: int, height: int) -> Spec:
    """Draw gain, answer, remainder in ``count`` bars: from what we gain to what is left us."""
    left, right, size, quiet = 178, 158, 22, style.ink("quiet")
    outlined: Look = {"fill": style.ink("ground"), "stroke": "colour", "strokeWidth": 2}
    below = {"color": quiet, "dy": 9}
    labels = {"name": t("takeback.who"), "change": t("takeback.change")}
    labels |= titles("low_80", "high_80")
    marks = [
        bars("start", "end", size, color="colour", where="datum.solid"),
        bars("start", "end", size, where="!datum.solid", **outlined),
        _bridge(quiet),
        names(style, left),
        figures(style, right, dy=-7),
        figures(style, right, "range", **below),
        words("percent", style.ink("text"), x=pixel("width + 18"), dy=-7),
        hover(style, unit, labels, 900, signed=True),
    ]
    x = across("end", written(style, unit, signed=True), grid=True, zero=True, padding=14)
    body = shared(marks, x=x, y=rows(count))
    return draw(style, height, zero(), body, left=left, right=right)


def _bridge(ink: str) -> alt.Chart:
    """Join the end of a bar to the next one."""
    look: Look = {"color": ink, "strokeDash": [2, 2], "aria": False}
    joined = mark("rule", x="end", y2="below", **look)
    return joined.transform_calculate(below="datum.row + 1").transform_filter("datum.bridge")


@cache
def tornado(style: Style, unit: str, count: int, height: int) -> Spec:
    """Set ``count`` assumptions to both ends of what they may be: solid high, outlined low."""
    left, right, small = 372, 148, LABEL_SIZE
    look: Look = {"stroke": style.own, "strokeWidth": 1.5}
    labels = titles("name", "low", "high", of="tornado")
    marks = [
        bars("central", "low", 15, fill=style.ink("ground"), **look),
        bars("central", "high", 15, fill=style.own, **look),
        names(style, left, fontSize=small, limit=left - 12),
        figures(style, right, fontSize=small, limit=left),
        hover(style, unit, labels, 600, signed=True),
    ]
    middle = mark("rule", x="central", color=style.ink("text"), strokeWidth=1.5, aria=False)
    label = written(style, unit, signed=True)
    x = across("high", label, grid=True, ticks=6, padding=10)
    body = shared(marks, x=x, y=rows(count))
    return draw(style, height, body, middle, left=left, right=right)


@cache
def evidence(style: Style, measures: int, height: int) -> Spec:
    """Draw what ranges rest on: a bar a measure, cut by grade, own assumptions and chance.

    Grades differ by lightness and fill, never by hue: what is known is dark, judgement is hollow,
    chance is pale; what the reader assumes is in the own colour.
    """
    left = 190
    labels = {"meaning": t("evidence.meaning"), "share": t("evidence.share")}
    inside = words("text", "ink", x="middle", align="center")
    marks = [
        _cuts(fill="fill", stroke="stroke", strokeWidth=1.5, opacity=1, aria=False),
        inside.transform_calculate(middle="(datum.start + datum.stop) / 2"),
        names(style, left, where="datum.grade == 'A'"),
        _cuts(opacity=0, tooltip=tooltip(style, "share", labels)),
    ]
    scale = alt.Scale(domain=[0, 1], nice=False)
    x = alt.X(field="start", type="quantitative", axis=None, scale=scale)
    body = shared(marks, x=x, y=rows(measures))
    return draw(style, height, body, left=left, right=2)


def _cuts(**look: Any) -> alt.Chart:  # noqa: ANN401
    """Rectangles from ``start`` to ``stop``, each as high as a good third of its row."""
    ends = {"top": "datum.row - 0.36", "foot": "datum.row + 0.36"}
    cut = mark("rect", x2="stop", y="top", y2="foot", **look)
    placed: alt.Chart = cut.transform_filter("datum.share > 0").transform_calculate(**ends)
    return placed


def inks(style: Style, grade: str) -> tuple[str, str, str]:
    """Fill, outline and ink of the words of one cut of `evidence`."""
    text, ground = style.ink("text"), style.ink("ground")
    looks = {
        "A": (text, text, ground),
        "B": (style.ink("quiet"), text, ground),
        "C": (style.ink("grid"), text, text),
        "D": (ground, text, text),
        "own": (style.own, style.own, ground),
    }
    return looks.get(grade, (style.ink("grid"), style.ink("grid"), style.ink("quiet")))
