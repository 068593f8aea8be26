"""Axes and places: what runs across, what runs up, where rows, labels and margins stand."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from pages.charts.amounts import axis_width, written
from pages.charts.libraries import alt
from pages.charts.style import Style

_LABEL_WIDTH = 48
"""Pixels that the label of a quarter takes, with the gap to the next."""


def quarters() -> alt.X:
    """Encode the quarter; every fourth label shows, counted from the first.

    Where the labels of all years would run into each other, only every second year shows, or every
    third.

    Quarters are sorted by name: in order of appearance the browser would keep those of another
    market in front.
    """
    first = "data('main')[0].quarter"
    years = f"(+substring(datum.value, 0, 4) - +substring({first}, 0, 4))"
    apart_by = f"ceil({_LABEL_WIDTH} * (length(domain('x')) - 1) / 4 / width)"
    shows = f"substring(datum.value, 4) == substring({first}, 4) && {years} % {apart_by} == 0"
    axis = alt.Axis(
        title=None,
        labelAngle=0,
        labelOverlap=False,
        grid=False,
        labelExpr=f"{shows} ? datum.value : ''",
    )
    scale = alt.Scale(type="point")
    return alt.X(field="quarter", type="ordinal", scale=scale, axis=axis)


def amounts(
    style: Style,
    field: str,
    unit: str,
    *,
    zero: bool = False,
    signed: bool = False,
    ticks: int = 4,
    width: int = 0,
    stretch: tuple[str, str] | None = None,
) -> alt.Y:
    """Encode an amount upwards: a thin grid, and a ``width`` that no number can change.

    ``stretch`` holds the foot and top of a panel, expressions in pixels; without it the amount
    takes the whole height.
    """
    width = width or axis_width(style)
    axis = alt.Axis(
        title=None,
        orient="left",
        grid=True,
        tickCount=ticks,
        minExtent=width,
        maxExtent=width,
        labelExpr=written(style, unit, signed=signed),
    )
    place: dict[str, Any] = {"padding": 5}
    if stretch:
        place = {"padding": 2, "range": [{"expr": end} for end in stretch]}
    scale = alt.Scale(zero=zero, nice=False, **place)
    return alt.Y(field=field, type="quantitative", scale=scale, axis=axis)


def across(
    field: str,
    label: str = "",
    *,
    title: str | None = None,
    ticks: int = 5,
    grid: bool = False,
    zero: bool = False,
    padding: int = 0,
    stretch: tuple[str, str] | None = None,
) -> alt.X:
    """Encode an amount from left to right; ``label`` writes it, and without one there is no axis.

    ``stretch`` holds both ends, expressions in pixels; without it the amount takes the width.
    """
    axis = alt.Axis(title=title, grid=grid, tickCount=ticks, labelExpr=label) if label else None
    ends: dict[str, Any] = {"range": [{"expr": end} for end in stretch]} if stretch else {}
    scale = alt.Scale(zero=zero, nice=False, padding=padding, **ends)
    return alt.X(field=field, type="quantitative", axis=axis, scale=scale)


def rows(count: float, top: str = "0", foot: str = "height") -> alt.Y:
    """Encode the column ``row``, from 0, from above; ``top`` and ``foot`` in pixels."""
    down: Any = [{"expr": top}, {"expr": foot}]
    scale = alt.Scale(domain=[-0.5, count - 0.5], range=down, nice=False, zero=False)
    return alt.Y(field="row", type="quantitative", axis=None, scale=scale)


def apart(values: Sequence[float], gap: float) -> list[float]:
    """Move places as little as can be so that each lies ``gap`` from the next; order is kept."""
    from scipy.optimize import isotonic_regression  # takes a third of a second to load

    order = np.argsort(values, kind="stable")
    steps = gap * np.arange(len(values))
    placed = np.empty(len(values))
    placed[order] = isotonic_regression(np.asarray(values)[order] - steps).x + steps
    return [float(place) for place in placed]


def pixel(place: str | int) -> Any:  # noqa: ANN401
    """Place a mark by an expression in pixels, so that it follows the size of the chart."""
    return alt.value({"expr": str(place)})
