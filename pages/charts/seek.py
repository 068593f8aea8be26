"""Goal seek: what one lever does to one measure, the target as a rule, the answers as points."""

from functools import cache

import altair as alt

from pages.charts.amounts import tooltip, written
from pages.charts.axes import amounts
from pages.charts.style import LABEL_SIZE, LINE_WIDTH, NO_CHANGE, Look, Spec, Style, finish
from pages.labels.catalogue import t

COLUMNS = ("kind", "name", "setting", "figure")
"""Columns of the data; ``kind`` is curve, target, root or today."""


@cache
def seek(style: Style, unit: str, lever_unit: str, title: str, height: int) -> Spec:
    """Build the chart for a measure in ``unit``; ``title`` names lever and unit."""
    axis = alt.Axis(title=title, grid=False, tickCount=6, labelExpr=written(style, lever_unit))
    scale = alt.Scale(zero=False, nice=False, padding=16)
    x = alt.X(field="setting", type="quantitative", axis=axis, scale=scale)
    y = amounts(style, "figure", unit)
    line = alt.Chart().mark_line(color=style.own, strokeWidth=LINE_WIDTH)
    rule = alt.Chart().mark_rule(color=style.ink("text"), strokeDash=[5, 4], strokeWidth=1.5)
    target = rule.encode(x=alt.value(0), x2=alt.value("width"))
    chart = alt.layer(
        line.encode(x=x).transform_filter("datum.kind == 'curve'"),
        target.transform_filter("datum.kind == 'target'"),
        _points(style, "root").encode(x=x),
        _points(style, "today").encode(x=x),
        _names(style).encode(x=x),
        _hover(style, unit).encode(x=x),
        data=alt.NamedData(name="main"),
    )
    return finish(chart.encode(y=y), style, height)


def _points(style: Style, kind: str) -> alt.Chart:
    looks: dict[str, Look] = {
        "root": {"size": 170, "fill": style.own, "stroke": style.own},
        "today": {"size": 120, "fill": NO_CHANGE, "stroke": NO_CHANGE, "shape": "diamond"},
    }
    mark = alt.Chart().mark_point(filled=True, aria=False, opacity=1, **looks[kind])
    return mark.transform_filter(f"datum.kind == '{kind}'")


def _names(style: Style) -> alt.Chart:
    look: Look = {"fontSize": LABEL_SIZE, "color": style.ink("text"), "dy": -14}
    mark = alt.Chart().mark_text(align="center", baseline="bottom", aria=False, **look)
    words = mark.encode(text=alt.Text(field="name", type="nominal"))
    return words.transform_filter("datum.kind == 'root' || datum.kind == 'today'")


def _hover(style: Style, unit: str) -> alt.Chart:
    rows = {"name": t("seek.setting"), "figure": t("seek.figure")}
    mark = alt.Chart().mark_circle(size=350, opacity=0)
    told = mark.encode(tooltip=tooltip(style, unit, rows))
    return told.transform_filter("datum.kind != 'target'")
