"""A stand-in for the posterior that is quick to sample: history straight, tests bent.

Around the mode the misfits of history are taken as linear and those of the tests as quadratic in
the parameters. Candidates are drawn from the posterior that follows, by many short chains at
once, and weighed by the model itself afterwards; the stand-in only says where to look.

References
----------
Cotter, Roberts, Stuart & White (2013), Statistical Science 28(3), 424-446, for the chains, which
keep to a normal distribution in any number of dimensions.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from scipy import linalg

from models.notation import Array

DIFFERENCE_STEP = 0.3
"""Step of the second differences, in standard deviations of the prior."""

MOVES = 80
DISTANCE_KEPT = 0.8
"""Share of its distance from the mode that a proposed move keeps."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Emulator:
    """Posterior of the parameters (P,) around ``mode``.

    Attributes
    ----------
    root : array, shape (P, P)
        Lower root of the covariance of the normal approximation.
    precision, pull : arrays, shapes (P, P) and (P,)
        Curvature and gradient of what is not a test: history, its latent unknowns, the prior.
    misfit, slope, bend : arrays, shapes (n,), (n, P) and (n, P, P)
        Misfits of the tests at the mode and their derivatives.
    """

    mode: Array
    root: Array
    precision: Array
    pull: Array
    misfit: Array
    slope: Array
    bend: Array

    def energy(self, moved: Array) -> Array:
        """Minus the log density at ``mode + moved`` (P, n), up to a constant, (n,)."""
        tests = self.misfit[:, None] + self.slope @ moved
        tests = tests + 0.5 * ((self.bend @ moved) * moved).sum(axis=1)
        rest = 0.5 * (moved * (self.precision @ moved)).sum(axis=0) + self.pull @ moved
        return np.asarray(rest + 0.5 * (tests**2).sum(axis=0))

    def sample(self, rng: np.random.Generator, count: int) -> tuple[Array, Array]:
        """Draw candidates (P, count), one a chain, and their log densities up to a constant."""
        standard = rng.standard_normal((len(self.mode), count))
        excess = self._excess(standard)
        for _ in range(MOVES):
            chance = rng.standard_normal(standard.shape)
            moved = DISTANCE_KEPT * standard + np.sqrt(1.0 - DISTANCE_KEPT**2) * chance
            there = self._excess(moved)
            goes = np.log(rng.random(count)) < excess - there
            standard = np.where(goes, moved, standard)
            excess = np.where(goes, there, excess)
        steps = self.root @ standard
        return self.mode[:, None] + steps, -self.energy(steps)

    def _excess(self, standard: Array) -> Array:
        """Energy beyond that of the normal approximation."""
        return self.energy(self.root @ standard) - 0.5 * (standard**2).sum(axis=0)


def second_differences(misfit: Callable[[Array], Array], at: Array, count: int) -> Array:
    """Second derivatives by the first ``count`` of the unknowns, (n, count, count)."""
    steps = DIFFERENCE_STEP * np.eye(len(at))[:, :count]
    first, second = np.triu_indices(count)
    pairs = steps[:, first] + steps[:, second]
    columns = np.concatenate([np.zeros((len(at), 1)), steps, -steps, pairs, -pairs], axis=1)
    residuals = misfit(at[:, None] + columns)
    centre, up, down, both, neither = np.split(
        residuals, np.cumsum([1, count, count, len(first)]), axis=1
    )
    straight = up + down - 2.0 * centre
    mixed = both + neither - 2.0 * centre - straight[:, first] - straight[:, second]
    bend = np.zeros((len(residuals), count, count))
    bend[:, first, second] = bend[:, second, first] = 0.5 * mixed / DIFFERENCE_STEP**2
    own = np.arange(count)
    bend[:, own, own] = straight / DIFFERENCE_STEP**2
    return bend


def normal_root(precision: Array) -> Array:
    """Lower root of the covariance that belongs to a precision."""
    return np.asarray(linalg.cholesky(linalg.inv(precision), lower=True))
