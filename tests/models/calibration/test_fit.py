"""Mode and weights, against problems whose answer is known."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.calibration.fit import differences, find_mode
from models.calibration.importance_sampling import CANDIDATES, weigh
from models.calibration.target import PosteriorDensity
from models.errors import ConvergenceError
from tests.every import every


def line(seed, rows=8, size=5):
    """Misfits of a linear model with independent errors, and its matrix and figures."""
    rng = np.random.default_rng(seed)
    slope, figures = rng.standard_normal((rows, size)), rng.standard_normal(rows)
    return lambda z: figures[:, None] - slope @ z, slope, figures


def never(z):
    return np.zeros(z.shape[1], dtype=bool)


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 1000))
def test_a_linear_problem_has_the_mode_of_ridge_regression(seed):
    misfit, slope, figures = line(seed)
    mode = find_mode(misfit, 5)
    precision = slope.T @ slope + np.eye(5)
    assert mode.z == pytest.approx(np.linalg.solve(precision, slope.T @ figures), abs=1e-6)
    assert mode.curvature == pytest.approx(precision, rel=1e-6)


def test_differences_are_derivatives():
    def misfit(z):
        return np.stack([np.sin(z[0]) * z[1], np.exp(z[1])])

    at = np.array([0.3, -0.2])
    exact = [[np.cos(0.3) * -0.2, np.sin(0.3)], [0.0, np.exp(-0.2)]]
    assert differences(misfit, at) == pytest.approx(np.array(exact), abs=1e-6)


@every("free", [1, 3, 5])
def test_weights_give_the_moments_of_a_normal_posterior(free):
    misfit, slope, figures = line(3)
    mode = find_mode(misfit, 5)
    weighed = weigh(PosteriorDensity(misfit=misfit, mode=mode, free=free, refused=never), 0)
    covariance = np.linalg.inv(slope.T @ slope + np.eye(5))
    mean = covariance @ slope.T @ figures
    assert weighed.effective_size > 0.9 * CANDIDATES
    assert weighed.z @ weighed.weights == pytest.approx(mean[:free], abs=0.05)
    spread = np.atleast_2d(np.cov(weighed.z, aweights=weighed.weights))
    assert spread == pytest.approx(covariance[:free, :free], abs=0.05)


def test_latent_unknowns_that_bend_are_integrated_out():
    # y = a + b + 0.1 b² + noise, b latent: against quadrature.
    def misfit(z):
        return (1.5 - z[:1] - z[1:] - 0.1 * z[1:] ** 2) / 0.5

    weighed = weigh(
        PosteriorDensity(misfit=misfit, mode=find_mode(misfit, 2), free=1, refused=never), 0
    )
    a, b = np.meshgrid(np.linspace(-6, 6, 601), np.linspace(-6, 6, 601), indexing="ij")
    density = np.exp(-0.5 * (((1.5 - a - b - 0.1 * b**2) / 0.5) ** 2 + a**2 + b**2))
    mean = (a * density).sum() / density.sum()
    # The curvature of what is latent is taken as constant: a tenth of the prior's width is lost.
    assert (weighed.z @ weighed.weights)[0] == pytest.approx(mean, abs=0.1)


def test_what_is_refused_weighs_nothing():
    misfit, *_ = line(5)
    target = PosteriorDensity(
        misfit=misfit, mode=find_mode(misfit, 5), free=5, refused=lambda z: z[0] > 0.0
    )
    weighed = weigh(target, 0)
    assert not weighed.weights[weighed.z[0] > 0.0].any()
    assert weighed.weights.sum() == pytest.approx(1.0)
    assert (weighed.z[0][weighed.resampled(500, 0)] <= 0.0).all()


def test_resampling_follows_the_weights_and_the_seed():
    misfit, *_ = line(6)
    weighed = weigh(
        PosteriorDensity(misfit=misfit, mode=find_mode(misfit, 5), free=5, refused=never), 0
    )
    chosen = weighed.resampled(2000, 1)
    assert np.array_equal(chosen, weighed.resampled(2000, 1))
    assert weighed.z[:, chosen].mean(axis=1) == pytest.approx(weighed.z @ weighed.weights, abs=0.03)
    counts = np.bincount(chosen, minlength=len(weighed.weights))
    assert (np.abs(counts - 2000 * weighed.weights) < 1.0 + 1e-9).all()


def test_a_misfit_that_is_no_number_is_a_failed_fit():
    with pytest.raises(ConvergenceError, match="nothing was stored"):
        find_mode(lambda z: np.full((3, z.shape[1]), np.nan), 2)
