"""The chance of reaching targets by quarter: a line a target, a thick one for all together."""

from functools import cache

import altair as alt

from pages.charts.axes import end_labels, quarters, spacer
from pages.charts.style import Look, Spec, Style, finish

COLUMNS = (
    "quarter", "line", "name", "chance", "together", "end", "end_text", "end_colour"
)  # fmt: skip
"""Columns of the data, a row a line and quarter; labels on rows of the last one."""

_LABELS = 250


@cache
def chances(style: Style, height: int) -> Spec:
    """Build the chart; chances are shares of the futures."""
    axis = alt.Axis(title=None, grid=True, tickCount=5, format=".0%", minExtent=40, maxExtent=40)
    y = alt.Y(
        field="chance", type="quantitative", scale=alt.Scale(domain=[0, 1], nice=False), axis=axis
    )
    body = alt.layer(_lines(style, all_of_them=False), _lines(style, all_of_them=True), _hover())
    chart = alt.layer(
        body.encode(x=quarters(), y=y),
        end_labels(_LABELS),
        spacer(_LABELS),
        data=alt.NamedData(name="main"),
    )
    return finish(chart, style, height)


def _lines(style: Style, *, all_of_them: bool) -> alt.Chart:
    look: Look = (
        {"color": style.own, "strokeWidth": 3.5}
        if all_of_them
        else {"color": style.ink("quiet"), "strokeWidth": 1.75}
    )
    kept = "datum.together" if all_of_them else "!datum.together"
    mark = alt.Chart().mark_line(**look).encode(detail=alt.Detail(field="line", type="ordinal"))
    return mark.transform_filter(kept)


def _hover() -> alt.Chart:
    told = [
        alt.Tooltip(field="name", type="nominal", title=" "),
        alt.Tooltip(field="quarter", type="nominal", title=" "),
        alt.Tooltip(field="chance", type="quantitative", format=".0%", title=" "),
    ]
    return alt.Chart().mark_circle(size=250, opacity=0).encode(tooltip=told)
