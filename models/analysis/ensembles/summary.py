"""Summaries of many runs that can be merged, so that no run need be kept.

Counts on a fixed grid add up exactly in any order. Means and squares are merged in the order of
the blocks, so that the answer does not depend on who computed which block.
"""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from models.notation import Array

BINS = 4096
"""Cells of the grid on which quantiles are counted, two more for what lies outside."""

_MARGIN = 1.0
"""The grid reaches beyond the first block by so many of its ranges to either side."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Grid:
    """Equal cells from ``low`` to ``high``, each (F,), one row a figure; ``BINS`` of them."""

    low: Array
    high: Array

    @property
    def width(self) -> Array:
        """Width of a cell, (F,): no quantile inside the grid is further off."""
        return (self.high - self.low) / BINS

    def count(self, values: Array) -> NDArray[np.int64]:
        """Count ``values`` (F, D) by cell, (F, BINS + 2), the first and last cell open."""
        scale = np.divide(1.0, self.width, out=np.zeros_like(self.width), where=self.width > 0.0)
        place = np.floor((values - self.low[:, None]) * scale[:, None]) + 1.0
        cells = np.clip(place, 0, BINS + 1).astype(np.int64)
        cells += np.arange(len(values))[:, None] * (BINS + 2)
        counted = np.bincount(cells.ravel(), minlength=len(values) * (BINS + 2))
        return counted.reshape(len(values), BINS + 2)


def grid_around(values: Array) -> Grid:
    """Lay a grid three times as wide as the range of ``values`` (F, D), which it centres on."""
    low, high = values.min(axis=1), values.max(axis=1)
    reach = _MARGIN * np.where(high > low, high - low, 1.0)
    return Grid(low=low - reach, high=high + reach)


@dataclass(frozen=True, kw_only=True, eq=False)
class Moments:
    """Count, mean and sum of squared deviations of F figures, the latter two (F,)."""

    count: int
    mean: Array
    squares: Array

    @property
    def sd(self) -> Array:
        """Standard deviation of a run, (F,)."""
        return np.sqrt(self.squares / max(self.count - 1, 1))


def moments_of(values: Array) -> Moments:
    """Sum ``values`` (F, D) up."""
    mean = values.mean(axis=1)
    squares = ((values - mean[:, None]) ** 2).sum(axis=1)
    return Moments(count=values.shape[1], mean=mean, squares=squares)


def merge(parts: Iterable[Moments]) -> Moments:
    """Merge moments in the order given.

    References
    ----------
    Chan, Golub and LeVeque (1983), "Algorithms for computing the sample variance", The American
    Statistician 37(3), 242-247.
    """
    parts = iter(parts)
    total = next(parts)
    for part in parts:
        count = total.count + part.count
        gap = part.mean - total.mean
        total = Moments(
            count=count,
            mean=total.mean + gap * (part.count / count),
            squares=total.squares + part.squares + gap**2 * (total.count * part.count / count),
        )
    return total


def quantile(counts: NDArray[np.int64], grid: Grid, probability: float) -> Array:
    """Read a quantile off the counts, (F,), between the ends of its cell in proportion.

    Off by one cell of the grid at most; what lies outside the grid is reported as its end.
    """
    wanted = probability * counts.sum(axis=1)
    upto = np.cumsum(counts, axis=1)
    cell = (upto < wanted[:, None]).sum(axis=1)
    row = np.arange(len(counts))
    before = upto[row, cell] - counts[row, cell]
    part = (wanted - before) / np.maximum(counts[row, cell], 1)
    place = np.clip(cell - 1 + part, 0, BINS)
    # Not beyond the end by a rounding.
    return np.minimum(grid.low + place * grid.width, grid.high)
