"""Draws of the posterior: candidates from an approximation, weighed by the model itself.

References
----------
Kong, Liu & Wong (1994), Journal of the American Statistical Association 89(425), 278-288, for the
effective size; Kitagawa (1996), Journal of Computational and Graphical Statistics 5(1), 1-25, for
systematic resampling.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from models.calibration.emulator import Emulator
from models.calibration.target import PosteriorDensity, Proposal
from models.notation import BLOCK, Array

CANDIDATES = 4 * BLOCK

SUFFICIENT_SHARE = 0.4
"""Effective share of the candidates at which the proposal is left as it is."""

_PROPOSAL, _RESAMPLE = 0, 1


@dataclass(frozen=True, kw_only=True, eq=False)
class WeightedSample:
    """Candidates for the free parameters, (P, n) in standard deviations, and their weights."""

    z: Array
    weights: Array

    @property
    def effective_size(self) -> float:
        """Independent draws that the candidates are worth."""
        return float(1.0 / (self.weights**2).sum())

    def resampled(self, count: int, seed: int) -> NDArray[np.int64]:
        """Choose ``count`` candidates, each about as often as its weight says."""
        rng = np.random.default_rng(np.random.SeedSequence([seed, _RESAMPLE]))
        steps = (np.arange(count) + rng.random()) / count
        chosen = np.searchsorted(np.cumsum(self.weights), steps)
        # Systematic resampling leaves them in the order of the candidates: mix them.
        return rng.permutation(np.minimum(chosen, len(self.weights) - 1))


def weigh(target: PosteriorDensity, seed: int, count: int = CANDIDATES) -> WeightedSample:
    """Draw and weigh candidates for the free parameters.

    Where tests bend the posterior away from the normal approximation, so that few candidates
    count, they are drawn anew from an emulator that follows the bends.
    """
    rng = np.random.default_rng(np.random.SeedSequence([seed, _PROPOSAL]))
    plain = _weighed(target, target.proposal, rng, count)
    if target.tests is None or plain.effective_size >= SUFFICIENT_SHARE * count:
        return plain
    bent = _weighed(target, target.emulator(), rng, count)
    return max(plain, bent, key=lambda one: one.effective_size)


def _weighed(
    target: PosteriorDensity, proposal: Proposal | Emulator, rng: np.random.Generator, count: int
) -> WeightedSample:
    z, density = proposal.sample(rng, count)
    logs = target.logs(z) - density
    weights = np.exp(logs - logs.max())
    return WeightedSample(z=z, weights=weights / weights.sum())
