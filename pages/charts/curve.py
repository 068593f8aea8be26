"""The curve of a lever before and after a test: two bands, two lines, and what was measured.

One row of the data is a setting of the lever, with the columns of `COLUMNS`; the row of the test
alone bears what was measured.
"""

from functools import cache

import altair as alt

from pages.charts.amounts import tooltip, written
from pages.charts.axes import amounts
from pages.charts.style import LINE_WIDTH, NO_CHANGE, Look, Spec, Style, finish
from pages.labels.catalogue import t

COLUMNS = (
    *("setting", "before", "before_low", "before_high", "after", "after_low", "after_high"),
    *("measured", "measured_low", "measured_high"),
)
"""Columns of the data; settings in the unit of the lever, effects in that of the metric."""


@cache
def curve(style: Style, unit: str, lever_unit: str, title: str, height: int) -> Spec:
    """Build the chart for an effect in ``unit``; ``title`` names the unit of the lever."""
    text = style.ink("text")
    point: Look = {"color": text, "opacity": 1}
    marks = [
        _band("before", NO_CHANGE, 0.22),
        _band("after", style.own, 0.20),
        _line("before", {"color": NO_CHANGE, "strokeDash": [5, 4]}),
        _line("after", {"color": style.own}),
        _span(text),
        alt.Chart().mark_circle(size=90, **point).encode(y=_y("measured")),
        _hover(style, unit),
    ]
    label = written(style, lever_unit)
    axis = alt.Axis(title=title, grid=False, tickCount=5, labelExpr=label)
    scale = alt.Scale(zero=False, nice=False)
    x = alt.X(field="setting", type="quantitative", axis=axis, scale=scale)
    y = amounts(style, "after", unit, zero=True, signed=True)
    chart = alt.layer(*marks, data=alt.NamedData(name="main")).encode(x=x, y=y)
    return finish(chart, style, height)


def _y(field: str) -> alt.Y:
    return alt.Y(field=field, type="quantitative")


def _band(field: str, colour: str, opacity: float) -> alt.Chart:
    mark = alt.Chart().mark_area(color=colour, opacity=opacity)
    return mark.encode(y=_y(f"{field}_low"), y2=alt.Y2(field=f"{field}_high"))


def _line(field: str, look: Look) -> alt.Chart:
    return alt.Chart().mark_line(strokeWidth=LINE_WIDTH, **look).encode(y=_y(field))


def _span(colour: str) -> alt.Chart:
    mark = alt.Chart().mark_rule(color=colour, strokeWidth=1.5)
    return mark.encode(y=_y("measured_low"), y2=alt.Y2(field="measured_high"))


def _hover(style: Style, unit: str) -> alt.Chart:
    """Offer the figures of a setting under the pointer."""
    rows = {"setting": t("own.curve.lever"), "before": t("own.curve.before")}
    rows |= {"after": t("own.curve.after"), "measured": t("own.curve.measured")}
    mark = alt.Chart().mark_circle(size=500, opacity=0)
    return mark.encode(tooltip=tooltip(style, unit, rows, signed=True))
