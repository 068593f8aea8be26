"""Shares by quarter: a thin line each, a thick one with its band for the one that counts."""

from functools import cache

import altair as alt

from pages.charts.axes import end_labels, quarters, spacer
from pages.charts.style import Look, Spec, Style, finish

COLUMNS = (
    "quarter", "line", "name", "share", "counts", "dashed", "low", "high", "end", "end_text",
    "end_colour",
)  # fmt: skip
"""Columns of the data, a row a line and quarter; labels on rows of the last one."""


@cache
def shares(style: Style, height: int, labels: int, *, whole: bool = True) -> Spec:
    """Build the chart; ``labels`` is the width that names take beside it.

    ``whole`` draws the axis from nothing to all; else it fits the data.
    """
    scale = alt.Scale(domain=[0, 1], nice=False) if whole else alt.Scale(zero=False, nice=True)
    axis = alt.Axis(title=None, grid=True, tickCount=5, format=".0%", minExtent=40, maxExtent=40)
    y = alt.Y(field="share", type="quantitative", scale=scale, axis=axis)
    kinds = [(counts, dashed) for counts in (False, True) for dashed in (False, True)]
    lines = [_lines(style, counts=counts, dashed=dashed) for counts, dashed in kinds]
    marks = [_band(style), *lines, _hover()]
    chart = alt.layer(
        alt.layer(*marks).encode(x=quarters(), y=y),
        end_labels(labels),
        spacer(labels),
        data=alt.NamedData(name="main"),
    )
    return finish(chart, style, height)


def _lines(style: Style, *, counts: bool, dashed: bool) -> alt.Chart:
    look: Look = (
        {"color": style.own, "strokeWidth": 3.5}
        if counts
        else {"color": style.ink("quiet"), "strokeWidth": 1.75}
    )
    if dashed:
        look["strokeDash"] = [7, 4]
    each = alt.Detail(field="line", type="ordinal")
    mark = alt.Chart().mark_line(aria=False, **look).encode(detail=each)
    return mark.transform_filter(
        f"datum.counts == {str(counts).lower()} && datum.dashed == {str(dashed).lower()}"
    )


def _band(style: Style) -> alt.Chart:
    low = alt.Y(field="low", type="quantitative")
    mark = alt.Chart().mark_area(color=style.own, opacity=0.15, aria=False)
    return mark.encode(y=low, y2=alt.Y2(field="high")).transform_filter("isValid(datum.low)")


def _hover() -> alt.Chart:
    told = [
        alt.Tooltip(field="name", type="nominal", title=" "),
        alt.Tooltip(field="quarter", type="nominal", title=" "),
        alt.Tooltip(field="share", type="quantitative", format=".1%", title=" "),
    ]
    return alt.Chart().mark_circle(size=250, opacity=0).encode(tooltip=told)
