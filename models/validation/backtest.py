"""Rolling origins: what the shown engine said then, what came, and what others said.

The engine is `project` itself, levers as they moved; beside it stand the forecast that it carries,
last year's quarter and exponential smoothing. Series that the simulator does not have are scored
by the forecast alone, apart.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from models.calibration.actuals import Actuals
from models.calibration.series import APART, POOLED, SERIES, Series
from models.errors import ActualsError, Problem
from models.inputs import load_market, vintages
from models.notation import quarter_name, quarter_number
from models.validation.benchmarks import seasonal_naive, smoothed
from models.validation.engine import EngineForecast, engine_forecast, own_series
from models.validation.forecast import Forecast, forecast

FIRST = quarter_number("2022Q1")
"""First rolling origin: the first market after figures began to be published by quarter."""

HORIZON = 4
LOW, HIGH = 0.1, 0.9


@dataclass(frozen=True, kw_only=True)
class Point:
    """One figure forecast and reported, RMB bn; None where a method says nothing of it.

    ``central`` and its 80% range ``low`` to ``high`` are the engine's, ``forecast`` and
    ``forecast_low`` to ``forecast_high`` those of the forecast alone.
    """

    series: str
    origin: int
    horizon: int
    actual: float
    central: float | None
    low: float | None
    high: float | None
    forecast: float
    forecast_low: float
    forecast_high: float
    naive: float | None
    ets: float | None

    @property
    def covered(self) -> bool:
        """Whether the 80% range of the engine held; that of the forecast where it has none."""
        if self.low is None or self.high is None:
            return self.forecast_low <= self.actual <= self.forecast_high
        return self.low <= self.actual <= self.high


@dataclass(frozen=True, kw_only=True)
class ForecastScore:
    """Accuracy over some points: mean absolute errors as shares of what came, and coverage.

    ``mape`` and ``coverage_80`` are the engine's, None where it does not have the series;
    ``mape_forecast`` is that of the forecast alone.
    """

    n: int
    mape: float | None
    mape_forecast: float
    mape_naive: float
    mape_ets: float | None
    coverage_80: float | None

    @property
    def skill(self) -> float:
        """Error that is saved against last year's quarter: 1 is all of it."""
        mape = self.mape_forecast if self.mape is None else self.mape
        return 1.0 - mape / self.mape_naive if self.mape_naive else 0.0


@dataclass(frozen=True, kw_only=True, eq=False)
class Backtest:
    """All points of the rolling origins, and ``long``: every later figure from each vintage."""

    origins: tuple[int, ...]
    horizon: int
    points: tuple[Point, ...]
    long: tuple[Point, ...]
    notes: tuple[str, ...]

    def score(self, series: Iterable[str] = (), horizon: int | None = None) -> ForecastScore | None:
        """Score the pool, or some series, at one horizon or all; None without any point."""
        names = set(series) or {s.name for s in scored()}
        return _score(
            [p for p in self.points if p.series in names and horizon in (None, p.horizon)]
        )

    def coverage(self, vintage: str | None = None) -> tuple[int, float]:
        """Count later figures of a vintage, or of all, and the share that the ranges held."""
        held = [p.covered for p in self.long if vintage in (None, quarter_name(p.origin))]
        return len(held), float(np.mean(held)) if held else float("nan")

    @property
    def vintages(self) -> tuple[str, ...]:
        """Vintages with figures after them."""
        return tuple(quarter_name(origin) for origin in sorted({p.origin for p in self.long}))


def scored() -> tuple[Series, ...]:
    """Series that the simulator has, which make the pool."""
    names = own_series(load_market())
    return tuple(series for series in POOLED if series.name in names)


def beside() -> tuple[Series, ...]:
    """Series that only the forecast has."""
    return tuple(series for series in SERIES if series not in scored())


def backtest(actuals: Actuals, origin: int | None = None, horizon: int = HORIZON) -> Backtest:
    """Forecast from every origin with what was known then, and score what has been reported.

    Raises
    ------
    ActualsError
        There is nothing to score: no figure after the origin, or none before it.
    """
    actuals = actuals.linked()
    origins = range(FIRST, actuals.last) if origin is None else (origin,)
    points = [point for o in origins for point in _from(actuals, o, horizon)]
    if not any(p.series == s.name for p in points for s in POOLED):
        raise ActualsError([_nothing(actuals, origin)])
    return Backtest(
        origins=tuple(origins),
        horizon=horizon,
        points=tuple(points),
        long=tuple(_long(actuals, origin)),
        notes=actuals.notes,
    )


