"""What later figures change: the forecast without a plan from the old market and from a new one."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from models.market.over_year import YEAR
from models.notation import FLOWS, UNITS
from models.parameters import Parameters
from models.projection import Projection, project
from models.scenario import Scenario
from models.vintage import Market

TODAY_METRICS = ("revenue", "ebita", "dau")
HORIZON, DRAWS = 12, 400
LOW, HIGH = 0.1, 0.9


@dataclass(frozen=True, kw_only=True)
class Outlook:
    """Forecast of a metric from one market, by quarter: mean and 80% range."""

    mean: Mapping[str, float]
    low: Mapping[str, float]
    high: Mapping[str, float]


@dataclass(frozen=True, kw_only=True)
class MovedMetric:
    """A metric before and after today moves; ``past`` is what was reported, by quarter.

    ``year`` names the quarters over which the two forecasts are compared, ``before`` and ``after``
    give them there: the sum of a flow, the mean of a stock.
    """

    metric: str
    unit: str
    past: Mapping[str, float]
    old: Outlook
    new: Outlook
    year: tuple[str, ...]
    before: float
    after: float


def moved_today(old: Market, new: Market, parameters: Parameters) -> tuple[MovedMetric, ...]:
    """Forecast from both markets without a plan; they are compared in the new one's first year."""
    before, after = (_forecast(market, parameters) for market in (old, new))
    return tuple(_moved(name, before, after, parameters) for name in TODAY_METRICS)


def _forecast(market: Market, parameters: Parameters) -> Projection:
    plan = Scenario(name="-", market=market.vintage, horizon=HORIZON, draws=DRAWS)
    return project(market, parameters, plan, metrics=TODAY_METRICS)


def _moved(
    metric: str, before: Projection, after: Projection, parameters: Parameters
) -> MovedMetric:
    old, new = _outlook(before, metric), _outlook(after, metric)
    year = tuple(quarter for quarter in after.quarters[:YEAR] if quarter in old.mean)
    return MovedMetric(
        metric=metric,
        unit=UNITS[metric],
        past=_past(metric, before.market, after.market, parameters),
        old=old,
        new=new,
        year=year,
        before=_over(old.mean, year, metric),
        after=_over(new.mean, year, metric),
    )


def _outlook(run: Projection, metric: str) -> Outlook:
    draws = run.draws(metric)
    low, high = np.quantile(draws, (LOW, HIGH), axis=1)
    lines = {"mean": draws.mean(axis=1), "low": low, "high": high}
    return Outlook(
        **{
            name: dict(zip(run.quarters, line.tolist(), strict=True))
            for name, line in lines.items()
        }
    )


def _past(metric: str, old: Market, new: Market, parameters: Parameters) -> dict[str, float]:
    """Gather what was reported, the two markets' own quarters included, in order of time."""
    found = dict(new.history.get(metric) or old.history.get(metric, {}))
    found |= {market.vintage: _today(metric, market, parameters) for market in (old, new)}
    return dict(sorted(found.items()))


def _today(metric: str, market: Market, parameters: Parameters) -> float:
    """Give a metric in the market's own quarter, as it was reported."""
    plan = Scenario(name="-", market=market.vintage, horizon=1)
    run = project(market, parameters, plan, draws=0, plain=True, metrics=(metric,))
    return float(run.central(metric)[0])


def _over(levels: Mapping[str, float], year: tuple[str, ...], metric: str) -> float:
    values = [levels[quarter] for quarter in year]
    return sum(values) if metric in FLOWS else sum(values) / max(len(values), 1)
