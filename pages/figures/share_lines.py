"""Rows of `pages.charts.line_charts.shares`: lines by quarter with their names at the end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from models.notation import Array
from pages.charts.axes import apart
from pages.charts.libraries import pa
from pages.charts.line_charts import SHARES_COLUMNS
from pages.charts.style import Style


@dataclass(frozen=True, kw_only=True, eq=False)
class Line:
    """One line: shares by quarter, (T,), its label, and a band where it is one that counts."""

    name: str
    label: str
    path: Array
    counts: bool = False
    dashed: bool = False
    low: Array | None = None
    high: Array | None = None


def lines_table(
    lines: Sequence[Line], quarters: Sequence[str], style: Style, *, apart_by: float
) -> pa.Table:
    """Lay the lines out; labels stand ``apart_by`` from each other, in the unit of the axis."""
    places = apart([float(line.path[-1]) for line in lines], apart_by)
    rows = [
        row
        for number, (line, place) in enumerate(zip(lines, places, strict=True))
        for row in _rows(number, line, place, quarters, style)
    ]
    columns = zip(*rows, strict=True)
    return pa.table(
        {
            name: pa.array(column, _TYPES.get(name, "float64"), from_pandas=True)
            for name, column in zip(SHARES_COLUMNS, columns, strict=True)
        }
    )


def _rows(
    number: int, line: Line, place: float, quarters: Sequence[str], style: Style
) -> list[list[object]]:
    colour = style.words_in(style.own) if line.counts else style.ink("quiet")
    nothing = np.full(len(quarters), np.nan)
    low, high = (nothing if end is None else end for end in (line.low, line.high))
    paths = zip(quarters, line.path.tolist(), low.tolist(), high.tolist(), strict=True)
    rows: list[list[object]] = [
        [quarter, number, line.name, share, line.counts, line.dashed, below, above, *([None] * 3)]
        for quarter, share, below, above in paths
    ]
    rows[-1][-3:] = [place, line.label, colour]
    return rows


_TYPES = {
    "quarter": "string",
    "line": "int8",
    "name": "string",
    "counts": "bool",
    "dashed": "bool",
    "end_text": "string",
    "end_colour": "string",
}
