"""How the forecast enters the simulator: paths of its own inputs, one a draw (E33).

References
----------
Gardner & McKenzie (1985), "Forecasting trends in time series", Management Science 31(10),
1237-1246, for damped drifts.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from models.notation import BLOCK, Array

PATH_STREAM = 4

QUARTERS = 12
"""Quarters after which a drift has settled: every later quarter has the levels of the last."""

DAMPING = 0.85
"""What is left of a drift of quality a quarter later, as in the calibration."""


@dataclass(frozen=True, kw_only=True, eq=False)
class ForecastPaths:
    """Distribution of the inputs that carry the forecast, T quarters after a market's own.

    Attributes
    ----------
    quality, orders, ad_rate : array, shape (T, A)
        Medians: utils of a visit, logs of orders a visit and of the ad rate.
    season : array, shape (4, A)
        Logs of each quarter's orders against the common season and the market's own quarter.
    spread : array, shape (A,)
        Standard deviation of the first quarter's drift of quality, utils.
    factor : array, shape (T, A, K)
        What K independent standard normals add to the log of a platform's figure, and the shares
        of it that go by ``orders_share`` (A,) and ``ad_rate_share`` (A,).
    """

    quality: Array
    orders: Array
    ad_rate: Array
    season: Array
    spread: Array
    factor: Array
    orders_share: Array
    ad_rate_share: Array

    @property
    def quarters(self) -> int:
        """Quarters T until all has settled."""
        return len(self.quality)


@dataclass(frozen=True, kw_only=True, eq=False)
class Drift:
    """Paths of some draws: quality (T, A, 1, D), orders (T, A, D), ad rate (T, A, 1, D).

    Quality is in utils, the others and ``season`` (4, A, 1) are factors.
    """

    quality: Array
    orders: Array
    ad_rate: Array
    season: Array

    def at(self, quarter: int) -> tuple[Array, Array, Array]:
        """Quality, orders and ad rate of a quarter; the last stands for all later ones."""
        here = min(quarter, len(self.quality) - 1)
        return self.quality[here], self.orders[here], self.ad_rate[here]

    def some(self, draws: slice) -> "Drift":
        """Keep some of the draws."""
        return self._changed(lambda path: path[..., draws])

    def tiled(self, times: int) -> "Drift":
        """Put copies of the draws side by side."""
        return self._changed(lambda path: np.tile(path, times))

    def with_offset(self, offset: "Drift") -> "Drift":
        """Let every draw drift by an offset of its own too."""
        return Drift(
            quality=self.quality + offset.quality,
            orders=self.orders * offset.orders,
            ad_rate=self.ad_rate * offset.ad_rate,
            season=self.season,
        )

    def _changed(self, change: Callable[[Array], Array]) -> "Drift":
        return Drift(
            quality=change(self.quality),
            orders=change(self.orders),
            ad_rate=change(self.ad_rate),
            season=self.season,
        )


def nothing(apps: int, quarters: int = 1) -> ForecastPaths:
    """Paths that change nothing."""
    still = np.zeros((quarters, apps))
    return ForecastPaths(
        quality=still,
        orders=still,
        ad_rate=still,
        season=np.zeros((4, apps)),
        spread=np.zeros(apps),
        factor=np.zeros((quarters, apps, 0)),
        orders_share=np.zeros(apps),
        ad_rate_share=np.zeros(apps),
    )


def read_paths(table: Mapping[str, Any], platforms: Sequence[str], quarter: int) -> ForecastPaths:
    """Read stored paths for the ``platforms`` of a market whose own quarter of the year is given.

    A platform that the table lacks does not drift.
    """
    rows = [table["platforms"].get(name, {}) for name in platforms]
    length, count = table["quarters"], table["factors"]
    still = np.zeros((length, count))
    factor = np.stack([np.reshape(row.get("factor", still), still.shape) for row in rows], axis=1)
    season = np.array([row.get("season", [0.0] * 4) for row in rows]).T

    def paths(name: str) -> Array:
        return np.array([row.get(name, [0.0] * length) for row in rows]).T

    def share(name: str) -> Array:
        return np.array([float(row.get(name, 0.0)) for row in rows])

    return ForecastPaths(
        quality=paths("quality"),
        orders=paths("orders"),
        ad_rate=paths("ad_rate"),
        season=season - season[quarter],
        spread=share("spread"),
        factor=factor,
        orders_share=share("orders_share"),
        ad_rate_share=share("ad_rate_share"),
    )


def damped(quarters: int) -> Array:
    """Distance that a drift of 1 a quarter has gone after 1 to ``quarters`` quarters, (T,)."""
    return np.asarray(np.cumsum(DAMPING ** np.arange(quarters)))


def standard(paths: ForecastPaths, seed: int, block: int) -> Array:
    """Draw the standard normals of one block, (A + K, BLOCK): drifts of quality, then the factors.

    Draws come in pairs of opposite sign and are uncorrelated within a block, so that a block shows
    the medians and ranges of all.
    """
    rng = np.random.default_rng(np.random.SeedSequence([seed, block, PATH_STREAM]))
    half: Array = rng.standard_normal((len(paths.spread) + paths.factor.shape[-1], BLOCK // 2))
    root = np.linalg.cholesky(half @ half.T / half.shape[1])
    half = np.asarray(np.linalg.solve(root, half), dtype=float)
    return np.stack([half, -half], axis=-1).reshape(len(half), BLOCK)


def drift(paths: ForecastPaths, normals: Array) -> Drift:
    """Paths of every column of ``normals`` (A + K, D); a column of zeros has the medians."""
    apps = len(paths.spread)
    quality = paths.spread[:, None] * normals[:apps]
    quality = paths.quality[..., None] + damped(paths.quarters)[:, None, None] * quality
    moved = paths.factor @ normals[apps:]
    orders = paths.orders[..., None] + paths.orders_share[:, None] * moved
    ad_rate = paths.ad_rate[..., None] + paths.ad_rate_share[:, None] * moved
    return Drift(
        quality=quality[:, :, None],
        orders=np.exp(orders),
        ad_rate=np.exp(ad_rate)[:, :, None],
        season=np.exp(paths.season)[..., None],
    )


def side_by_side(parts: Sequence[Drift]) -> Drift:
    """Join the draws of several parts."""
    return Drift(
        quality=np.concatenate([part.quality for part in parts], axis=-1),
        orders=np.concatenate([part.orders for part in parts], axis=-1),
        ad_rate=np.concatenate([part.ad_rate for part in parts], axis=-1),
        season=parts[0].season,
    )
