"""Rolling origins: what the forecast said then, what came, and what simpler methods said."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from models.calibration.actuals import Actuals
from models.calibration.series import APART, POOLED, Series
from models.errors import ActualsError, Problem
from models.notation import quarter_name, quarter_number
from models.validation.benchmarks import seasonal_naive, smoothed
from models.validation.forecast import Forecast, forecast

FIRST = quarter_number("2021Q4")
"""First rolling origin: from here on every series has a year of history."""

HORIZON = 4
LOW, HIGH = 0.1, 0.9


@dataclass(frozen=True, kw_only=True)
class Point:
    """One figure forecast and reported, RMB bn; ``naive`` and ``ets`` None where there is none."""

    series: str
    origin: int
    horizon: int
    actual: float
    central: float
    low: float
    high: float
    naive: float | None
    ets: float | None

    @property
    def covered(self) -> bool:
        """Whether the 80% range held."""
        return self.low <= self.actual <= self.high


@dataclass(frozen=True, kw_only=True)
class ForecastScore:
    """Accuracy over some points: mean absolute errors as shares of what came, and coverage."""

    n: int
    mape: float
    mape_naive: float
    mape_ets: float | None
    coverage_80: float

    @property
    def skill(self) -> float:
        """Error that the forecast saves against last year's quarter: 1 is all of it."""
        return 1.0 - self.mape / self.mape_naive if self.mape_naive else 0.0


@dataclass(frozen=True, kw_only=True, eq=False)
class Backtest:
    """All points of the pool and of the series apart."""

    origins: tuple[int, ...]
    horizon: int
    points: tuple[Point, ...]
    notes: tuple[str, ...]

    def score(self, series: Iterable[str] = (), horizon: int | None = None) -> ForecastScore | None:
        """Score the pool, or some series, at one horizon or all; None without any point."""
        names = set(series) or {s.name for s in POOLED}
        return _score(
            [p for p in self.points if p.series in names and horizon in (None, p.horizon)]
        )


def backtest(actuals: Actuals, origin: int | None = None, horizon: int = HORIZON) -> Backtest:
    """Forecast from every origin with what was known then, and score what has been reported.

    Raises
    ------
    ActualsError
        There is nothing to score: no figure after the origin, or none before it.
    """
    origins = range(FIRST, actuals.last - horizon + 1) if origin is None else (origin,)
    points = [
        point
        for o in origins
        for pool in (POOLED, APART)
        for point in _from(actuals, pool, o, horizon)
    ]
    if not any(p.series == s.name for p in points for s in POOLED):
        raise ActualsError([_nothing(actuals, origin)])
    return Backtest(
        origins=tuple(origins), horizon=horizon, points=tuple(points), notes=actuals.notes
    )


def look_ahead(actuals: Actuals, origin: int, horizon: int, pool: Sequence[Series]) -> Forecast:
    """Forecast from ``origin`` every series of ``pool`` of which something was known."""
    known = actuals.known_at(origin)
    present = [series for series in pool if known.levels[series.name]]
    return forecast(known, present, origin, horizon)


def _from(actuals: Actuals, pool: Sequence[Series], origin: int, horizon: int) -> list[Point]:
    known = actuals.known_at(origin).levels
    ahead = range(origin + 1, origin + horizon + 1)
    scored = [
        s.name for s in pool if known[s.name] and any(q in actuals.levels[s.name] for q in ahead)
    ]
    if not scored:
        return []
    prediction = look_ahead(actuals, origin, horizon, pool)
    low, high = prediction.quantile(LOW), prediction.quantile(HIGH)
    points = []
    for i, name in enumerate(prediction.series):
        naive = seasonal_naive(known[name], origin, horizon)
        ets = smoothed(known[name], origin, horizon)
        for h in range(horizon):
            actual = actuals.levels[name].get(origin + h + 1)
            # Scored only beside a naive forecast, so that both errors are of the same quarters.
            if actual is not None and naive[h] is not None:
                points.append(
                    Point(
                        series=name,
                        origin=origin,
                        horizon=h + 1,
                        actual=actual,
                        central=float(prediction.central[i, h]),
                        low=float(low[i, h]),
                        high=float(high[i, h]),
                        naive=naive[h],
                        ets=ets[h],
                    )
                )
    return points


def _score(points: Sequence[Point]) -> ForecastScore | None:
    if not points:
        return None
    ets = [point.ets for point in points]
    return ForecastScore(
        n=len(points),
        mape=_mape(points, [point.central for point in points]),
        mape_naive=_mape(points, [point.naive for point in points]),
        mape_ets=None if None in ets else _mape(points, ets),
        coverage_80=float(np.mean([point.covered for point in points])),
    )


def _mape(points: Sequence[Point], predicted: Sequence[float | None]) -> float:
    actual = np.array([point.actual for point in points])
    return float(np.abs(np.array(predicted, dtype=float) / actual - 1.0).mean())


def _nothing(actuals: Actuals, origin: int | None) -> Problem:
    last = quarter_name(actuals.last)
    origin_name = "" if origin is None else quarter_name(origin)
    message = (
        f"there is nothing to score: the figures end with {last}; name an earlier origin or a"
        " shorter horizon, or hand in a file with later figures"
    )
    return Problem(line=None, column=None, found=origin_name, message=message)
