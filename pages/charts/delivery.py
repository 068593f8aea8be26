"""Planned and delivered levers: the target of each quarter beside what the organisation does."""

from functools import cache
from typing import Any

import altair as alt

from pages.charts.axes import of_its_own, pixel, quarters, spacer
from pages.charts.style import LABEL_SIZE, LINE_WIDTH, NO_CHANGE, Look, Spec, Style, finish

COLUMNS = ("panel", "title", "quarter", "today", "before", "planned", "delivered")
"""Columns of the data, a row a lever and quarter; ``before`` is the value of today."""

MOST = 4
"""More levers than this are named in the text above the chart and kept in the download."""

_HEADROOM = 26
_GAP = 12
_AXIS_WIDTH = 40
_RIGHT = 24


@cache
def delivery(style: Style, levers: int, height: int) -> Spec:
    """Build the chart for so many levers (1 to `MOST`), each in its own panel and unit."""
    stack = [_panel(style, i, levers) for i in range(levers)]
    resolve = of_its_own(scale="y", axis="y")
    chart = alt.layer(*stack, spacer(_RIGHT), data=alt.NamedData(name="main"), resolve=resolve)
    return finish(chart, style, height)


def _panel(style: Style, index: int, count: int) -> alt.LayerChart:
    top = f"height * {index / count}"
    foot = f"height * {(index + 1) / count} - {_GAP}"
    planned: Look = {
        "color": style.own,
        "strokeWidth": 1.5,
        "interpolate": "step-after",
        "opacity": 0.6,
    }
    marks = [
        _line("before", {"color": NO_CHANGE, "strokeDash": [5, 4], "strokeWidth": 1.5}),
        _line("planned", planned | {"interpolate": "step-after"}),
        _line("delivered", {"color": style.own, "strokeWidth": LINE_WIDTH}),
        _heading(style, f"{top} + 4"),
    ]
    y = _shared_y([{"expr": foot}, {"expr": f"{top} + {_HEADROOM}"}])
    panel = alt.layer(*marks).encode(x=quarters(), y=y)
    return panel.transform_filter(f"datum.panel == {index}")


def _shared_y(stretch: Any) -> alt.Y:  # noqa: ANN401
    """Scale and axis of a panel in its stretch of the vertical range."""
    axis = alt.Axis(
        title=None,
        orient="left",
        grid=True,
        tickCount=2,
        minExtent=_AXIS_WIDTH,
        maxExtent=_AXIS_WIDTH,
        labelExpr="format(datum.value, ',.4~r')",
    )
    scale = alt.Scale(range=stretch, zero=False, nice=False, padding=2)
    return alt.Y(field="planned", type="quantitative", scale=scale, axis=axis)


def _line(field: str, look: Look) -> alt.Chart:
    y = alt.Y(field=field, type="quantitative")
    return alt.Chart().mark_line(**look).encode(y=y)


def _heading(style: Style, place: str) -> alt.Chart:
    """Name the lever and its unit above the panel's left end."""
    look: Look = {"fontSize": LABEL_SIZE, "fontWeight": 600, "color": style.ink("text")}
    mark = alt.Chart().mark_text(align="left", baseline="top", dx=-_AXIS_WIDTH, **look)
    text = alt.Text(field="title", type="nominal")
    return mark.encode(x=alt.value(0), y=pixel(place), text=text).transform_filter("datum.today")
