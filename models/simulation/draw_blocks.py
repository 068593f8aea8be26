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


AT_ONCE = 2
"""Blocks that a whole run takes through a quarter side by side."""


def blocks_of(count: int) -> range:
    """First of every `AT_ONCE` blocks of ``count`` draws; the central run alone is a block too."""
    return range(0, max(1, -(-count // BLOCK)), AT_ONCE)


def columns_of(block: int, count: int) -> slice:
    """Columns of `AT_ONCE` blocks in a run of ``count`` draws, which the central run heads."""
    first = 0 if block == 0 else 1 + block * BLOCK
    return slice(first, 1 + min(count, (block + AT_ONCE) * BLOCK))


@lru_cache(maxsize=16)
def shock_block(
    apps: int, horizon: int, seed: int, count: int, block: int, at_once: int = 1
) -> Noise:
    """Shocks of one block of ``count`` draws, the central run's zeros in front of the first.

    ``at_once`` blocks, as far as there are so many, stand side by side.
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
    )


def _sizes(count: int, block: int, at_once: int) -> list[tuple[int, int]]:
    """Blocks from ``block`` on of ``count`` draws, each with the draws that it holds."""
    sizes = [(one, min(BLOCK, count - one * BLOCK)) for one in range(block, block + at_once)]
    return [(one, size) for one, size in sizes if size > 0]


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
    changed = dict(overrides)
    drawn = [
        (parameters.block(one, seed, changed), size) for one, size in _sizes(count, block, at_once)
    ]
    columns = {
        name: np.concatenate(
            [[value] if block == 0 else [], *(values[name][:size] for values, size in drawn)]
        )
        for name, value in parameters.central(changed).items()
    }
    return build(market, Coefficients(columns), season=season)
