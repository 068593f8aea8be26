"""The stand-in for the posterior: exact where the tests are quadratic."""

import numpy as np
import pytest

from models.calibration.emulator import second_differences
from models.calibration.fit import find_mode
from models.calibration.importance_sampling import weigh
from models.calibration.target import PosteriorDensity
from tests.every import every

COUNT = 3


def problem(seed=0):
    """History linear in three parameters and a latent unknown, a test quadratic in the former."""
    rng = np.random.default_rng(seed)
    slope, bend = rng.standard_normal((4, 4)), rng.standard_normal((COUNT, COUNT))
    bend = 0.1 * (bend + bend.T)

    def tests(z):
        straight = np.array([3.0, 2.0, 1.0]) @ z[:COUNT]
        return (2.0 - straight - 0.5 * (z[:COUNT] * (bend @ z[:COUNT])).sum(axis=0))[None] / 0.3

    def misfit(z):
        return np.concatenate([0.5 - 0.4 * slope @ z, tests(z)])

    return misfit, tests, bend


def test_second_differences_of_a_quadratic_are_its_matrix():
    _, tests, bend = problem()
    matrix = second_differences(tests, np.array([0.3, -0.1, 0.5, 2.0]), COUNT)
    assert matrix == pytest.approx(-bend[None] / 0.3, abs=1e-9)


def never(z):
    return np.zeros(z.shape[1], dtype=bool)


@every("seed", range(4))
def test_candidates_of_the_emulator_need_no_weights_where_it_is_exact(seed):
    misfit, tests, _ = problem(seed)
    mode = find_mode(misfit, 4)
    target = PosteriorDensity(misfit=misfit, mode=mode, free=COUNT, refused=never, tests=tests)
    z, density = target.emulator().sample(np.random.default_rng(0), 2000)
    logs = target.logs(z) - density
    assert np.ptp(logs) < 1e-3  # as near as the mode was found


def test_an_emulator_beats_the_normal_approximation_and_agrees_with_it():
    misfit, tests, _ = problem(1)
    mode = find_mode(misfit, 4)
    plain = weigh(PosteriorDensity(misfit=misfit, mode=mode, free=COUNT, refused=never), 0, 20_000)
    bent = PosteriorDensity(misfit=misfit, mode=mode, free=COUNT, refused=never, tests=tests)
    z, density = bent.emulator().sample(np.random.default_rng(0), 20_000)
    weights = np.exp(bent.logs(z) - density)
    weights /= weights.sum()
    assert plain.effective_size < 1.0 / (weights**2).sum()
    assert z @ weights == pytest.approx(plain.z @ plain.weights, abs=0.06)
