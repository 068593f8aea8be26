"""Heat map of plans by measure: change against no change, darker where it is larger.

A gain is tinted in the group's colour, a loss is hatched by an outline in the colour of text, so
that the two are told apart without hue.
"""

from functools import cache

import altair as alt

from pages.charts.axes import pixel, spacer
from pages.charts.style import LABEL_SIZE, Look, Spec, Style, finish
from pages.labels.catalogue import t

COLUMNS = ("row", "name", "column", "measure", "sign", "strength", "text", "detail")
"""Columns of the data, a row a cell; ``strength`` is 0 to 1 within its measure."""

_NAMES = 210
_HEAD = 26


@cache
def heat(style: Style, rows: int, columns: int, height: int) -> Spec:
    """Build the map for so many plans and measures."""
    down = alt.Scale(domain=[-0.5, rows - 0.5], range=[_HEAD, height], nice=False, zero=False)
    across = alt.Scale(domain=[-0.5, columns - 0.5], nice=False, zero=False)
    y = alt.Y(field="row", type="quantitative", axis=None, scale=down)
    x = alt.X(field="column", type="quantitative", axis=None, scale=across)
    step = (height - _HEAD) / rows
    marks = [
        _cells(style, 1, columns, step),
        _cells(style, -1, columns, step),
        _text(style, "text", LABEL_SIZE),
        _hover(columns, step),
        _names(style),
    ]
    heads = _text(style, "measure", 12, quiet=True).encode(y=alt.value(_HEAD / 2 - 2))
    body = alt.layer(*marks).encode(x=x, y=y)
    top = heads.encode(x=x).transform_filter("datum.row == 0")
    left = alt.Chart().mark_rule(opacity=0, aria=False)
    edge = left.encode(x=alt.value(-_NAMES), y=alt.value(0), y2=alt.value(1))
    chart = alt.layer(body, top, edge, spacer(0), data=alt.NamedData(name="main"))
    return finish(chart, style, height)


def _size(columns: int, step: float) -> Look:
    """Size of a cell in pixels, with a little ground between the cells."""
    return {"width": {"expr": f"width / {columns} - 4"}, "height": step - 4}


def _cells(style: Style, sign: int, columns: int, step: float) -> alt.Chart:
    look: Look = {"cornerRadius": 3, "aria": False, **_size(columns, step)}
    if sign > 0:
        look |= {"fill": style.own}
        scale = alt.Scale(domain=[0, 1], range=[0.08, 0.55])
        tint = alt.FillOpacity(field="strength", type="quantitative", scale=scale, legend=None)
        mark = alt.Chart().mark_rect(**look).encode(fillOpacity=tint)
    else:
        look |= {"fillOpacity": 0, "stroke": style.ink("text"), "strokeDash": [3, 3]}
        scale = alt.Scale(domain=[0, 1], range=[0.5, 2.5])
        width = alt.StrokeWidth(field="strength", type="quantitative", scale=scale, legend=None)
        mark = alt.Chart().mark_rect(**look).encode(strokeWidth=width)
    return mark.transform_filter(f"datum.sign == {sign}")


def _text(style: Style, field: str, size: int, *, quiet: bool = False) -> alt.Chart:
    look: Look = {"fontSize": size, "color": style.ink("quiet" if quiet else "text")}
    mark = alt.Chart().mark_text(**look, baseline="middle", align="center")
    return mark.encode(text=alt.Text(field=field, type="nominal"))


def _names(style: Style) -> alt.Chart:
    look: Look = {"fontSize": LABEL_SIZE, "color": style.ink("text"), "limit": _NAMES - 10}
    mark = alt.Chart().mark_text(**look, baseline="middle", align="left")
    words = mark.encode(x=pixel(str(-_NAMES)), text=alt.Text(field="name", type="nominal"))
    return words.transform_filter("datum.column == 0")


def _hover(columns: int, step: float) -> alt.Chart:
    rows = {"name": t("heat.plan"), "measure": t("heat.measure"), "detail": t("heat.change")}
    cells = ", ".join(f"'{word}': datum['{field}']" for field, word in rows.items())
    look: Look = {"fillOpacity": 0, **_size(columns, step)}
    return alt.Chart().mark_rect(**look).encode(tooltip=alt.value({"expr": "{" + cells + "}"}))
