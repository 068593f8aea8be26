"""One plan with more draws than memory should hold: block after block, only summaries are kept."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from models.analysis.ensembles.summary import (
    Grid,
    Moments,
    grid_around,
    merge,
    moments_of,
    quantile,
)
from models.notation import BLOCK, HORIZON_METRICS, Array, quarters_after
from models.parameters import Parameters
from models.projection import STATISTICS, frame_of, metric_columns
from models.scenario import Scenario
from models.scenario.conduct import posture_of
from models.simulation.draw_blocks import overridden
from models.simulation.run import ALL, empty_run
from models.simulation.setting import Setting
from models.simulation.stored_paths import load_forecast_paths
from models.simulation.whole_run import WholeRun
from models.vintage import Market

if TYPE_CHECKING:
    import pandas as pd

ERROR = "error"
"""Statistic that tells by how much p10, p50 and p90 may be off."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Streamed:
    """Statistics of one scenario.

    Attributes
    ----------
    statistics : mapping of str to mapping of str to array
        Metric to statistic to (T, A), (T,) for metrics of the own group alone, and (A,) for those
        of the whole horizon. Beside `STATISTICS` there is `ERROR`: a cell of the grid off which
        the quantiles are read, in the unit of the metric. Means are exact. A figure that is empty
        in some draw is empty.
    """

    market: Market
    scenario: Scenario
    quarters: tuple[str, ...]
    statistics: Mapping[str, Mapping[str, Array]]

    def to_frame(self) -> "pd.DataFrame":
        """Tidy frame as that of a `Projection`, with the error beside each figure."""
        frame = frame_of(
            metric_columns(metric, self.quarters, self.market.platform_ids, figures)
            for metric, figures in self.statistics.items()
        )
        frame.insert(0, "scenario", self.scenario.name)
        return frame


def stream(market: Market, parameters: Parameters, scenario: Scenario) -> Streamed:
    """Project a scenario in blocks; memory does not grow with its draws.

    Raises
    ------
    ModelError
        As `project`.
    """
    first = project_block(market, parameters, scenario, 0)
    tallies = {metric: _Tally(path) for metric, path in first.items()}
    for block in range(1, -(-scenario.draws // BLOCK)):
        for metric, path in project_block(market, parameters, scenario, block).items():
            tallies[metric].add(path)
    return Streamed(
        market=market,
        scenario=scenario,
        quarters=quarters_after(market.vintage, scenario.horizon),
        statistics={metric: tally.statistics() for metric, tally in tallies.items()},
    )


def project_block(
    market: Market, parameters: Parameters, scenario: Scenario, block: int
) -> dict[str, Array]:
    """Project one block of the draws of a scenario, with the bits that `project` gives them.

    Returns
    -------
    dict of array
        Metric to (T, A, D), (T, D) and (A, D) as in `Projection.paths`; the central run stands in
        front of the first block alone, and only the first tells what the whole horizon is worth.
    """
    horizon, count = scenario.horizon, scenario.draws
    setting = Setting(
        posture=posture_of(scenario, market), season=True, growth=True, outside=scenario.rivals
    )
    overrides = overridden(market, dict(scenario.assumptions))
    paths = load_forecast_paths(market)
    job = WholeRun(market, parameters, overrides, scenario.seed, setting, False, paths)
    base, noise = job.base(count, block), job.noise(horizon, count, block)
    run = empty_run(horizon, len(market.platforms), base.p.count)
    planned = scenario.schedule(market.levers, horizon)
    whole, _ = job.block(planned, base, noise, run, {*ALL, *HORIZON_METRICS}, central=block == 0)
    return {**run.metrics, **whole}


class _Tally:
    """What is kept of one metric: moments, and counts on a grid around the first block."""

    def __init__(self, path: Array) -> None:
        """Begin with the first block (..., 1+D), the central run in front."""
        self._central = path[..., 0]
        values, self._empty = _known(path[..., 1:])
        self._grid: Grid = grid_around(values)
        self._moments: Moments = moments_of(values)
        self._counts: NDArray[np.int64] = self._grid.count(values)

    def add(self, path: Array) -> None:
        """Add a block (..., D)."""
        values, empty = _known(path)
        self._empty |= empty
        self._moments = merge([self._moments, moments_of(values)])
        self._counts += self._grid.count(values)

    def statistics(self) -> dict[str, Array]:
        """Give every statistic in the shape of the metric."""
        flat = {"mean": self._moments.mean, ERROR: self._grid.width}
        for name in STATISTICS[2:]:
            flat[name] = quantile(self._counts, self._grid, float(name[1:]) / 100.0)
        shape = self._central.shape
        known = {name: np.where(self._empty, np.nan, row) for name, row in flat.items()}
        shaped = {name: row.reshape(shape) for name, row in known.items()}
        return {"central": self._central} | {n: shaped[n] for n in (*STATISTICS[1:], ERROR)}


def _known(path: Array) -> tuple[Array, NDArray[np.bool_]]:
    """Lay a path out as (F, D), what is empty as 0; and tell which rows have something empty."""
    rows = path.reshape(-1, path.shape[-1])
    empty = np.isnan(rows)
    return np.where(empty, 0.0, rows), np.asarray(empty.any(axis=1))
