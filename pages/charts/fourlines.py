"""No change and plan, each under our assumptions and under the reader's: four lines on one axis.

Dashed is no change, solid the plan; thin is under our assumptions, thick under the reader's. One
row of the data is a quarter, with the columns of `COLUMNS`.
"""

from functools import cache

import altair as alt

from pages.charts.amounts import tooltip
from pages.charts.axes import amounts, end_labels, quarters, spacer
from pages.charts.style import LINE_WIDTH, NO_CHANGE, Look, Spec, Style, finish
from pages.labels.catalogue import t

LINES = ("no_change_ours", "no_change_yours", "plan_ours", "plan_yours")

COLUMNS = ("quarter", *LINES, "low_80", "high_80", "end", "end_text", "end_colour")
"""Columns of the data; the range is that of the plan under yours, ``end`` places the labels."""

_LABELS_WIDTH = 168
_THIN = 1.5


@cache
def fourlines(style: Style, unit: str, height: int, *, signed: bool = False) -> Spec:
    """Build the chart; ``signed`` for changes against no change under our assumptions."""
    quiet: Look = {"color": NO_CHANGE, "strokeDash": [5, 4]}
    ours: Look = {"color": style.own}
    marks = [
        _band(style),
        _line("no_change_ours", quiet, _THIN),
        _line("no_change_yours", quiet, LINE_WIDTH),
        _line("plan_ours", ours, _THIN),
        _line("plan_yours", ours, LINE_WIDTH),
        end_labels(_LABELS_WIDTH),
        _hover(style, unit, signed=signed),
    ]
    y = amounts(style, "plan_yours", unit, signed=signed)
    shared = alt.layer(*marks).encode(x=quarters(), y=y)
    chart = alt.layer(shared, spacer(_LABELS_WIDTH), data=alt.NamedData(name="main"))
    return finish(chart, style, height)


def _y(field: str) -> alt.Y:
    return alt.Y(field=field, type="quantitative")


def _band(style: Style) -> alt.Chart:
    mark = alt.Chart().mark_area(color=style.own, opacity=0.13)
    return mark.encode(y=_y("low_80"), y2=alt.Y2(field="high_80"))


def _line(field: str, look: Look, width: float) -> alt.Chart:
    return alt.Chart().mark_line(strokeWidth=width, **look).encode(y=_y(field))


def _hover(style: Style, unit: str, *, signed: bool) -> alt.Chart:
    """Offer the figures of a quarter under the pointer."""
    rows = {"quarter": t("chart.quarter")} | {name: t(f"assumptions.line.{name}") for name in LINES}
    rows |= {name: t(f"chart.{name}") for name in ("low_80", "high_80")}
    mark = alt.Chart().mark_circle(size=500, opacity=0)
    return mark.encode(tooltip=tooltip(style, unit, rows, signed=signed))
