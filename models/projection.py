"""One scenario, projected: the place where parameters and levers meet."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import chain, product
from typing import TYPE_CHECKING

import numpy as np

from models.fingerprint import fingerprint
from models.market.forecast_paths import Drift, ForecastPaths
from models.market.rivals import Conduct
from models.notation import (
    HORIZON_METRICS,
    OWN,
    OWN_METRICS,
    PARTIAL_METRICS,
    UNITS,
    Array,
    quarters_after,
)
from models.parameters import Parameters
from models.scenario import Scenario
from models.scenario.conduct import alike, posture_of
from models.simulation.draw_blocks import overridden
from models.simulation.finite import refuse_gaps
from models.simulation.lever_delivery import FILTERED
from models.simulation.run import ALL
from models.simulation.setting import Setting
from models.simulation.stored_paths import load_forecast_paths
from models.simulation.whole_run import WholeRun
from models.vintage import Market

if TYPE_CHECKING:
    import pandas as pd

STATISTICS = ("central", "mean", "p10", "p50", "p90")


@dataclass(frozen=True, kw_only=True, eq=False)
class Projection:
    """Paths of one scenario; the first draw of every array is the central run.

    Attributes
    ----------
    paths : mapping of str to array
        Metric to (T, A, 1+D), (T, 1+D) for metrics of the own group alone, and (A, 1+D) for
        those that describe the whole horizon; (T, I, 1+D) for those of services.
    planned, realised : mapping of str to array, shapes (T,) and (T, 1)
        Targets of every lever, and what the organisation delivered of the filtered ones in the
        central run.
    followed : mapping of str to array
        The metrics of `NEEDED` over the horizon and the quarters after it, of the first draws,
        which metrics of the whole horizon are made of; empty where none of those was wanted.
    """

    market: Market
    scenario: Scenario
    quarters: tuple[str, ...]
    paths: Mapping[str, Array]
    planned: Mapping[str, Array]
    realised: Mapping[str, Array]
    followed: Mapping[str, Array]

    @property
    def fingerprint(self) -> str:
        """Code, parameters and market that made this projection."""
        return fingerprint(self.market.vintage)

    def path(self, metric: str, platform: int = OWN) -> Array:
        """Every draw of a metric, (T, 1+D), or (1+D,) for a metric of the whole horizon.

        Of a metric of services, ``platform`` is the place of the service in the market file.
        """
        path = self.paths[metric]
        return path if metric in OWN_METRICS else path[..., platform, :]

    def central(self, metric: str, platform: int = OWN) -> Array:
        """Run at central parameters without shocks, (T,)."""
        return self.path(metric, platform)[..., 0]

    def draws(self, metric: str, platform: int = OWN) -> Array:
        """Draws of parameters and shocks, (T, D)."""
        return self.path(metric, platform)[..., 1:]

    def to_frame(self, statistics: Iterable[str] | None = None) -> "pd.DataFrame":
        """Tidy frame: scenario, quarter, platform, metric, statistic, value, unit.

        Without draws there is only the statistic ``central``. A metric of the whole horizon
        stands at its last quarter; a brand share of no revenue is empty. Services are left out.
        """
        some = next(iter(self.paths.values())).shape[-1] > 1
        wanted = tuple(statistics or (STATISTICS if some else STATISTICS[:1]))
        of_groups = [metric for metric in self.paths if metric in UNITS]
        parts = [self._metric_columns(metric, wanted) for metric in of_groups]
        frame = frame_of(parts)
        frame.insert(0, "scenario", self.scenario.name)
        return frame

    def _metric_columns(self, metric: str, statistics: tuple[str, ...]) -> "Columns":
        values = {name: summarise(self.paths[metric], name) for name in statistics}
        return metric_columns(metric, self.quarters, self.market.platform_ids, values)


Columns = tuple[list[tuple[str, str, str, str, str]], Array]
"""Rows of a tidy frame: their words, and the value of each."""

WORDS = ("quarter", "platform", "metric", "statistic", "unit")


def metric_columns(
    metric: str,
    quarters: tuple[str, ...],
    platforms: tuple[str, ...],
    statistics: Mapping[str, Array],
) -> Columns:
    """Rows of one metric, by quarter, platform and statistic.

    ``statistics`` holds (T, A), (T,) for metrics of the own group alone, or (A,) for those of the
    whole horizon, by name.
    """
    platforms = platforms[:1] if metric in OWN_METRICS else platforms
    if metric in PARTIAL_METRICS:
        platforms, statistics = _those_that_have(platforms, statistics)
    quarters = quarters[-1:] if metric in HORIZON_METRICS else quarters
    words = list(product(quarters, platforms, [metric], statistics, [UNITS[metric]]))
    return words, np.stack([np.ravel(found) for found in statistics.values()], axis=-1).ravel()


def frame_of(parts: Iterable[Columns]) -> "pd.DataFrame":
    """Tidy frame of metrics: quarter, platform, metric, statistic, value, unit.

    Built at once: a frame for each metric costs more than the run.
    """
    import pandas as pd  # 60 MB, which processes that only compute can do without

    words, values = zip(*parts, strict=True)
    frame = pd.DataFrame(list(chain.from_iterable(words)), columns=WORDS)
    frame.insert(len(WORDS) - 1, "value", np.concatenate(values))
    return frame


def _those_that_have(
    platforms: tuple[str, ...], statistics: Mapping[str, Array]
) -> tuple[tuple[str, ...], dict[str, Array]]:
    """Leave out the platforms that a metric does not exist for."""
    rows = np.stack([found.reshape(-1, len(platforms)) for found in statistics.values()])
    present = np.flatnonzero(~np.isnan(rows).all(axis=(0, 1)))
    named = tuple(platforms[place] for place in present)
    return named, {name: found[..., present] for name, found in statistics.items()}


def summarise(path: Array, statistic: str) -> Array:
    """One statistic over the draws of ``path`` (..., 1+D): central, mean, or p10 to p90.

    It is empty where one of the draws is: none is left out.
    """
    if statistic == "central":
        return path[..., 0]
    draws = path[..., 1:]
    if statistic == "mean":
        return draws.mean(axis=-1)
    return np.quantile(draws, float(statistic[1:]) / 100.0, axis=-1)


def project(
    market: Market,
    parameters: Parameters,
    scenario: Scenario,
    *,
    quarters: int | None = None,
    draws: int | None = None,
    seed: int | None = None,
    rivals: str | None = None,
    plain: bool = False,
    planned: Mapping[str, Array] | None = None,
    metrics: Collection[str] | None = None,
    conduct: tuple[Conduct, ...] | None = None,
    forecast: ForecastPaths | Drift | None = None,
) -> Projection:
    """Project a scenario over its horizon.

    Parameters
    ----------
    quarters, draws, seed, rivals
        Each left out: the scenario's own. ``draws`` of 0 gives the central run alone; ``rivals``
        lets all answer alike, also those to whom the scenario gives a conduct of their own.
    plain
        The central run with season, growth and shocks off: the setting of the reference.
    planned
        Targets of every lever, (T,), in place of the scenario's own schedule.
    metrics
        Names of `METRICS`, `OWN_METRICS` and `SERVICE_METRICS` to keep, ``ebita`` always; left
        out: all but those of services.
    conduct
        How each rival answers, in the order of the market, in place of what the scenario says.
    forecast
        Paths that carry the forecast, or paths drawn for the central run and at most a block of
        draws; left out: those stored for the market.

    Raises
    ------
    ScenarioError
        A changed setting does not fit the scenario.
    ModelError
        A figure is no finite number; the message names metric, platform and quarter.
    """
    scenario = scenario if seed is None else replace(scenario, seed=seed)
    scenario = alike(scenario, rivals) if rivals else scenario
    horizon = scenario.horizon if quarters is None else quarters
    count = 0 if plain else scenario.draws if draws is None else draws
    overrides = overridden(market, dict(scenario.assumptions))
    setting = Setting(
        posture=conduct or posture_of(scenario, market),
        season=not plain,
        growth=not plain,
        outside=scenario.rivals,
    )
    planned = planned or scenario.schedule(market.levers, horizon)
    forecast = forecast or load_forecast_paths(market)
    job = WholeRun(market, parameters, overrides, scenario.seed, setting, plain, forecast)
    wanted = {*ALL, *HORIZON_METRICS} if metrics is None else {*metrics, "ebita"}
    paths, realised, followed = job.paths(planned, horizon, count, wanted)
    refuse_gaps(paths, market)
    refuse_gaps(followed, market)
    return Projection(
        market=market,
        scenario=scenario,
        quarters=quarters_after(market.vintage, horizon),
        paths=paths,
        planned=planned,
        realised={name: realised[:, row] for row, name in enumerate(FILTERED)},
        followed=followed,
    )
