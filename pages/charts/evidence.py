"""What ranges rest on: a bar a measure, cut by evidence grade and chance.

Grades differ by lightness and fill, never by hue: what is known is dark, judgement is hollow,
chance is pale. One row of the data is a cut, with the columns of `COLUMNS`.
"""

from functools import cache
from typing import Any

import altair as alt

from pages.charts.amounts import tooltip
from pages.charts.axes import pixel, spacer
from pages.charts.style import LABEL_SIZE, Look, Spec, Style, finish
from pages.labels.catalogue import t

COLUMNS = (
    "row", "name", "grade", "meaning", "start", "stop", "share", "text", "fill", "stroke", "ink",
)  # fmt: skip
"""Columns of the data; ``row`` counts from 0, ``start`` and ``stop`` are shares of the bar."""

_NAMES_WIDTH = 190
_BAR = 0.36


@cache
def evidence(style: Style, measures: int, height: int) -> Spec:
    """Build the chart for so many measures."""
    rows = alt.Scale(domain=[-0.5, measures - 0.5], nice=False, zero=False, reverse=True)
    y = alt.Y(field="row", type="quantitative", axis=None, scale=rows)
    across = alt.Scale(domain=[0, 1], nice=False)
    x = alt.X(field="start", type="quantitative", axis=None, scale=across)
    marks = [_cuts(), _inside(), _names(style), _hover(style)]
    edge = alt.Chart().mark_rule(opacity=0, aria=False)
    left = edge.encode(x=alt.value(-_NAMES_WIDTH), y=alt.value(0), y2=alt.value(1))
    body = alt.layer(*marks).encode(x=x, y=y)
    chart = alt.layer(body, left, spacer(2), data=alt.NamedData(name="main"))
    return finish(chart, style, height)


def inks(style: Style, grade: str) -> tuple[str, str, str]:
    """Fill, outline and ink of the words of one cut."""
    text, ground = style.ink("text"), style.ink("ground")
    looks = {
        "A": (text, text, ground),
        "B": (style.ink("quiet"), text, ground),
        "C": (style.ink("grid"), text, text),
        "D": (ground, text, text),
    }
    return looks.get(grade, (style.ink("grid"), style.ink("grid"), style.ink("quiet")))


def _paint() -> Look:
    return {
        "fill": alt.Fill(field="fill", type="nominal", scale=None),
        "stroke": alt.Stroke(field="stroke", type="nominal", scale=None),
    }


def _cuts() -> alt.Chart:
    """Draw the cuts; each is a rectangle as high as a good third of its row."""
    mark = alt.Chart().mark_rect(strokeWidth=1.5, opacity=1, aria=False)
    top, foot = (f"datum.row {sign} {_BAR}" for sign in ("-", "+"))
    placed: Any = mark.transform_filter("datum.share > 0").transform_calculate(top=top, foot=foot)
    stop = alt.X2(field="stop")
    return placed.encode(
        y=alt.Y(field="top", type="quantitative"), y2=alt.Y2(field="foot"), x2=stop, **_paint()
    )


def _inside() -> alt.Chart:
    """Write grade and share into every cut that is wide enough for them."""
    mark = alt.Chart().mark_text(baseline="middle", align="center", fontSize=LABEL_SIZE)
    middle = mark.transform_calculate(middle="(datum.start + datum.stop) / 2")
    return middle.encode(
        x=alt.X(field="middle", type="quantitative"),
        text=alt.Text(field="text", type="nominal"),
        color=alt.Color(field="ink", type="nominal", scale=None),
    )


def _names(style: Style) -> alt.Chart:
    look: Look = {"fontSize": LABEL_SIZE, "color": style.ink("text"), "limit": _NAMES_WIDTH - 8}
    mark = alt.Chart().mark_text(align="left", baseline="middle", **look)
    words = mark.encode(x=pixel(str(-_NAMES_WIDTH)), text=alt.Text(field="name", type="nominal"))
    return words.transform_filter("datum.grade == 'A'")


def _hover(style: Style) -> alt.Chart:
    """Offer grade and share under the pointer."""
    rows = {"meaning": t("evidence.meaning"), "share": t("evidence.share")}
    mark = alt.Chart().mark_rect(opacity=0)
    placed: Any = mark.transform_filter("datum.share > 0").transform_calculate(
        top=f"datum.row - {_BAR}", foot=f"datum.row + {_BAR}"
    )
    return placed.encode(
        y=alt.Y(field="top", type="quantitative"),
        y2=alt.Y2(field="foot"),
        x2=alt.X2(field="stop"),
        tooltip=tooltip(style, "share", rows),
    )
