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


def overridden(market: Market, assumptions: Mapping[str, float]) -> Overrides:
    """Parameters that replace the table's: the market's own, and over them those of a plan."""
    return tuple({**market.parameters, **assumptions}.items())


AT_ONCE = 2
"""Blocks that a whole run takes through a quarter side by side."""


def blocks_of(count: int) -> range:
    """First of every `AT_ONCE` blocks of ``count`` draws; the central run alone is a block too."""
    return range(0, max(1, -(-count // BLOCK)), AT_ONCE)


@lru_cache(maxsize=16)
def shock_block(
    apps: int,
    horizon: int,
    seed: int,
    count: int,
    block: int,
    at_once: int = 1,
    paths: ForecastPaths | None = None,
) -> Noise:
    """Shocks of one block of ``count`` draws, the central run's zeros in front of the first.

    ``at_once`` blocks, as far as there are so many, stand side by side. With ``paths`` the
    forecast drifts along them, the central run on their medians.
    """
    parts = []
    if block == 0:
        shape = (horizon, apps, len(SEGMENTS), 1)
        parts = [Noise(utility=np.zeros(shape), macro=np.zeros((horizon, 1)))]
    for one, size in _sizes(count, block, at_once):
        drawn = draw_noise(horizon, apps, len(SEGMENTS), seed, one)
        parts.append(Noise(utility=drawn.utility[..., :size], macro=drawn.macro[..., :size]))
    return Noise(
        utility=np.concatenate([part.utility for part in parts], axis=-1),
        macro=np.concatenate([part.macro for part in parts], axis=-1),
        drift=drift_block(paths, seed, count, block, at_once) if paths else None,
    )


@lru_cache(maxsize=16)
def drift_block(
    paths: ForecastPaths, seed: int, count: int, block: int = 0, at_once: int = 1
) -> Drift:
    """Paths of the inputs of a block, as `shock_block` has its shocks."""
    parts = [central_drift(paths)] if block == 0 else []
    for one, size in _sizes(count, block, at_once):
        parts.append(_whole_drift(paths, seed, one).some(slice(0, size)))
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


def _sizes(count: int, block: int, at_once: int) -> list[tuple[int, int]]:
    """Blocks from ``block`` on of ``count`` draws, each with the draws that it holds."""
    sizes = [(one, min(BLOCK, count - one * BLOCK)) for one in range(block, block + at_once)]
    return [(one, size) for one, size in sizes if size > 0]


def without_season(drawn: Mapping[str, Array], central: Mapping[str, float]) -> dict[str, Array]:
    """Keep every draw on the central season.

    How uncertain a season is, the paths of the forecast hold: with both it would count twice, and
    the first quarter ahead would be wider than its forecast (E33).
    """
    return {**drawn, **{name: np.full_like(drawn[name], central[name]) for name in SEASON}}


@lru_cache(maxsize=24)
def baseline_block(
    market: Market,
    parameters: Parameters,
    overrides: Overrides,
    count: int,
    seed: int,
    season: bool,
    block: int,
    at_once: int = 1,
) -> Baseline:
    """Baseline of one block of ``count`` draws, central parameters in front of the first.

    ``at_once`` blocks, as far as there are so many, stand side by side.
    """
    changed, central = dict(overrides), parameters.central(dict(overrides))
    drawn = [
        (without_season(parameters.block(one, seed, changed), central), size)
        for one, size in _sizes(count, block, at_once)
    ]
    columns = {
        name: np.concatenate(
            [[value] if block == 0 else [], *(values[name][:size] for values, size in drawn)]
        )
        for name, value in central.items()
    }
    return build(market, Coefficients(columns), season=season)
