"""Misses taken apart: a row a decision, a stretch the miss itself and each of its parts."""

from __future__ import annotations

from functools import cache

from pages.charts.amounts import titles
from pages.charts.axes import across, pixel, rows
from pages.charts.libraries import alt
from pages.charts.marks import bars, draw, figures, hover, names, ranges, shared, words, zero
from pages.charts.style import LABEL_SIZE, Look, Spec, Style
from pages.labels.catalogue import t

MISS_COLUMNS = (
    *("row", "panel", "name", "below", "value", "sign", "low_80", "high_80", "text"),
    *("floor", "ceiling"),
)
"""A row a decision and panel; amounts are shares of the forecast, ``floor`` to ``ceiling`` what
all panels reach, so that bars compare across them."""

_NAMES, _TOP, _FOOT, _GAP, _FIGURES = 230, 46, 4, 18, 84


@cache
def misses(style: Style, panels: tuple[str, ...], count: int, height: int) -> Spec:
    """Draw ``count`` decisions, the miss first and then the parts named in ``panels``."""
    drawn = [_panel(style, place, panels, count) for place in range(len(panels))]
    return draw(style, height, *drawn, left=_NAMES, right=4, own="x", plot=150 * len(panels))


def _panel(style: Style, place: int, panels: tuple[str, ...], count: int) -> alt.LayerSpec:
    left, right = (f"width * {end / len(panels)}" for end in (place, place + 1))
    ends = (f"{left} + 6", f"{right} - {_FIGURES + _GAP}")
    labels = {"name": t("ledger.chart.decision"), "value": t(f"ledger.part.{panels[place]}")}
    labels |= titles("low_80", "high_80")
    marks = [
        *_signed(style),
        ranges("low_80", "high_80", 1.5, style.ink("quiet"), aria=False),
        ranges("floor", "ceiling", 1, style.ink("quiet"), opacity=0, aria=False),
        figures(style, 0, x=pixel(f"{right} - {_GAP}"), limit=_FIGURES + 20),
        hover(style, "share", labels, 900, signed=True),
        *([] if place else _named(style)),
    ]
    y = rows(count, str(_TOP), f"height - {_FOOT}")
    body = [
        zero(y=alt.value(_TOP), y2=pixel("height")),
        *(one.encode(y=y) for one in marks),
        _head(style, panels[place], left),
    ]
    x = across("value", zero=True, padding=6, stretch=ends)
    return shared(body, f"datum.panel == {place}", x=x)


def _signed(style: Style) -> list[alt.Chart]:
    """Bars from nothing: solid above the forecast, outlined below it."""
    hollow: Look = {"fill": style.ink("ground"), "stroke": style.own, "strokeWidth": 2}
    looks: dict[int, Look] = {1: {"color": style.own}, -1: hollow}
    return [
        bars("value", alt.datum(0), 15, where=f"datum.sign == {sign}", **look)
        for sign, look in looks.items()
    ]


def _named(style: Style) -> list[alt.Chart]:
    """Name a decision, and below it the figure that it is judged by."""
    quiet: Look = {"color": style.ink("quiet"), "fontSize": LABEL_SIZE, "dy": 9}
    return [names(style, _NAMES, dy=-8), names(style, _NAMES, text="below", **quiet)]


def _head(style: Style, panel: str, left: str) -> alt.Chart:
    place: Look = {"x": pixel(left), "y": alt.value(4), "baseline": "top", "fontWeight": 600}
    text = alt.value(t(f"ledger.part.{panel}"))
    return words(text, style.ink("text"), where="datum.row == 0", **place)
