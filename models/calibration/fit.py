"""The mode of the posterior, and the curvature around it.

References
----------
Gelman et al. (2013), "Bayesian Data Analysis", 3rd ed., sections 4.1 and 13.3, for the normal
approximation at the mode.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from scipy import optimize

from models.calibration.replay import Unknowns, predicted, replay
from models.errors import ConvergenceError
from models.notation import Array

SLOPE_STEP = 1e-3
"""Step of the finite differences, in standard deviations of the prior."""

PRIOR_REACH = 5.0
"""Standard deviations of the prior that an unknown may move."""


@dataclass(frozen=True, kw_only=True, eq=False)
class ReportedFigures:
    """The reported figures as evidence; ``values`` are their logs, (n,)."""

    unknowns: Unknowns
    values: Array

    def misfit(self, z: Array) -> Array:
        """Whitened misfits, (n, D)."""
        history = self.unknowns.history
        logs = predicted(history.observations, replay(self.unknowns, z))
        return history.whiten(self.values[:, None] - logs)


@dataclass(frozen=True, kw_only=True, eq=False)
class Mode:
    """Where the posterior is largest.

    Attributes
    ----------
    z : array, shape (size,)
        The unknowns there.
    slope : array, shape (n, size)
        Derivative of the misfits.
    """

    z: Array
    slope: Array
    evaluations: int

    @property
    def curvature(self) -> Array:
        """Precision of the normal approximation, (size, size); the prior adds 1 to each."""
        return self.slope.T @ self.slope + np.eye(len(self.z))


def find_mode(misfit: Callable[[Array], Array], size: int) -> Mode:
    """Maximise the posterior of ``size`` unknowns, from the centre of the prior.

    Raises
    ------
    ConvergenceError
        The solver stopped early; nothing should be stored then.
    """

    def rows(z: Array) -> Array:
        return np.concatenate([misfit(z[:, None])[:, 0], z])

    def slopes(z: Array) -> Array:
        return np.concatenate([differences(misfit, z), np.eye(size)])

    try:
        fit = optimize.least_squares(
            rows, np.zeros(size), jac=slopes, x_scale="jac", bounds=(-PRIOR_REACH, PRIOR_REACH)
        )
    except ValueError as error:  # a figure that is not finite, in the evidence or in the model
        msg = f"the calibration cannot start ({error}); nothing was stored"
        raise ConvergenceError(msg, np.zeros(size), 0) from error
    if not fit.success:
        msg = (
            f"the calibration stopped after {fit.nfev} evaluations without an answer"
            f" ({fit.message}); nothing was stored"
        )
        raise ConvergenceError(msg, fit.x, fit.nfev)
    return Mode(z=fit.x, slope=slopes(fit.x)[:-size], evaluations=fit.nfev)


def differences(misfit: Callable[[Array], Array], z: Array) -> Array:
    """Central differences of the misfits at one z, (n, size): one run for all unknowns."""
    steps = SLOPE_STEP * np.eye(len(z))
    up, down = np.split(misfit(z[:, None] + np.concatenate([steps, -steps], axis=1)), 2, axis=1)
    return (up - down) / (2.0 * SLOPE_STEP)
