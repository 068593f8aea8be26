"""Options of a decision in one panel: change of one measure against no change, a line an option.

All options share the axis, so that what is drawn higher is more. The option that was taken is a
solid line in the group's colour with its range; the others are dashed in the colour of text.
"""

from functools import cache

import altair as alt

from pages.charts.amounts import tooltip
from pages.charts.axes import amounts, quarters
from pages.charts.style import LINE_WIDTH, NO_CHANGE, Look, Spec, Style, finish
from pages.labels.catalogue import t

COLUMNS = ("quarter", "option", "name", "change", "low_80", "high_80", "decided")
"""Columns of the data; ``option`` counts from 0."""

DASHES = ([1, 0], [7, 3], [2, 3], [9, 3, 2, 3])
"""Dashes by option; the first, solid, is for the one that was taken."""


@cache
def options(style: Style, unit: str, dashes: tuple[int, ...], height: int) -> Spec:
    """Build the panel; ``dashes`` numbers the look of each option."""
    zero = alt.Chart().mark_rule(color=NO_CHANGE, strokeWidth=1.5, strokeDash=[5, 4])
    lines = [_line(style, option, dash) for option, dash in enumerate(dashes)]
    chart = alt.layer(
        zero.encode(y=alt.datum(0)),
        _band(style),
        *lines,
        _hover(style, unit),
        data=alt.NamedData(name="main"),
    )
    y = amounts(style, "change", unit, zero=True, signed=True)
    return finish(chart.encode(x=quarters(), y=y), style, height)


def _line(style: Style, option: int, dash: int) -> alt.Chart:
    look: Look = {"color": style.own if not dash else style.ink("text"), "strokeDash": DASHES[dash]}
    mark = alt.Chart().mark_line(strokeWidth=LINE_WIDTH if not dash else 1.75, **look)
    return mark.transform_filter(f"datum.option == {option}")


def _band(style: Style) -> alt.Chart:
    mark = alt.Chart().mark_area(color=style.own, opacity=0.15)
    low = alt.Y(field="low_80", type="quantitative")
    return mark.encode(y=low, y2=alt.Y2(field="high_80")).transform_filter("datum.decided")


def _hover(style: Style, unit: str) -> alt.Chart:
    """Offer option, quarter and figures under the pointer."""
    rows = {"name": t("cases.option"), "change": t("cases.change")}
    rows |= {name: t(f"chart.{name}") for name in ("low_80", "high_80")}
    mark = alt.Chart().mark_circle(size=250, opacity=0)
    return mark.encode(tooltip=tooltip(style, unit, rows, signed=True))
