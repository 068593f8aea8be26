"""RMB 1 bn as phones or as small orders: every order a mark on a tray, and what visitors do.

One table holds marks (``kind`` "dot"), the words of the two trays ("tray") and the effects on
visitors ("effect"). Places are counted in cells of a tray, so that the picture fills any size.
"""

from functools import cache
from typing import Any

import altair as alt

from pages.charts.axes import pixel, spacer
from pages.charts.style import LABEL_SIZE, NO_CHANGE, Look, Spec, Style, finish
from pages.labels.catalogue import t

COLUMNS = (
    "kind", "side", "col", "row", "part", "clear", "central", "low_80", "high_80", "text", "detail",
)  # fmt: skip
"""Columns of the data; ``part`` is the part of a mark that is filled, ``clear`` 1 or 0."""

WIDE, HIGH = 16, 9
"""Cells of a tray."""

_PHONE = "M-0.5,-0.9L0.5,-0.9L0.5,0.9L-0.5,0.9Z"
_TOP, _STRIP, _GAP = 50, 104, 24
_NAMES_WIDTH, _FIGURES_WIDTH = 100, 150
_CELL = f"min((width - {_GAP}) / {2 * WIDE}, (height - {_TOP + _STRIP}) / {HIGH})"
_TRAY = f"datum.side * (width + {_GAP}) / 2"


@cache
def billion(style: Style, height: int) -> Spec:
    """Build the picture: two trays above, two effects on one scale below."""
    parts: list[Any] = [
        _marks(style, 0, _PHONE, 0.95),
        _marks(style, 1, "circle", 0.5),
        _words(style, "text", 0, 17, 700),
        _words(style, "detail", 24, 12, 400),
        _effects(style),
        spacer(0),
    ]
    chart = alt.layer(*parts, data=alt.NamedData(name="main"))
    return finish(chart, style, height)


def _marks(style: Style, side: int, shape: str, size: float) -> alt.Chart:
    """Draw the orders of one tray; the last mark stands for what is left over."""
    area: Any = {"expr": f"{size} * datum.part * pow({_CELL}, 2)"}
    mark = alt.Chart().mark_point(
        shape=shape, filled=True, color=style.own, opacity=1, strokeWidth=0, aria=False
    )
    x, y = (f"(datum.{name} + 0.5) * {_CELL}" for name in ("col", "row"))
    placed = mark.encode(x=pixel(f"{_TRAY} + {x}"), y=pixel(f"{_TOP} + {y}"), size=alt.value(area))
    return placed.transform_filter(f"datum.kind == 'dot' && datum.side == {side}")


def _words(style: Style, field: str, y: int, size: int, weight: int) -> alt.Chart:
    ink = style.ink("text" if weight > 400 else "quiet")
    look: Look = {"fontSize": size, "fontWeight": weight, "color": ink}
    mark = alt.Chart().mark_text(align="left", baseline="top", **look)
    text = alt.Text(field=field, type="nominal")
    placed = mark.encode(x=pixel(_TRAY), y=alt.value(y), text=text)
    return placed.transform_filter("datum.kind == 'tray'")


def _effects(style: Style) -> alt.LayerChart:
    """Draw both effects on daily visitors on one scale, dot and range of eight in ten."""
    stretch: Any = [{"expr": str(_NAMES_WIDTH)}, {"expr": f"width - {_FIGURES_WIDTH}"}]
    scale = alt.Scale(zero=True, nice=False, padding=8, range=stretch)
    x = alt.X(field="central", type="quantitative", axis=None, scale=scale)
    rows = pixel(f"height - {_STRIP} + 44 + datum.side * 36")
    paint: Look = {"color": style.own, "opacity": 1}
    line = alt.Chart().mark_rule(strokeWidth=3, **paint)
    span = line.encode(x=alt.X(field="low_80", type="quantitative"), x2=alt.X2(field="high_80"))
    dot = alt.Chart().mark_point(size=130, strokeWidth=2.5, filled=True, **paint)
    fill = alt.condition("datum.clear", alt.value(style.own), alt.value(style.ink("ground")))
    marks = [
        span,
        dot.encode(fill=fill, stroke=alt.value(style.own)),
        _label(style, "detail", "0", "left"),
        _label(style, "text", "width", "right"),
    ]
    rule: Look = {"color": NO_CHANGE, "strokeWidth": 1.5, "aria": False}
    ends: Look = {"y": pixel(f"height - {_STRIP - 26}"), "y2": pixel("height - 4")}
    zero = alt.Chart().mark_rule(**rule).encode(x=alt.datum(0), **ends)
    body = [zero, *(mark.encode(y=rows) for mark in marks), _heading(style)]
    return alt.layer(*body).encode(x=x).transform_filter("datum.kind == 'effect'")


def _label(style: Style, field: str, x: str, align: str) -> alt.Chart:
    look: Look = {"align": align, "fontSize": LABEL_SIZE, "color": style.ink("text")}
    mark = alt.Chart().mark_text(baseline="middle", **look)
    return mark.encode(x=pixel(x), text=alt.Text(field=field, type="nominal"))


def _heading(style: Style) -> alt.Chart:
    look: Look = {"fontSize": 12, "color": style.ink("quiet"), "align": "left"}
    mark = alt.Chart().mark_text(baseline="top", **look)
    text = alt.value(t("chart.billion.effect"))
    words = mark.encode(x=alt.value(0), y=pixel(f"height - {_STRIP - 6}"), text=text)
    return words.transform_filter("datum.side == 0")
