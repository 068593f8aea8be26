"""Gain, answer, remainder: a waterfall lying down, from what we gain to what rivals leave us."""

from functools import cache
from typing import Any

import altair as alt

from pages.charts.amounts import tooltip, written
from pages.charts.axes import pixel, spacer
from pages.charts.style import LABEL_SIZE, NO_CHANGE, Look, Spec, Style, finish
from pages.labels.catalogue import t

COLUMNS = (
    "row", "name", "start", "end", "change", "low_80", "high_80", "text", "range", "colour",
    "solid", "bridge",
)  # fmt: skip
"""Columns of the data, a row a bar from above; ``solid`` where the bar is ours."""

_NAMES_WIDTH, _FIGURES_WIDTH = 178, 158
_BAR = 22


@cache
def takeback(style: Style, unit: str, rows: int, height: int) -> Spec:
    """Build the chart for so many bars; money and people share it, each with its own axis."""
    marks = [
        _bars(style, solid=True),
        _bars(style, solid=False),
        _bridges(style),
        _words(style, "name", pixel(str(-_NAMES_WIDTH)), 0, "left"),
        _words(style, "text", pixel(f"width + {_FIGURES_WIDTH}"), -7, "right"),
        _words(style, "range", pixel(f"width + {_FIGURES_WIDTH}"), 9, "right"),
        _hover(style, unit),
    ]
    label = written(style, unit, signed=True)
    axis = alt.Axis(title=None, tickCount=5, grid=True, labelExpr=label)
    scale = alt.Scale(zero=True, nice=False, padding=14)
    x = alt.X(field="end", type="quantitative", axis=axis, scale=scale)
    places = alt.Scale(domain=[rows - 0.5, -0.5], nice=False, zero=False)
    y = alt.Y(field="row", type="quantitative", axis=None, scale=places)
    line: Look = {"color": NO_CHANGE, "strokeWidth": 1.5, "aria": False}
    zero = alt.Chart().mark_rule(**line).encode(x=alt.datum(0))
    body = alt.layer(*marks).encode(x=x, y=y)
    left = alt.Chart().mark_rule(opacity=0, aria=False)
    edge = left.encode(x=alt.value(-_NAMES_WIDTH), y=alt.value(0), y2=alt.value(1))
    chart = alt.layer(zero, body, edge, spacer(_FIGURES_WIDTH), data=alt.NamedData(name="main"))
    return finish(chart, style, height)


def _bars(style: Style, *, solid: bool) -> alt.Chart:
    """Draw what is ours as a solid bar, what an answer moves as an outlined one."""
    look: Look = {"size": _BAR, "orient": "horizontal", "aria": False}
    colour: Look = {"field": "colour", "type": "nominal", "scale": None}
    paint: Look = {"color": alt.Color(**colour)}
    if not solid:
        look |= {"fill": style.ink("ground"), "strokeWidth": 2}
        paint = {"stroke": alt.Stroke(**colour)}
    mark = alt.Chart().mark_bar(**look)
    start = alt.X(field="start", type="quantitative")
    kept = "datum.solid" if solid else "!datum.solid"
    return mark.encode(x=start, x2=alt.X2(field="end"), **paint).transform_filter(kept)


def _bridges(style: Style) -> alt.Chart:
    """Join the end of each bar to the next one."""
    mark = alt.Chart().mark_rule(color=style.ink("quiet"), strokeDash=[2, 2], aria=False)
    below = alt.Y2(field="below")
    joined = mark.transform_calculate(below="datum.row + 1").transform_filter("datum.bridge")
    return joined.encode(x=alt.X(field="end", type="quantitative"), y2=below)


def _words(style: Style, field: str, x: Any, dy: int, align: Any) -> alt.Chart:  # noqa: ANN401
    ink = "quiet" if field == "range" else "text"
    size = LABEL_SIZE - (1 if field == "range" else 0)
    look: Look = {"fontSize": size, "color": style.ink(ink), "dy": dy, "limit": _NAMES_WIDTH}
    mark = alt.Chart().mark_text(align=align, baseline="middle", **look)
    return mark.encode(x=x, text=alt.Text(field=field, type="nominal"))


def _hover(style: Style, unit: str) -> alt.Chart:
    names = {"name": t("takeback.who"), "change": t("takeback.change")}
    names |= {name: t(f"chart.{name}") for name in ("low_80", "high_80")}
    told = tooltip(style, unit, names, signed=True)
    mark = alt.Chart().mark_circle(size=900, opacity=0, color=style.ink("text"))
    return mark.encode(tooltip=told)
