"""Two simple forecasts that the damped level is combined with; each looks a year ahead.

References
----------
Assimakopoulos & Nikolopoulos (2000), "The theta model", International Journal of Forecasting 16(4),
521-530; Hyndman & Billah (2003), "Unmasking the Theta method", ibid. 19(2), 287-290: exponential
smoothing of the series without its season, with half of its trend.
"""

from collections.abc import Mapping, Sequence

import numpy as np

from models.calibration.actuals import KnownFigures
from models.calibration.growth import Numbers
from models.notation import Array

YEAR = 4
GROWTH_KEPT = 0.5
"""Part of the last year's growth that last year's quarter is carried on with."""

SMOOTHING = np.linspace(0.1, 1.0, 19)
"""Weights of the newest figure that exponential smoothing tries."""


def half_growth(levels: Mapping[int, float], origin: int) -> Array:
    """Forecast the logs of four quarters: last year's quarter and half of last year's growth."""
    steps = [
        np.log(levels[quarter] / levels[quarter - YEAR])
        for quarter in range(origin - YEAR + 1, origin + 1)
    ]
    year_ago = np.log([levels[origin + h - YEAR] for h in range(1, YEAR + 1)])
    return np.asarray(year_ago + GROWTH_KEPT * np.mean(steps))


def theta(levels: Mapping[int, float], origin: int) -> Array:
    """Forecast the logs of four quarters by theta, the season taken out by moving averages."""
    start = origin
    while start - 1 in levels:
        start -= 1
    logs = np.log([levels[quarter] for quarter in range(start, origin + 1)])
    quarter = (start + np.arange(len(logs))) % YEAR
    season = _season(logs, quarter)
    plain = logs - season[quarter]
    trend = np.polyfit(np.arange(len(plain)), plain, 1)[0]
    weight = min(SMOOTHING, key=lambda w: _smoothed(plain, w)[1])
    level = _smoothed(plain, weight)[0]
    lag = (1.0 - (1.0 - weight) ** len(plain)) / weight
    ahead = np.arange(1, YEAR + 1)
    return np.asarray(level + 0.5 * trend * (ahead - 1.0 + lag) + season[(origin + ahead) % YEAR])


METHODS = (half_growth, theta)
COMBINED = len(METHODS)
"""Methods beside the damped level; all weigh the same."""


def corrections(known: KnownFigures, series: Sequence[str], origin: int, mean: Array) -> Array:
    """Tell what the mean of all methods adds to ``mean`` (S, H), logs of the damped level.

    Nothing for a series without two years of figures to the origin. After the first year the
    quarter of the year keeps its correction.
    """
    added = np.zeros_like(mean)
    place = np.arange(mean.shape[1]) % YEAR
    for row, name in enumerate(series):
        levels = known.levels[name]
        if mean.shape[1] and all(origin - lag in levels for lag in range(2 * YEAR)):
            ahead = min(YEAR, mean.shape[1])
            others = np.mean([method(levels, origin)[:ahead] for method in METHODS], axis=0)
            weight = COMBINED / (1 + COMBINED)
            added[row] = (weight * (others - mean[row, :ahead]))[place]
    return added


def _season(logs: Array, quarter: Numbers) -> Array:
    """Mean distance of each quarter of the year from the moving average of a year, (4,)."""
    kernel = np.array([0.5, 1.0, 1.0, 1.0, 0.5]) / YEAR
    away = logs[2:-2] - np.convolve(logs, kernel, mode="valid")
    season = np.array([away[quarter[2:-2] == q].mean() for q in range(YEAR)])
    return season - season.mean()


def _smoothed(logs: Array, weight: float) -> tuple[float, float]:
    """Last level of exponential smoothing, and the sum of its squared errors a quarter ahead."""
    level, errors = logs[0], 0.0
    for value in logs[1:]:
        errors += (value - level) ** 2
        level += weight * (value - level)
    return float(level), float(errors)
