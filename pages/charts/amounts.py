"""Amounts inside a chart, written by the browser as `pages.labels.format` writes them outside."""

from __future__ import annotations

from json import dumps
from typing import Any

from pages.charts.libraries import alt
from pages.charts.style import Style
from pages.labels.catalogue import LANGUAGES, t

_DIGITS = ",.4~r"
_WAN_YI_IN_BN, _YI_IN_MILLION = 1000, 100


def axis_width(style: Style) -> int:
    """Pixels of an axis with amounts, to +0.005%; Chinese labels carry their unit."""
    return 50 if style.language == LANGUAGES[0] else 58


def written(style: Style, unit: str, value: str = "datum.value", *, signed: bool = False) -> str:
    """Expression that writes ``value``, of ``unit``, with the digits that an axis needs.

    In Chinese the unit goes with the number, because it changes with the size: 9,500亿, 1.05万亿.
    """
    if unit == "share":
        return _plain(value, 100, signed) + " + '%'"
    if style.language == LANGUAGES[0]:
        return _plain(value, 1, signed)
    if unit.startswith("RMB bn"):
        large, small = ("format.wan_yi", 1 / _WAN_YI_IN_BN), ("format.yi", style.money_scale)
        bound = _WAN_YI_IN_BN
    elif unit in ("million", "million/day"):
        large, small = ("format.yi", 1 / _YI_IN_MILLION), ("format.wan", 100)
        bound = _YI_IN_MILLION
    else:
        return _plain(value, 1, signed)
    written_large, written_small = (
        f"{_plain(value, scale, signed)} + '{t(key, value='')}'" for key, scale in (large, small)
    )
    return f"(!({value}) ? '0' : abs({value}) >= {bound} ? {written_large} : {written_small})"


def _plain(value: str, scale: float, signed: bool) -> str:
    sign = "+" if signed else ""
    return f"({value} ? format({value} * {scale:g}, '{sign}{_DIGITS}') : '0')"


def tooltip(style: Style, unit: str, rows: dict[str, str], *, signed: bool = False) -> Any:  # noqa: ANN401
    """Words under the pointer: the quarter or platform first, then amounts by column.

    ``rows`` maps columns to their words; the first is a text, the others amounts.
    """
    first, *amounts = rows
    cells = [f"{dumps(rows[first])}: datum['{first}']"]
    for name in amounts:
        amount = written(style, unit, f"datum['{name}']", signed=signed)
        cells.append(f"{dumps(rows[name])}: {amount}")
    return alt.value({"expr": "{" + ", ".join(cells) + "}"})


def titles(*names: str, of: str = "chart") -> dict[str, str]:
    """Words of columns, from the labels of that name under ``of``; rows of a `tooltip`."""
    return {name: t(f"{of}.{name}") for name in names}
