"""What a calibration leaves behind: joint draws of the parameters that it was free to move."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from models.notation import BLOCK, Array

Picked: TypeAlias = Mapping[str, tuple[Array, float]]
"""Draws (D,) of each parameter by name, and the median of what they were picked from."""

_STREAM = 3
"""Of the random streams of a block; the priors keep theirs (0), as do the shocks (1 and 2)."""


@dataclass(frozen=True, kw_only=True)
class Learned:
    """One parameter before and after: 5% and 95% points, in its own unit.

    ``sd_ratio`` is the posterior standard deviation over the prior's: near 1, nothing was learned.
    """

    parameter: str
    prior_low: float
    prior_high: float
    posterior_low: float
    posterior_high: float
    sd_ratio: float


@dataclass(frozen=True, kw_only=True, eq=False)
class Posterior:
    """Joint draws of some parameters, equally likely.

    Attributes
    ----------
    names : tuple of str
        Parameters, P of them.
    draws : array, shape (n, P)
        Each in its own unit; seasons have geometric mean 1.
    effective_size : float
        Independent draws that the weighted candidates behind them were worth.
    candidates : int
        How many candidates there were.
    summary : tuple of Learned
        One a parameter, in the order of ``names``.
    """

    names: tuple[str, ...]
    draws: Array
    effective_size: float
    candidates: int
    summary: tuple[Learned, ...] = ()

    def picker(self, index: int, seed: int) -> np.random.Generator:
        """Stream of a block, which chooses among the rows."""
        return np.random.default_rng(np.random.SeedSequence([seed, index, _STREAM]))

    @cached_property
    def medians(self) -> tuple[float, ...]:
        """Median of every parameter, in its own unit."""
        return tuple(np.median(self.draws, axis=0).tolist())

    def pick(self, rng: np.random.Generator) -> Picked:
        """Choose ``BLOCK`` rows with replacement: name to (BLOCK,), with the median of all rows."""
        rows: NDArray[np.int64] = rng.integers(len(self.draws), size=BLOCK)
        chosen = zip(self.draws[rows].T, self.medians, strict=True)
        return dict(zip(self.names, chosen, strict=True))
