"""Plans on the same axes: change of one measure against no change, a line a plan.

The plan in front is solid in the group's colour, the one it is set against dashed in the colour
of text, the others grey; each is named at its end.
"""

from functools import cache

import altair as alt

from pages.charts.amounts import tooltip
from pages.charts.axes import amounts, pixel, quarters, spacer
from pages.charts.style import LABEL_SIZE, LINE_WIDTH, NO_CHANGE, Look, Spec, Style, finish
from pages.labels.catalogue import t

COLUMNS = ("quarter", "plan", "name", "part", "change", "label", "label_text")
"""Columns of the data; ``plan`` counts from 0, ``part`` is front, against or other."""

PARTS = ("other", "against", "front")
_ENDS = 120


@cache
def trajectories(style: Style, unit: str, plans: int, height: int) -> Spec:
    """Build the panel for so many plans."""
    zero = alt.Chart().mark_rule(color=NO_CHANGE, strokeWidth=1.5, strokeDash=[5, 4])
    lines = [_line(style, part, plan) for part in PARTS for plan in range(plans)]
    names = [_names(style, part) for part in PARTS]
    chart = alt.layer(
        zero.encode(y=alt.datum(0)),
        *lines,
        *names,
        _hover(style, unit),
        spacer(_ENDS),
        data=alt.NamedData(name="main"),
    )
    y = amounts(style, "change", unit, zero=True, signed=True)
    return finish(chart.encode(x=quarters(), y=y), style, height)


def _look(style: Style, part: str) -> Look:
    if part == "front":
        return {"color": style.own}
    if part == "against":
        return {"color": style.ink("text")}
    return {"color": NO_CHANGE}


def _line(style: Style, part: str, plan: int) -> alt.Chart:
    look = _look(style, part) | ({"strokeDash": [7, 3]} if part == "against" else {})
    width = LINE_WIDTH if part == "front" else 1.75
    # Not read aloud: a part without a plan leaves an empty group; the points under the pointer are.
    mark = alt.Chart().mark_line(strokeWidth=width, aria=False, **look)
    return mark.transform_filter(f"datum.plan == {plan} && datum.part == '{part}'")


def _names(style: Style, part: str) -> alt.Chart:
    look = _look(style, part) | {"fontSize": LABEL_SIZE - 1, "limit": _ENDS - 8, "dx": 7}
    mark = alt.Chart().mark_text(align="left", baseline="middle", aria=False, **look)
    y = alt.Y(field="label", type="quantitative")
    text = alt.Text(field="label_text", type="nominal")
    words = mark.encode(x=pixel("width"), y=y, text=text)
    return words.transform_filter(f"datum.label_text != '' && datum.part == '{part}'")


def _hover(style: Style, unit: str) -> alt.Chart:
    """Offer plan, quarter and change under the pointer."""
    rows = {"name": t("heat.plan"), "change": t("heat.change")}
    mark = alt.Chart().mark_circle(size=250, opacity=0)
    return mark.encode(tooltip=tooltip(style, unit, rows, signed=True))
