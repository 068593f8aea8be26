"""Prior of the forecast: how logs of the reported series move together, as covariances.

The log of a series is an unknown level, plus growth common to all, plus a drift of its own that
is damped towards it, plus a season common to all and a small deviation of its own, plus noise.
All of it is Gaussian and linear, so the state-space model is its covariance matrix: missing
quarters, sums over half-years and forecasts are rows of it, and conditioning is the Kalman
filter and smoother in one step.
"""

from dataclasses import dataclass
from functools import cached_property
from math import log

import numpy as np
from numpy.typing import NDArray

from models.calibration.series import EXCEPTIONAL, SERIES
from models.notation import Array, quarter_number

Numbers = NDArray[np.int64]

DRIFT_DAMPING = np.linspace(0.65, 0.95, 7)
"""Damping of a drift a quarter; never tuned, every value weighs the same."""

GROWTH = log(1.08) / 4
"""Growth a quarter that every series is drawn to: 8% a year."""

# Standard deviations of logs. Drift, seasons, exceptional quarters, and below the steps of the
# drift and the error, are rounded from the mode of the marginal likelihood of the figures to
# 2021Q4 (under weak priors, in a prototype); the others are judgement.
GROWTH_SD = 0.005
LEVEL_SD = 3.0
DRIFT_SD = 0.12
SEASON_SD = 0.12
OWN_SEASON_SD = 0.07
EXCEPTIONAL_SD = 0.18
BREAK_SD = 0.01

# Shares of a series' noise scale: steps of its level, steps of its drift, error of a figure.
LEVEL_STEP, DRIFT_STEP, ERROR = 0.6, 0.4, 0.3

_YEAR = 4


@dataclass(frozen=True, eq=False)
class Rows:
    """Cells of the past and of the future, one a row.

    Attributes
    ----------
    series : int array, shape (n,)
        Place in `SERIES`.
    quarter : int array, shape (n,)
        Number of the quarter.
    first : int array, shape (n,)
        First quarter of the series, from which its drift counts.
    past : bool array, shape (n,)
        Whether the row was known at the origin: nothing special is known of the future.
    """

    series: Numbers
    quarter: Numbers
    first: Numbers
    past: NDArray[np.bool_]

    @cached_property
    def same_series(self) -> Array:
        """1 where two rows are of one series, (n, n)."""
        return (self.series[:, None] == self.series).astype(float)

    @cached_property
    def age(self) -> Numbers:
        """Quarters since the first of the series."""
        return self.quarter - self.first

    @cached_property
    def origin(self) -> int:
        """Latest quarter known."""
        return int(self.quarter[self.past].max())


def means(rows: Rows) -> Array:
    """Prior means but for the unknown level: growth since the first row, (n,)."""
    return GROWTH * (rows.quarter - rows.quarter.min())


def settled(rows: Rows, damping: float) -> Array:
    """Covariance that the noise scale does not touch, (n, n)."""
    since = rows.quarter - rows.quarter.min()
    start = _drifted(rows.age, damping)
    season = _season(rows.quarter)
    own = LEVEL_SD**2 + DRIFT_SD**2 * np.outer(start, start) + OWN_SEASON_SD**2 * season
    common = GROWTH_SD**2 * np.outer(since, since) + SEASON_SD**2 * season
    return common + rows.same_series * (own + _breaks(rows)) + np.diag(_exceptional(rows))


def noise(rows: Rows, damping: float) -> Array:
    """Covariance of the noise of every series at scale 1, (n, n)."""
    steps = np.arange(1, rows.age.max() + 1)
    since = np.maximum(rows.age[:, None] - steps + 1, 0)  # (n, steps)
    level, drift = LEVEL_STEP * (since > 0), DRIFT_STEP * _drifted(since, damping)
    walk = level @ level.T + drift @ drift.T
    return rows.same_series * (walk + ERROR**2 * np.eye(len(since)))


def _drifted(quarters: Numbers, damping: float) -> Array:
    """Distance that a drift of 1 has gone after so many quarters."""
    return (1.0 - damping ** quarters.astype(float)) / (1.0 - damping)


def _season(quarter: Numbers) -> Array:
    """Four effects that add up to zero, each of variance 1."""
    same = quarter[:, None] % _YEAR == quarter % _YEAR
    return (same - 1.0 / _YEAR) / (1.0 - 1.0 / _YEAR)


def _breaks(rows: Rows) -> Array:
    """Step by an unknown height where a series changed its basis before the origin."""
    total = np.zeros((len(rows.series),) * 2)
    for place, series in enumerate(SERIES):
        for start in map(quarter_number, series.breaks):
            if start <= rows.origin:
                after = (rows.quarter >= start) & (rows.series == place)
                total += BREAK_SD**2 * np.outer(after, after)
    return total


def _exceptional(rows: Rows) -> Array:
    """Variance of quarters known to have been exceptional."""
    marked = np.isin(rows.quarter, sorted(EXCEPTIONAL)) & rows.past
    return np.where(marked, EXCEPTIONAL_SD**2, 0.0)
