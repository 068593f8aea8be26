"""Draws in blocks: the baselines and shocks of each, however many draws are asked for."""

from collections.abc import Mapping
from functools import lru_cache

import numpy as np

from models.market.coefficients import Coefficients
from models.market.shocks import Noise, draw_noise
from models.notation import BLOCK, SEGMENTS
from models.parameters import Parameters
from models.simulation.baseline import Baseline, build
from models.vintage import Market

Overrides = tuple[tuple[str, float], ...]
"""Parameters that a market or a plan replaces, with their values."""


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


@lru_cache(maxsize=24)
def shock_block(apps: int, horizon: int, seed: int, count: int, block: int) -> Noise:
    """Shocks of one block of ``count`` draws, the central run's zeros in front of the first."""
    size, shape = _size(block, count), (horizon, apps, len(SEGMENTS), 1)
    none = Noise(utility=np.zeros(shape), macro=np.zeros((horizon, 1)))
    if size == 0:
        return none
    drawn = draw_noise(horizon, apps, len(SEGMENTS), seed, block)
    some = Noise(utility=drawn.utility[..., :size], macro=drawn.macro[..., :size])
    if block > 0:
        return some
    return Noise(
        utility=np.concatenate([none.utility, some.utility], axis=-1),
        macro=np.concatenate([none.macro, some.macro], axis=-1),
    )


@lru_cache(maxsize=24)
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
    columns = {
        name: np.atleast_1d(value) if block == 0 else np.empty(0)
        for name, value in parameters.central(changed).items()
    }
    if size > 0:
        drawn = parameters.block(block, seed, changed)
        columns = {
            name: np.concatenate([first, drawn[name][:size]]) for name, first in columns.items()
        }
    return build(market, Coefficients(columns), season=season)
