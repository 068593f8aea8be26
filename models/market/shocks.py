"""Chance: AR(1) utility shocks, a common macro walk, growth (E21, E28)."""

from dataclasses import dataclass

import numpy as np

from models.market.forecast_paths import Drift
from models.notation import BLOCK, Array

UTILITY_STREAM, MACRO_STREAM = 1, 2


@dataclass(frozen=True, kw_only=True, eq=False)
class Noise:
    """Standard normal numbers: utility (T, A, S, D) and macro (T, D); and where inputs drift to."""

    utility: Array
    macro: Array
    drift: Drift | None = None

    def some(self, draws: slice) -> "Noise":
        """Keep some of the draws."""
        return Noise(
            utility=self.utility[..., draws],
            macro=self.macro[..., draws],
            drift=self.drift and self.drift.some(draws),
        )

    def tiled(self, times: int) -> "Noise":
        """Put copies of the draws side by side."""
        return Noise(
            utility=np.tile(self.utility, times),
            macro=np.tile(self.macro, times),
            drift=self.drift and self.drift.tiled(times),
        )


def draw_noise(quarters: int, apps: int, segments: int, seed: int, block: int) -> Noise:
    """Draw the shocks of one block of ``BLOCK`` draws, quarter after quarter.

    A longer horizon extends the sequence, it does not change its beginning; the same seed
    gives the same shocks to every strategy (common random numbers).
    """
    utility = np.random.default_rng(np.random.SeedSequence([seed, block, UTILITY_STREAM]))
    macro = np.random.default_rng(np.random.SeedSequence([seed, block, MACRO_STREAM]))
    return Noise(
        utility=utility.standard_normal((quarters, apps, segments, BLOCK)),
        macro=macro.standard_normal((quarters, BLOCK)),
    )


def autoregression(shock: Array, persistence: Array, size: Array, noise: Array) -> Array:
    """Advance the utility shock of each app and segment (E21)."""
    return persistence * shock + size * noise


def random_walk(size: Array, noise: Array) -> Array:
    """Walk of the macro shock to the log of all orders, (T, D) as its steps (E21)."""
    return np.cumsum(size * noise, axis=0)


def confident_sensitivity(sensitivity: Array, effect: Array, confidence: Array | float) -> Array:
    """Price sensitivity under a mood: confidence makes price count for less (E28)."""
    return sensitivity * np.maximum(0.1, 1.0 - effect * confidence)
