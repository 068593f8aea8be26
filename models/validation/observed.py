"""What was observed, as weighted sums of the cells of the model.

A quarter is one cell. A half-year of CMR whose quarters are not both known is a sum of two: near
the usual split w of such a half, ln(a + b) = w ln a + (1 - w) ln b + the entropy of w, to first
order exactly.
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np

from models.calibration.actuals import KnownFigures
from models.calibration.growth import Rows
from models.calibration.series import SERIES
from models.notation import Array


class Observed(NamedTuple):
    """Cells of the past (n,), logs of figures (m,) and the weights of the cells in them (m, n)."""

    rows: Rows
    figures: Array
    weights: Array


def observed(known: KnownFigures, places: Sequence[int]) -> Observed:
    """List the figures of the series at ``places`` of `SERIES`, and the cells they need."""
    halves = _splits(known) if 0 in places else {}
    cells: dict[tuple[int, int], int] = {}
    sums: list[dict[tuple[int, int], float]] = []
    logs: list[float] = []
    for place in places:
        for quarter, value in sorted(known.levels[SERIES[place].name].items()):
            sums.append({(place, quarter): 1.0})
            logs.append(float(np.log(value)))
    for first, split in halves.items():
        sums.append({(0, first): split, (0, first + 1): 1.0 - split})
        entropy = -split * np.log(split) - (1.0 - split) * np.log(1.0 - split)
        logs.append(float(np.log(known.halves[first]) - entropy))
    for cell in sorted({cell for total in sums for cell in total}):
        cells[cell] = len(cells)
    weights = np.zeros((len(sums), len(cells)))
    for i, total in enumerate(sums):
        for cell, weight in total.items():
            weights[i, cells[cell]] = weight
    return Observed(_rows(list(cells)), np.array(logs), weights)


def _splits(known: KnownFigures) -> Mapping[int, float]:
    """Share of the first quarter in every half-year whose quarters are not both known."""
    cmr = known.levels[SERIES[0].name]
    usual: dict[int, list[float]] = {}
    for quarter, value in cmr.items():
        if quarter + 1 in cmr:
            usual.setdefault(quarter % 4, []).append(value / (value + cmr[quarter + 1]))
    return {first: float(np.mean(usual[first % 4])) for first in known.halves if first % 4 in usual}


def _rows(cells: Sequence[tuple[int, int]]) -> Rows:
    series, quarter = np.array(cells).T
    start = {place: quarter[series == place].min() for place in series}
    return Rows(
        series=series,
        quarter=quarter,
        first=np.array([start[place] for place in series]),
        past=np.ones(len(series), dtype=bool),
    )
