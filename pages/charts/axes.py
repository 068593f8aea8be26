"""The axis of quarters and places in pixels, shared by the charts over time."""

from typing import Any

import altair as alt


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
