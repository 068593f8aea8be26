"""A forecast made in the past with its ranges, and what came drawn over it.

One row of the data is a quarter, with the columns of `COLUMNS`.
"""

from functools import cache

import altair as alt

from pages.charts.amounts import tooltip
from pages.charts.axes import amounts, end_labels, pixel, quarters, spacer
from pages.charts.style import LINE_WIDTH, NO_CHANGE, Look, Spec, Style, finish
from pages.labels.catalogue import t

COLUMNS = (
    "quarter",
    "origin",
    "past",
    "came",
    "forecast",
    "naive",
    "low_80",
    "high_80",
    "low_50",
    "high_50",
    "end",
    "end_text",
    "end_colour",
)
"""Columns of the data; ``origin`` marks the last quarter known, ``end`` places the labels."""

_UNIT = "RMB bn/quarter"
_LABELS_WIDTH = 92


@cache
def hindsight(style: Style, colour: str, height: int) -> Spec:
    """Build the chart of one series in ``colour``: bands, forecast, then what came on top."""
    text = style.ink("text")
    marks = [
        _rule(style),
        _band("low_80", "high_80", colour, 0.15),
        _band("low_50", "high_50", colour, 0.22),
        _line("naive", NO_CHANGE, {"strokeWidth": 1.75, "strokeDash": [5, 4]}),
        _line("forecast", colour, {"strokeWidth": LINE_WIDTH}),
        _line("past", text, {"strokeWidth": LINE_WIDTH}),
        _line("came", text, {"strokeWidth": LINE_WIDTH}),
        alt.Chart().mark_circle(size=46, opacity=1, color=text).encode(y=_y("came")),
        end_labels(_LABELS_WIDTH),
        _hover(style),
    ]
    shared = alt.layer(*marks).encode(x=quarters(), y=amounts(style, "forecast", _UNIT))
    chart = alt.layer(shared, spacer(_LABELS_WIDTH), data=alt.NamedData(name="main"))
    return finish(chart, style, height)


def _y(field: str) -> alt.Y:
    return alt.Y(field=field, type="quantitative")


def _rule(style: Style) -> alt.Chart:
    """Part what was known from what was not."""
    mark = alt.Chart().mark_rule(color=style.ink("quiet"), strokeWidth=1)
    ends: Look = {"y": alt.value(0), "y2": pixel("height")}
    return mark.encode(**ends).transform_filter("datum.origin")


def _band(low: str, high: str, colour: str, opacity: float) -> alt.Chart:
    mark = alt.Chart().mark_area(color=colour, opacity=opacity)
    return mark.encode(y=_y(low), y2=alt.Y2(field=high))


def _line(field: str, colour: str, look: Look) -> alt.Chart:
    return alt.Chart().mark_line(color=colour, **look).encode(y=_y(field))


def _hover(style: Style) -> alt.Chart:
    names = ("quarter", "came", "forecast", "low_80", "high_80", "naive")
    told = tooltip(style, _UNIT, {name: t(f"accuracy.chart.{name}") for name in names})
    return alt.Chart().mark_circle(size=500, opacity=0).encode(tooltip=told)
