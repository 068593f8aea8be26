"""Waterfall: from no change to the plan, a floating bar a lever, solid for a gain."""

from functools import cache

import altair as alt

from pages.charts.amounts import tooltip, written
from pages.charts.axes import pixel, spacer
from pages.charts.style import LABEL_SIZE, NO_CHANGE, Look, Spec, Style, finish
from pages.labels.catalogue import t

COLUMNS = ("row", "key", "name", "start", "end", "kind", "effect", "low_80", "high_80", "text")
"""Columns of the data, a row a lever from above; ``kind`` is gain, loss, unclear or total."""

PICK = "pick"
"""Name of the selection: which bar was clicked."""

_NAMES, _FIGURES = 232, 178
_BAR = 17
_LOOKS: dict[str, Look] = {
    "gain": {},
    "loss": {"strokeWidth": 2},
    "unclear": {"strokeWidth": 1.5, "strokeDash": [2, 3]},
    "total": {},
}


@cache
def waterfall(style: Style, unit: str, rows: int, height: int) -> Spec:
    """Build the chart for so many rows, the plan as the last."""
    axis = alt.Axis(title=None, tickCount=5, grid=True, labelExpr=written(style, unit, signed=True))
    scale = alt.Scale(zero=True, nice=False, padding=12)
    x = alt.X(field="start", type="quantitative", axis=axis, scale=scale)
    places = alt.Scale(domain=[rows - 0.5, -0.5], nice=False, zero=False)
    y = alt.Y(field="row", type="quantitative", axis=None, scale=places)
    pick = alt.selection_point(name=PICK, fields=["key"], on="click", clear="dblclick")
    body = alt.layer(
        *(_bars(style, kind) for kind in _LOOKS),
        _steps(style),
        _words(style, "name", -_NAMES, "left"),
        _words(style, "text", None, "right"),
        _hover(style, unit).add_params(pick),
    ).encode(x=x, y=y)
    line: Look = {"color": NO_CHANGE, "strokeWidth": 1.5, "aria": False}
    zero = alt.Chart().mark_rule(**line).encode(x=alt.datum(0))
    left = alt.Chart().mark_rule(opacity=0, aria=False)
    edge = left.encode(x=alt.value(-_NAMES), y=alt.value(0), y2=alt.value(1))
    chart = alt.layer(zero, body, edge, spacer(_FIGURES), data=alt.NamedData(name="main"))
    return finish(chart, style, height)


def _bars(style: Style, kind: str) -> alt.Chart:
    colour = style.ink("text") if kind == "total" else style.own
    filled = kind in ("gain", "total")
    look: Look = {"size": _BAR, "orient": "horizontal", "aria": False, **_LOOKS[kind]}
    look |= {"stroke": colour, "fill": colour if filled else style.ink("ground")}
    mark = alt.Chart().mark_bar(**look)
    return mark.encode(x2=alt.X2(field="end")).transform_filter(f"datum.kind == '{kind}'")


def _steps(style: Style) -> alt.Chart:
    """Lead the eye from the end of one bar to the start of the next."""
    look: Look = {"color": style.ink("quiet"), "strokeWidth": 1, "size": 34, "thickness": 1}
    mark = alt.Chart().mark_tick(orient="vertical", yOffset=16, aria=False, **look)
    end = alt.X(field="end", type="quantitative")
    return mark.encode(x=end).transform_filter("datum.kind != 'total'")


def _words(style: Style, field: str, place: int | None, align: str) -> alt.Chart:
    look: Look = {"fontSize": LABEL_SIZE, "color": style.ink("text"), "align": align}
    limit = _NAMES - 8 if align == "left" else _FIGURES
    mark = alt.Chart().mark_text(**look, baseline="middle", limit=limit)
    x = pixel(f"width + {_FIGURES}" if place is None else str(place))
    return mark.encode(x=x, text=alt.Text(field=field, type="nominal"))


def _hover(style: Style, unit: str) -> alt.Chart:
    """Offer the figures of a row, and take the click on it: some bars are too small to hit."""
    rows = {"name": t("waterfall.name"), "effect": t("waterfall.effect")}
    rows |= {name: t(f"chart.{name}") for name in ("low_80", "high_80")}
    look: Look = {"height": _BAR + 12, "opacity": 0, "cursor": "pointer"}
    whole: Look = {"x": alt.value(-_NAMES), "x2": pixel(f"width + {_FIGURES}")}
    mark = alt.Chart().mark_rect(**look)
    return mark.encode(tooltip=tooltip(style, unit, rows, signed=True), **whole)
