"""Heat map of plans by measure: change against no change, darker where it is larger.

A gain is tinted in the group's colour, a loss is hatched by an outline in the colour of text, so
that the two are told apart without hue.
"""

from __future__ import annotations

from functools import cache

from pages.charts.axes import rows
from pages.charts.libraries import alt
from pages.charts.marks import draw, mark, names, shared, words
from pages.charts.style import Look, Spec, Style
from pages.labels.catalogue import t

COLUMNS = ("row", "name", "column", "measure", "sign", "strength", "text", "detail")
"""Columns of the data, a row a cell; ``strength`` is 0 to 1 within its measure."""

_NAMES, HEAD = 210, 38
"""Width of the names beside the map and height of the heads above it, two lines, in pixels."""

_IN_TWO = r"replace(datum.measure, / (?=[^ ]*$)/, '\n')"
"""A head broken before its last word: heads in one line run into each other in a narrow map."""


@cache
def heat(style: Style, plans: int, columns: int, height: int) -> Spec:
    """Build the map for so many plans and measures."""
    scale = alt.Scale(domain=[-0.5, columns - 0.5], nice=False, zero=False)
    x = alt.X(field="column", type="quantitative", axis=None, scale=scale)
    # A little ground stays between the cells.
    width, step = {"expr": f"width / {columns} - 4"}, (height - HEAD) / plans - 4
    size: Look = {"width": width, "height": step}
    centred: Look = {"align": "center"}
    marks = [
        _cells(1, fill=style.own, fillOpacity=_strength(alt.FillOpacity, 0.08, 0.55), **size),
        _cells(
            -1,
            fillOpacity=0,
            stroke=style.ink("text"),
            strokeDash=[3, 3],
            strokeWidth=_strength(alt.StrokeWidth, 0.5, 2.5),
            **size,
        ),
        words("text", style.ink("text"), **centred),
        mark("rect", fillOpacity=0, tooltip=_tooltip(), **size),
        names(style, _NAMES, where="datum.column == 0"),
    ]
    head: Look = {"y": alt.value(HEAD / 4 - 1), "where": "datum.row == 0"}
    heads = words("head", style.ink("quiet"), x=x, lineBreak="\n", **head, **centred)
    heads = heads.transform_calculate(head=_IN_TWO)
    body = shared(marks, x=x, y=rows(plans, str(HEAD), str(height)))
    return draw(style, height, body, heads, left=_NAMES, right=0, plot=64 * columns)


def _cells(sign: int, **look: object) -> alt.Chart:
    return mark("rect", cornerRadius=3, aria=False, where=f"datum.sign == {sign}", **look)


def _strength(channel: type, low: float, high: float) -> object:
    scale = alt.Scale(domain=[0, 1], range=[low, high])
    return channel(field="strength", type="quantitative", scale=scale, legend=None)


def _tooltip() -> object:
    labels = {"name": t("heat.plan"), "measure": t("heat.measure"), "detail": t("heat.change")}
    cells = ", ".join(f"'{word}': datum['{field}']" for field, word in labels.items())
    return alt.value({"expr": "{" + cells + "}"})
