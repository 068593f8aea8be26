"""RMB 1 bn as phones or as small orders: every order a mark on a tray, and what visitors do.

One table holds marks (``kind`` "dot"), the words of the two trays ("tray") and the effects on
visitors ("effect"). Places are counted in cells of a tray, so that the picture fills any size.
"""

from __future__ import annotations

from functools import cache

from pages.charts.axes import across, pixel
from pages.charts.libraries import alt
from pages.charts.marks import dots, draw, hollow, ranges, shared, words, zero
from pages.charts.style import Look, Spec, Style
from pages.labels.catalogue import t

COLUMNS = (
    *("kind", "side", "col", "row", "part", "clear", "central", "low_80", "high_80"),
    *("text", "detail"),
)
"""Columns of the data; ``part`` is the part of a mark that is filled, ``clear`` 1 or 0."""

WIDE, HIGH = 16, 9
"""Cells of a tray."""

_PHONE = "M-0.5,-0.9L0.5,-0.9L0.5,0.9L-0.5,0.9Z"
_TOP, _STRIP, _GAP = 50, 104, 24
_NAMES, _FIGURES = 100, 150
_CELL = f"min((width - {_GAP}) / {2 * WIDE}, (height - {_TOP + _STRIP}) / {HIGH})"
_TRAY = f"datum.side * (width + {_GAP}) / 2"


@cache
def subsidy_mix(style: Style, height: int) -> Spec:
    """Build the picture: two trays above, two effects on one scale below."""
    tray: Look = {"x": pixel(_TRAY), "baseline": "top", "where": "datum.kind == 'tray'"}
    name: Look = {"y": alt.value(0), "fontSize": 17, "fontWeight": 700}
    detail: Look = {"y": alt.value(24), "fontSize": 12, "fontWeight": 400}
    layers: list[alt.Chart | alt.LayerSpec] = [
        _orders(style, 0, _PHONE, 0.95),
        _orders(style, 1, "circle", 0.5),
        words("text", style.ink("text"), **name, **tray),
        words("detail", style.ink("quiet"), **detail, **tray),
        _effects(style),
    ]
    return draw(style, height, *layers, right=0)


def _orders(style: Style, side: int, shape: str, size: float) -> alt.Chart:
    """Draw the orders of one tray; the last mark stands for what is left over."""
    area = {"expr": f"{size} * datum.part * pow({_CELL}, 2)"}
    x, y = (f"(datum.{name} + 0.5) * {_CELL}" for name in ("col", "row"))
    place: Look = {"x": pixel(f"{_TRAY} + {x}"), "y": pixel(f"{_TOP} + {y}")}
    look: Look = {"shape": shape, "color": style.own, "strokeWidth": 0, "aria": False}
    where = f"datum.kind == 'dot' && datum.side == {side}"
    return dots(1, where=where, **look).encode(size=alt.value(area), **place)


def _effects(style: Style) -> alt.LayerSpec:
    """Draw both effects on daily visitors on one scale, dot and range of eight in ten."""
    text = style.ink("text")
    marks = [
        ranges("low_80", "high_80", 3, style.own, opacity=1),
        dots(130, **hollow(style)),
        words("detail", text, x=alt.value(0)),
        words("text", text, x=pixel("width"), align="right"),
    ]
    y = pixel(f"height - {_STRIP} + 44 + datum.side * 36")
    line = zero(y=pixel(f"height - {_STRIP - 26}"), y2=pixel("height - 4"))
    heading = words(
        alt.value(t("chart.billion.effect")),
        style.ink("quiet"),
        x=alt.value(0),
        y=pixel(f"height - {_STRIP - 6}"),
        baseline="top",
        fontSize=12,
        where="datum.side == 0",
    )
    ends = (str(_NAMES), f"width - {_FIGURES}")
    x = across("central", zero=True, padding=8, stretch=ends)
    body = [line, *(one.encode(y=y) for one in marks), heading]
    return shared(body, "datum.kind == 'effect'", x=x)
