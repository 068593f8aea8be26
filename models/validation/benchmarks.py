"""What a forecast must beat: the same quarter of last year, and exponential smoothing.

statsmodels is needed for tests alone; where it is not installed, smoothing is left out.

References
----------
Hyndman, Koehler, Ord & Snyder (2008), "Forecasting with Exponential Smoothing", Springer: ETS
(A, Ad, A) on logs, the damped trend with a season.
"""

import warnings
from collections.abc import Mapping
from importlib.util import find_spec
from typing import Any

import numpy as np

from models.notation import Array

YEAR = 4
_ENOUGH = 10
"""Quarters that statsmodels needs to estimate where a season starts."""


def seasonal_naive(levels: Mapping[int, float], origin: int, horizon: int) -> list[float | None]:
    """Repeat the same quarter of the last year known; None where it was not reported."""
    steps = range(1, horizon + 1)
    return [levels.get(origin + h - YEAR * -(-h // YEAR)) for h in steps]


def has_smoothing() -> bool:
    """Whether statsmodels is there."""
    return find_spec("statsmodels") is not None


def smoothed(levels: Mapping[int, float], origin: int, horizon: int) -> list[float | None]:
    """Forecast by ETS from the last quarters known without a gap; None where they are too few."""
    last = max((quarter for quarter in levels if quarter <= origin), default=origin)
    start = last
    while start - 1 in levels:
        start -= 1
    if not has_smoothing() or last - start < YEAR:
        return [None] * horizon
    logs = np.log([levels[quarter] for quarter in range(start, last + 1)])
    ahead = np.exp(_ets(logs, origin - last + horizon))[origin - last :]
    return [float(value) for value in ahead]


def _ets(logs: Array, horizon: int) -> Array:
    from statsmodels.tsa.exponential_smoothing.ets import ETSModel  # takes a second to load

    start: dict[str, Any] = {"initialization_method": "estimated"}
    if len(logs) < _ENOUGH:
        start = _first_year(logs)
    with warnings.catch_warnings(), np.errstate(all="ignore"):
        warnings.simplefilter("ignore")  # a search that stops early still gives its best
        model = ETSModel(
            logs, trend="add", damped_trend=True, seasonal="add", seasonal_periods=YEAR, **start
        )
        return np.asarray(model.fit(disp=False).forecast(horizon))


def _first_year(logs: Array) -> dict[str, Any]:
    """Start from the first year where there is too little to estimate the start."""
    trend = (logs[YEAR] - logs[0]) / YEAR
    level = logs[:YEAR].mean()
    season = logs[:YEAR] - level - trend * (np.arange(YEAR) - 1.5)
    return {
        "initialization_method": "known",
        "initial_level": level - 2.5 * trend,
        "initial_trend": trend,
        "initial_seasonal": list(season),
    }
