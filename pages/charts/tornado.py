"""Tornado: each assumption at both ends of what it may be, the widest first."""

from functools import cache

import altair as alt

from pages.charts.amounts import tooltip, written
from pages.charts.axes import pixel, spacer
from pages.charts.style import LABEL_SIZE, Look, Spec, Style, finish
from pages.labels.catalogue import t

COLUMNS = (
    "row", "name", "low", "high", "central", "text", "low_end", "high_end", "grade"
)  # fmt: skip
"""Columns of the data, a row an assumption from above; figures against no change."""

_NAMES, _FIGURES = 372, 148
_BAR = 15


@cache
def tornado(style: Style, unit: str, rows: int, height: int) -> Spec:
    """Build the chart: solid where the assumption is high, outlined where it is low."""
    label = written(style, unit, signed=True)
    axis = alt.Axis(title=None, tickCount=6, grid=True, labelExpr=label)
    x = alt.X(
        field="high",
        type="quantitative",
        axis=axis,
        scale=alt.Scale(zero=False, nice=False, padding=10),
    )
    places = alt.Scale(domain=[rows - 0.5, -0.5], nice=False, zero=False)
    y = alt.Y(field="row", type="quantitative", axis=None, scale=places)
    centre = alt.X(field="central", type="quantitative")
    middle = alt.Chart().mark_rule(color=style.ink("text"), strokeWidth=1.5, aria=False)
    marks = [
        _bars(style, "low"),
        _bars(style, "high"),
        _words(style, "name", -_NAMES, "left"),
        _words(style, "text", None, "right"),
        _hover(style, unit),
    ]
    left = alt.Chart().mark_rule(opacity=0, aria=False)
    edge = left.encode(x=alt.value(-_NAMES), y=alt.value(0), y2=alt.value(1))
    body = alt.layer(*marks).encode(x=x, y=y)
    chart = alt.layer(
        body, middle.encode(x=centre), edge, spacer(_FIGURES), data=alt.NamedData(name="main")
    )
    return finish(chart, style, height)


def _bars(style: Style, side: str) -> alt.Chart:
    look: Look = {"size": _BAR, "orient": "horizontal", "aria": False, "stroke": style.own}
    look |= {"strokeWidth": 1.5, "fill": style.own if side == "high" else style.ink("ground")}
    start = alt.X(field="central", type="quantitative")
    return alt.Chart().mark_bar(**look).encode(x=start, x2=alt.X2(field=side))


def _words(style: Style, field: str, place: int | None, align: str) -> alt.Chart:
    look: Look = {"fontSize": LABEL_SIZE - 1, "color": style.ink("text"), "align": align}
    mark = alt.Chart().mark_text(**look, baseline="middle", limit=_NAMES - 12)
    x = pixel(f"width + {_FIGURES}" if place is None else str(place))
    return mark.encode(x=x, text=alt.Text(field=field, type="nominal"))


def _hover(style: Style, unit: str) -> alt.Chart:
    names = {"name": t("tornado.name"), "low": t("tornado.low"), "high": t("tornado.high")}
    mark = alt.Chart().mark_circle(size=600, opacity=0, color=style.ink("text"))
    return mark.encode(tooltip=tooltip(style, unit, names, signed=True))
