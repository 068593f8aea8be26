"""Draws in blocks: the baselines and shocks of each, however many draws are asked for."""

from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache

import numpy as np

from models.market import forecast_paths
from models.market.coefficients import Coefficients
from models.market.forecast_paths import Drift, ForecastPaths
from models.market.shocks import Noise, draw_noise
from models.notation import BLOCK, SEGMENTS, Array
from models.parameters import Parameters
from models.parameters.draws import SEASON
from models.simulation.baseline import Baseline, build
from models.vintage import Market

Overrides = tuple[tuple[str, float], ...]
"""Parameters that a market or a plan replaces, with their values."""

BLOCKS_KEPT = 24
"""Blocks whose baselines and shocks are kept for the next run."""


def overridden(market: Market, assumptions: Mapping[str, float]) -> Overrides:
    """Parameters that replace the table's: the market's own, and over them those of a plan."""
    return tuple({**market.parameters, **assumptions}.items())


def blocks_of(count: int) -> range:
    """Blocks of ``count`` draws; the central run alone is one too."""
    return range(max(1, -(-count // BLOCK)))


def columns_of(block: int, count: int) -> slice:
    """Columns of a block in a run of ``count`` draws, which the central run heads."""
    first = 0 if block == 0 else 1 + block * BLOCK
    return slice(first, 1 + min(count, (block + 1) * BLOCK))


def _size(block: int, count: int) -> int:
    """Draws of a block, without the central run."""
    return min(BLOCK, count - block * BLOCK)


@lru_cache(BLOCKS_KEPT)
def shock_block(
    apps: int,
    horizon: int,
    seed: int,
    count: int,
    block: int,
    paths: ForecastPaths | None = None,
) -> Noise:
    """Shocks of one block of ``count`` draws, the central run's zeros in front of the first.

    With ``paths`` the forecast drifts along them, the central run on their medians.
    """
    size, shape = _size(block, count), (horizon, apps, len(SEGMENTS), 1)
    parts = [Noise(utility=np.zeros(shape), macro=np.zeros((horizon, 1)))] if block == 0 else []
    if size > 0:
        parts.append(draw_noise(horizon, apps, len(SEGMENTS), seed, block).some(slice(0, size)))
    return Noise(
        utility=np.concatenate([part.utility for part in parts], axis=-1),
        macro=np.concatenate([part.macro for part in parts], axis=-1),
        drift=drift_block(paths, seed, count, block) if paths else None,
    )


@lru_cache(BLOCKS_KEPT)
def drift_block(paths: ForecastPaths, seed: int, count: int, block: int = 0) -> Drift:
    """Paths of the inputs of a block, as `shock_block` has its shocks."""
    size, parts = _size(block, count), [central_drift(paths)] if block == 0 else []
    if size > 0:
        parts.append(_whole_drift(paths, seed, block).some(slice(0, size)))
    return forecast_paths.side_by_side(parts)


@lru_cache(maxsize=4)
def _whole_drift(paths: ForecastPaths, seed: int, block: int) -> Drift:
    """Paths of a whole block: a product of matrices gives other last bits for fewer columns."""
    return forecast_paths.drift(paths, forecast_paths.standard(paths, seed, block))


def central_drift(paths: ForecastPaths) -> Drift:
    """Medians of the paths, as one draw."""
    return forecast_paths.drift(paths, np.zeros((len(paths.spread) + paths.factor.shape[-1], 1)))


def future_block(
    paths: ForecastPaths, quarters: int, seed: int, block: int, count: int = BLOCK
) -> Noise:
    """Shocks and paths of one block without the central run."""
    noise = draw_noise(quarters, len(paths.spread), len(SEGMENTS), seed, block)
    return replace(noise, drift=_whole_drift(paths, seed, block)).some(slice(0, count))


def central_noise(paths: ForecastPaths, quarters: int) -> Noise:
    """No shocks, on the medians of the paths: a column that all draws share."""
    return Noise(
        utility=np.zeros((quarters, len(paths.spread), len(SEGMENTS), 1)),
        macro=np.zeros((quarters, 1)),
        drift=central_drift(paths),
    )


def without_season(drawn: Mapping[str, Array], central: Mapping[str, float]) -> dict[str, Array]:
    """Keep every draw on the central season.

    How uncertain a season is, the paths of the forecast hold: with both it would count twice, and
    the first quarter ahead would be wider than its forecast (E33).
    """
    return {**drawn, **{name: np.full_like(drawn[name], central[name]) for name in SEASON}}


@lru_cache(BLOCKS_KEPT)
def baseline_block(
    market: Market,
    parameters: Parameters,
    overrides: Overrides,
    count: int,
    seed: int,
    season: bool,
    block: int,
) -> Baseline:
    """Baseline of one block of ``count`` draws, central parameters in front of the first."""
    changed, size = dict(overrides), _size(block, count)
    central = parameters.central(changed)
    columns = {
        name: np.atleast_1d(value) if block == 0 else np.empty(0) for name, value in central.items()
    }
    if size > 0:
        drawn = without_season(parameters.block(block, seed, changed), central)
        columns = {
            name: np.concatenate([first, drawn[name][:size]]) for name, first in columns.items()
        }
    return build(market, Coefficients(columns), season=season)
