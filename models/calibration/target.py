"""What candidates come from and what they are weighed by.

Only the parameters are sampled. Given them the latent quantities are close to normal around their
own mode, to which one step of Newton's method leads, so they are integrated out and cost no
effective size (Laplace's method, nested; their curvature is taken as that at the joint mode).

References
----------
Rue, Martino & Chopin (2009), Journal of the Royal Statistical Society B 71(2), 319-392.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from scipy import linalg

from models.calibration.emulator import Emulator, normal_root, second_differences
from models.calibration.fit import Mode
from models.notation import BLOCK, Array

WIDER = 1.03
"""Candidates are spread this much wider than the approximation, so that no tail is missed."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Proposal:
    """Normal distribution that candidates come from: mean (P,), lower root of its covariance."""

    mean: Array
    root: Array

    def sample(self, rng: np.random.Generator, count: int) -> tuple[Array, Array]:
        """Draw candidates, (P, count), and the logs of their densities up to a constant."""
        standard = rng.standard_normal((len(self.mean), count))
        return self.mean[:, None] + WIDER * self.root @ standard, -0.5 * (standard**2).sum(axis=0)


@dataclass(frozen=True, kw_only=True, eq=False)
class PosteriorDensity:
    """Density that the candidates are weighed by.

    ``misfit`` are those of history and below them those of ``tests``, where there are any;
    ``refused`` tells which columns of unknowns are no market at all.
    """

    misfit: Callable[[Array], Array]
    mode: Mode
    free: int
    refused: Callable[[Array], NDArray[np.bool_]]
    tests: Callable[[Array], Array] | None = None

    @cached_property
    def latent(self) -> tuple[Array, bool]:
        """Factor of the curvature of the latent unknowns."""
        return linalg.cho_factor(self.mode.curvature[self.free :, self.free :], lower=True)

    @cached_property
    def follow(self) -> Array:
        """How the mode of the latent unknowns moves against the parameters, (latent, P)."""
        return linalg.cho_solve(self.latent, self.mode.curvature[self.free :, : self.free])

    @cached_property
    def proposal(self) -> Proposal:
        """Normal approximation at the mode."""
        return Proposal(mean=self.mode.z[: self.free], root=normal_root(self._marginal()))

    def emulator(self) -> Emulator:
        """Approximation that follows the bends of the tests.

        Tests do not depend on the latent unknowns, and at the mode nothing pulls on these.
        """
        assert self.tests is not None, "without tests there is nothing to follow"
        z, free = self.mode.z, self.free
        misfit = self.tests(z[:, None])[:, 0]
        slope = self.mode.slope[-len(misfit) :, :free]
        return Emulator(
            mode=z[:free],
            root=self.proposal.root,
            precision=self._marginal() - slope.T @ slope,
            pull=-slope.T @ misfit,
            misfit=misfit,
            slope=slope,
            bend=second_differences(self.tests, z, free),
        )

    def logs(self, parameters: Array) -> Array:
        """Log density of candidates (P, n) up to a constant, minus infinity where refused."""
        moved = parameters - self.mode.z[: self.free, None]
        guess = self.mode.z[self.free :, None] - self.follow @ moved
        z = np.concatenate([parameters, guess])
        parts = [z[:, start : start + BLOCK] for start in range(0, z.shape[1], BLOCK)]
        return np.concatenate([self._logs(part) for part in parts])

    def _marginal(self) -> Array:
        """Precision of the parameters, latent unknowns integrated out, (P, P)."""
        curvature, free = self.mode.curvature, self.free
        return np.asarray(curvature[:free, :free] - curvature[:free, free:] @ self.follow)

    def _logs(self, z: Array) -> Array:
        log_densities = np.full(z.shape[1], -np.inf)
        kept = ~self.refused(z)
        z = z[:, kept]
        # One step of Newton's method to the mode of the latent unknowns of each candidate.
        slope = self.mode.slope[:, self.free :].T @ self.misfit(z) + z[self.free :]
        z[self.free :] -= linalg.cho_solve(self.latent, slope)
        log_densities[kept] = -0.5 * ((self.misfit(z) ** 2).sum(axis=0) + (z**2).sum(axis=0))
        return log_densities
