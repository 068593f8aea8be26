"""The frontier of two measures: a point a plan, joined in order, today marked, one chosen."""

from functools import cache

import altair as alt

from pages.charts.amounts import tooltip, written
from pages.charts.axes import amounts
from pages.charts.style import LABEL_SIZE, NO_CHANGE, Look, Spec, Style, finish
from pages.labels.catalogue import t

COLUMNS = ("key", "kind", "name", "x", "y")
"""Columns of the data; ``kind`` is plan, chosen or today."""

PICK = "pick"


@cache
def frontier(style: Style, units: tuple[str, str], title: str, height: int) -> Spec:
    """Build the chart; ``units`` are those of the axes, ``title`` names the horizontal one."""
    across, up = units
    axis = alt.Axis(title=title, grid=False, tickCount=6, labelExpr=written(style, across))
    scale = alt.Scale(zero=False, nice=False, padding=24)
    x = alt.X(field="x", type="quantitative", axis=axis, scale=scale)
    y = amounts(style, "y", up)
    pick = alt.selection_point(name=PICK, fields=["key"], on="click", clear="dblclick")
    line = alt.Chart().mark_line(color=style.own, strokeWidth=1.5, opacity=0.6)
    chart = alt.layer(
        line.transform_filter("datum.kind != 'today'"),
        _points(style, "plan"),
        _points(style, "chosen"),
        _points(style, "today"),
        _name(style),
        _hover(style, up).add_params(pick),
        data=alt.NamedData(name="main"),
    )
    return finish(chart.encode(x=x, y=y), style, height)


def _points(style: Style, kind: str) -> alt.Chart:
    looks: dict[str, Look] = {
        "plan": {"size": 90, "fill": style.ink("ground"), "stroke": style.own},
        "chosen": {"size": 190, "fill": style.own, "stroke": style.own},
        "today": {"size": 120, "fill": NO_CHANGE, "stroke": NO_CHANGE, "shape": "diamond"},
    }
    mark = alt.Chart().mark_point(filled=True, aria=False, strokeWidth=2, opacity=1, **looks[kind])
    return mark.transform_filter(f"datum.kind == '{kind}'")


def _name(style: Style) -> alt.Chart:
    look: Look = {"fontSize": LABEL_SIZE, "color": style.ink("quiet"), "dx": 10}
    mark = alt.Chart().mark_text(align="left", baseline="middle", aria=False, **look)
    words = mark.encode(text=alt.Text(field="name", type="nominal"))
    return words.transform_filter("datum.kind == 'today'")


def _hover(style: Style, unit: str) -> alt.Chart:
    rows = {"name": t("heat.plan"), "y": t("frontier.up")}
    mark = alt.Chart().mark_circle(size=500, opacity=0, cursor="pointer")
    return mark.encode(tooltip=tooltip(style, unit, rows))
