"""How a figure is read: over the year that ends with a quarter (E32)."""

import numpy as np

from models.notation import Array

YEAR = 4
"""Quarters of a reading, fewer at the start of the horizon."""


def over_year(path: Array) -> Array:
    """Mean over the four quarters that end with each, for a path (T, ...), draw by draw."""
    total = np.zeros_like(path)
    for lag in range(min(YEAR, len(path))):
        total[lag:] += path[: len(path) - lag]
    counted = np.minimum(np.arange(1, len(path) + 1), YEAR)
    return total / counted.reshape(-1, *[1] * (path.ndim - 1))


def ratio_over_year(part: Array, whole: Array) -> Array:
    """Ratio of the sums over the year, where a figure is one flow over another."""
    return over_year(part) / over_year(whole)


def full_years(path: Array) -> Array:
    """Read every full trailing year, (T-3, ...), or the one shorter window where T < 4."""
    return over_year(path)[min(YEAR, len(path)) - 1 :]
