"""Axes, labels at the ends of lines and places in pixels, shared by the charts over time."""

from collections.abc import Sequence
from typing import Any

import altair as alt
import numpy as np
from scipy.optimize import isotonic_regression

from pages.charts.amounts import axis_width, written
from pages.charts.style import LABEL_SIZE, Look, Style


def quarters() -> alt.X:
    """Encode the quarter; every fourth label shows, counted from the first, and none is lost.

    Quarters are sorted by name: in order of appearance the browser would keep those of another
    market in front.
    """
    every_fourth = "substring(datum.value, 4) == substring(data('main')[0].quarter, 4)"
    axis = alt.Axis(
        title=None,
        labelAngle=0,
        labelOverlap=False,
        grid=False,
        labelExpr=f"{every_fourth} ? datum.value : ''",
    )
    scale = alt.Scale(type="point")
    return alt.X(field="quarter", type="ordinal", scale=scale, axis=axis)


def amounts(
    style: Style, field: str, unit: str, *, zero: bool = False, signed: bool = False
) -> alt.Y:
    """Encode an amount upwards: four labels, a thin grid, a width that no number can change."""
    width = axis_width(style)
    axis = alt.Axis(
        title=None,
        grid=True,
        tickCount=4,
        minExtent=width,
        maxExtent=width,
        labelExpr=written(style, unit, signed=signed),
    )
    scale = alt.Scale(zero=zero, nice=False, padding=5)
    return alt.Y(field=field, type="quantitative", scale=scale, axis=axis)


def end_labels(width: int) -> alt.Chart:
    """Name the lines at their ends: columns ``end``, ``end_text``, ``end_colour``."""
    look: Look = {"dx": 7, "fontSize": LABEL_SIZE, "limit": width - 7}
    mark = alt.Chart().mark_text(align="left", baseline="middle", **look)
    return mark.encode(
        x=pixel("width"),
        y=alt.Y(field="end", type="quantitative"),
        text=alt.Text(field="end_text", type="nominal"),
        color=alt.Color(field="end_colour", type="nominal", scale=None),
    )


def apart(values: Sequence[float], gap: float) -> list[float]:
    """Move places as little as can be so that each lies ``gap`` from the next; order is kept."""
    order = np.argsort(values, kind="stable")
    steps = gap * np.arange(len(values))
    placed = np.empty(len(values))
    placed[order] = isotonic_regression(np.asarray(values)[order] - steps).x + steps
    return [float(place) for place in placed]


def of_its_own(*, scale: Sequence[str] = (), axis: Sequence[str] = ()) -> alt.Resolve:
    """Give each layer the named scales and axes for itself; said at once, nothing is copied."""
    parts: dict[str, Any] = {"scale": scale, "axis": axis}
    own = {part: dict.fromkeys(names, "independent") for part, names in parts.items() if names}
    return alt.Resolve(**own)


def pixel(expression: str) -> Any:  # noqa: ANN401
    """Place a mark by an expression in pixels, so that it follows the size of the chart."""
    return alt.value({"expr": expression})


def spacer(right: int) -> alt.Chart:
    """Hold ``right`` pixels free beside the plot, whatever the labels there say.

    The browser makes room for what marks overhang; without a mark that always overhangs most,
    the plot would grow and shrink with the length of its labels.
    """
    mark = alt.Chart().mark_rule(opacity=0, aria=False)
    edge = pixel(f"width + {right}")
    return mark.encode(x=edge, y=alt.value(0), y2=alt.value(1))
