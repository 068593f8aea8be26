"""Sizing the paths that carry the forecast, so that the simulator itself gives it (E33).

What is published of a platform, its figure, is forecast with a median and a covariance. The
simulator, on the medians of everything else, answers paths of its inputs almost linearly, so
their response is read off one run with a column a path; what the median and the covariance of
its own no-change draws still lack is then divided by that response. No output is touched.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from models.market.coefficients import Coefficients
from models.market.forecast_paths import Drift, ForecastPaths
from models.market.shocks import Noise
from models.notation import SEGMENTS, Array
from models.parameters import Parameters
from models.projection import Projection, project
from models.scenario import Scenario
from models.simulation.baseline import build
from models.simulation.draw_blocks import central_drift, drift_block
from models.simulation.run import empty_run, simulate
from models.simulation.setting import Setting
from models.vintage import Market

STEP = 0.02


@dataclass(frozen=True, kw_only=True, eq=False)
class Wanted:
    """What the figures of some platforms are forecast to be.

    Attributes
    ----------
    metrics : mapping of int to str
        The metric of the simulator that is published, by the place of the platform.
    mean : array, shape (P, T)
        Logs of the figure against that of the market's own quarter.
    covariance : array, shape (P * T, P * T)
    """

    metrics: Mapping[int, str]
    mean: Array
    covariance: Array

    @property
    def quarters(self) -> int:
        """Quarters that are forecast."""
        return self.mean.shape[1]


@dataclass(frozen=True, kw_only=True, eq=False)
class Sizing:
    """A market, the plan that counts as no change, and what its figures should be.

    ``offset`` are paths that the draws of the plan have beside those that are sized.
    """

    market: Market
    parameters: Parameters
    plan: Scenario
    wanted: Wanted
    offset: Drift | None = None

    @cached_property
    def places(self) -> list[int]:
        """Platforms that have a figure."""
        return list(self.wanted.metrics)

    @cached_property
    def base(self) -> Array:
        """Logs of the figures in the market's own quarter, (P, 1)."""
        still = self._central_run(None, 1, season=False)
        return still[:, :1, 0]

    @cached_property
    def target(self) -> Array:
        """Logs that the medians should have, (P, T)."""
        return self.base + self.wanted.mean

    def drawn(self, paths: ForecastPaths) -> Drift:
        """Paths of the central run and of every draw of the plan."""
        found = drift_block(paths, self.plan.seed, self.plan.draws)
        return found.with_offset(self.offset) if self.offset else found

    def run(self, paths: ForecastPaths) -> Projection:
        """Project the plan on given paths."""
        return project(
            *(self.market, self.parameters, self.plan),
            quarters=self.wanted.quarters,
            metrics={*self.wanted.metrics.values(), "dau"},
            forecast=self.drawn(paths),
        )

    def logs(self, found: Projection) -> Array:
        """Give logs of the figures, (P, T, D)."""
        return np.log([found.draws(metric, at) for at, metric in self.wanted.metrics.items()])

    def response(self, paths: ForecastPaths, shares: Array) -> Array:
        """Change of every log figure for one of every path, (P * T, P * T).

        ``shares`` (A, 3) says how much of a path each of quality, orders and ad rate takes.
        """
        apps, length = len(self.market.platforms), self.wanted.quarters
        count = len(self.places) * length
        moved = np.zeros((length, apps, count + 1))
        for row, place in enumerate(self.places):
            steps = np.arange(length)
            moved[steps, place, 1 + row * length + steps] = STEP
        mid = central_drift(paths)
        if self.offset:
            mid = mid.with_offset(self.offset.some(slice(0, 1)))
        parts = shares.T[:, None, :, None] * moved
        answer = self._central_run(
            Drift(
                quality=mid.quality + parts[0][:, :, None],
                orders=mid.orders * np.exp(parts[1]),
                ad_rate=mid.ad_rate * np.exp(parts[2])[:, :, None],
                season=mid.season,
            ),
            count + 1,
            season=True,
        ).reshape(count, -1)
        return (answer[:, 1:] - answer[:, :1]) / STEP

    def _central_run(self, paths: Drift | None, columns: int, *, season: bool) -> Array:
        """Give logs of the figures in runs at central parameters, (P, T, columns)."""
        length, apps = self.wanted.quarters, len(self.market.platforms)
        central = self.parameters.central(dict(self.market.parameters))
        base = build(
            self.market,
            Coefficients({name: np.full(columns, value) for name, value in central.items()}),
            season=season,
        )
        noise = Noise(
            utility=np.zeros((length, apps, len(SEGMENTS), 1)),
            macro=np.zeros((length, 1)),
            drift=paths,
        )
        plan = (
            self.plan.schedule(self.market.levers, length)
            if paths
            else {name: np.full(length, value) for name, value in self.market.levers.items()}
        )
        run = empty_run(length, apps, columns, set(self.wanted.metrics.values()))
        setting = Setting(posture=self.plan.rivals, season=season, growth=season)
        simulate(base, plan, setting, noise, run)
        return np.log([run.metrics[name][:, at] for at, name in self.wanted.metrics.items()])
