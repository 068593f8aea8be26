"""A market that was shaken returns to where it stood: section 6 (iii)-(iv) of the specification."""

from dataclasses import replace

import numpy as np
import pytest

from models.market.coefficients import Coefficients
from models.simulation.baseline import build
from models.simulation.run import empty_run, simulate
from models.simulation.setting import Setting
from models.simulation.state import initial

SHAKEN = 12


def settle(market, values, quarters, size, posture="passive"):
    """Gap of habits and sellers to the baseline, quarter by quarter, after a shake of ``size``."""
    columns = {name: np.full(SHAKEN, value) for name, value in values.items()}
    base = build(market, Coefficients(columns), season=False)
    state, rng = initial(base), np.random.default_rng(0)
    state = replace(
        state,
        habit=state.habit * np.exp(size * rng.standard_normal(state.habit.shape)),
        sellers=size * rng.standard_normal(state.sellers.shape),
    )
    schedule = {name: np.full(1, value) for name, value in market.levers.items()}
    setting = Setting(posture=posture, season=False, growth=False)
    gaps = []
    for _ in range(quarters):
        run = empty_run(1, len(market.platforms), SHAKEN, ())
        state = simulate(base, schedule, setting, None, run, start=state)
        away = np.concatenate(
            [
                np.log(state.habit / base.visits_per_head).reshape(-1, SHAKEN),
                state.sellers.reshape(-1, SHAKEN),
            ]
        )
        gaps.append(np.abs(away).max(axis=0))
    return np.array(gaps)


@pytest.mark.slow
@pytest.mark.parametrize("posture", ["passive", "follow", "best-reply"])
def test_a_shaken_market_returns(market2023, parameters, posture):
    gaps = settle(market2023, parameters.central(), 200, 0.5, posture)
    assert (gaps[-1] < 5e-10).all()


def test_the_slowest_way_back_halves_in_four_and_a_half_quarters(market2023, parameters):
    """In the end a gap shrinks to .86 of it a quarter: the spectral radius of the map."""
    gaps = settle(market2023, parameters.central(), 80, 1e-4)
    assert (gaps[-1] / gaps[-2]).max() == pytest.approx(0.856, abs=2e-3)


def test_habit_that_is_too_strong_does_not_let_a_market_return(market2023, parameters):
    """At beta_h = .50 the feedback exceeds 1 - sigma, and the loop no longer leads back."""
    values = parameters.central() | {"habit_weight": 0.50}
    gaps = settle(market2023, values, 200, 0.5)
    assert (gaps[-1] > 0.1).all()
