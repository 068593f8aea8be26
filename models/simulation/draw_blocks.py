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
    """Count the blocks of ``count`` draws up; the central run alone is a block too."""
    return range(max(1, -(-count // BLOCK)))


@lru_cache(maxsize=16)
def shock_block(apps: int, horizon: int, seed: int, count: int, block: int) -> Noise:
    """Shocks of one block of ``count`` draws, the central run's zeros in front of the first."""
    still = Noise(utility=np.zeros((horizon, apps, len(SEGMENTS), 1)), macro=np.zeros((horizon, 1)))
    if not count:
        return still
    drawn = draw_noise(horizon, apps, len(SEGMENTS), seed, block)
    drawn = _first(drawn, min(BLOCK, count - block * BLOCK))
    return drawn if block else _join_noise(still, drawn)


def _first(noise: Noise, count: int) -> Noise:
    return Noise(utility=noise.utility[..., :count], macro=noise.macro[..., :count])


def _join_noise(left: Noise, right: Noise) -> Noise:
    return Noise(
        utility=np.concatenate([left.utility, right.utility], axis=-1),
        macro=np.concatenate([left.macro, right.macro], axis=-1),
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
    changed = dict(overrides)
    central = parameters.central(changed)
    drawn = parameters.block(block, seed, changed) if count else {}
    size = min(BLOCK, count - block * BLOCK)
    columns = {
        name: np.concatenate([[value] if block == 0 else [], drawn[name][:size] if count else []])
        for name, value in central.items()
    }
    return build(market, Coefficients(columns), season=season)