def look_ahead(actuals: Actuals, origin: int, horizon: int, pool: Sequence[Series]) -> Forecast:
    """Forecast from ``origin`` every series of ``pool`` of which something was known."""
    known = actuals.linked().known_at(origin)
    present = [series for series in pool if known.levels[series.name]]
    return forecast(known, present, origin, horizon)


def _long(actuals: Actuals, origin: int | None) -> Iterator[Point]:
    """Score every later figure from each vintage, or from the one of ``origin`` alone."""
    for start in map(quarter_number, vintages()):
        if origin in (None, start) and FIRST <= start < actuals.last:
            found = _from(actuals, start, actuals.last - start)
            yield from (point for point in found if point.central is not None)


def _from(actuals: Actuals, origin: int, horizon: int) -> Iterator[Point]:
    known = actuals.known_at(origin).levels
    ahead = range(origin + 1, origin + horizon + 1)
    engine: EngineForecast | None = None
    for pool in (POOLED, APART):
        if any(known[s.name] and any(q in actuals.levels[s.name] for q in ahead) for s in pool):
            if pool is POOLED:
                engine = engine_forecast(actuals, origin, horizon)
            alone = look_ahead(actuals, origin, horizon, pool)
            for name in alone.series:
                yield from _points(actuals, name, alone, engine)


def _points(
    actuals: Actuals, name: str, alone: Forecast, engine: EngineForecast | None
) -> Iterator[Point]:
    origin, horizon = alone.origin, alone.horizon
    known = actuals.known_at(origin).levels[name]
    naive, ets = seasonal_naive(known, origin, horizon), smoothed(known, origin, horizon)
    ours = _ranges(engine, name)
    for h, (central, low, high) in enumerate(zip(*_ranges(alone, name), strict=True)):
        actual = actuals.levels[name].get(origin + h + 1)
        # Scored only beside a naive forecast, so that both errors are of the same quarters.
        if actual is not None and naive[h] is not None:
            yield Point(
                series=name,
                origin=origin,
                horizon=h + 1,
                actual=actual,
                central=ours[0][h] if ours else None,
                low=ours[1][h] if ours else None,
                high=ours[2][h] if ours else None,
                forecast=central,
                forecast_low=low,
                forecast_high=high,
                naive=naive[h],
                ets=ets[h],
            )


def _ranges(said: Forecast | EngineForecast | None, name: str) -> list[list[float]]:
    """Median, low and high of a series, a row of H each; empty where nothing is said of it."""
    if said is None or name not in said.series:
        return []
    row = said.series.index(name)
    return [said.quantile(share)[row].tolist() for share in (0.5, LOW, HIGH)]


def _score(points: Sequence[Point]) -> ForecastScore | None:
    if not points:
        return None
    own, ets = [p.central for p in points], [p.ets for p in points]
    return ForecastScore(
        n=len(points),
        mape=None if None in own else _mape(points, own),
        mape_forecast=_mape(points, [p.forecast for p in points]),
        mape_naive=_mape(points, [p.naive for p in points]),
        mape_ets=None if None in ets else _mape(points, ets),
        coverage_80=None if None in own else float(np.mean([p.covered for p in points])),
    )


def _mape(points: Sequence[Point], predicted: Sequence[float | None]) -> float:
    actual = np.array([point.actual for point in points])
    return float(np.abs(np.array(predicted, dtype=float) / actual - 1.0).mean())


def _nothing(actuals: Actuals, origin: int | None) -> Problem:
    """Say why nothing can be scored: the origin lies before all figures, or after them."""
    first, last = (quarter_name(end(map(end, _quarters(actuals)))) for end in (min, max))
    message = (
        f"there is nothing to score: the figures end with {last}; name an earlier origin or a"
        " shorter horizon, or hand in a file with later figures"
    )
    if origin is not None and origin < quarter_number(first):
        message = f"there is nothing to score: the figures begin with {first}; name a later origin"
    found = "" if origin is None else quarter_name(origin)
    return Problem(line=None, column=None, found=found, message=message)


def _quarters(actuals: Actuals) -> list[list[int]]:
    """Quarters of which each series of the pool is reported."""
    return [[*found] for series in POOLED if (found := actuals.levels[series.name])]
