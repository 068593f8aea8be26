"""Textbook games, and what must hold in any game."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from numpy.testing import assert_allclose

from models.analysis.rivalry.games import (
    FIRST,
    SECOND,
    best_answers,
    dominant,
    pure_equilibria,
    regret,
    worst_regret,
)
from models.analysis.rivalry.quantal import own_ranges, quantal_response, safe_precision
from tests.every import every

PRISONERS = ([[-1, -3], [0, -2]], [[-1, 0], [-3, -2]])
SEXES = ([[2, 0], [0, 1]], [[1, 0], [0, 2]])
STAG = ([[4, 0], [3, 3]], [[4, 3], [0, 3]])
PENNIES = ([[1, -1], [-1, 1]], [[-1, 1], [1, -1]])
CHICKEN = ([[0, -1], [1, -10]], [[0, 1], [-1, -10]])
ROCK = ([[0, -1, 1], [1, 0, -1], [-1, 1, 0]], [[0, 1, -1], [-1, 0, 1], [1, -1, 0]])

GAMES = arrays(float, (2, 3, 4), elements=st.integers(-50, 50).map(float))


def game(pair):
    return np.array(pair, float)


@every(
    ("pair", "cells"),
    [
        (PRISONERS, [(1, 1)]),
        (SEXES, [(0, 0), (1, 1)]),
        (STAG, [(0, 0), (1, 1)]),
        (PENNIES, []),
        (CHICKEN, [(0, 1), (1, 0)]),
        (ROCK, []),
    ],
)
def test_pure_equilibria_of_textbook_games(pair, cells):
    equilibria = np.argwhere(pure_equilibria(game(pair)))
    assert [tuple(cell) for cell in equilibria.tolist()] == cells


def test_cournot_on_a_grid_meets_at_a_third():
    """Inverse demand 1 - q1 - q2 without cost: each sells a third."""
    q = np.linspace(0.0, 1.0, 61)
    price = 1.0 - q[:, None] - q
    payoffs = np.stack([q[:, None] * price, q * price])
    equilibria = np.argwhere(pure_equilibria(payoffs))
    assert [20, 20] in equilibria.tolist()
    assert abs(q[equilibria] - 1 / 3).max() < 1 / 60 + 1e-12


def test_confessing_dominates_and_pennies_know_no_dominance():
    assert [dominant(game(PRISONERS), p) for p in (FIRST, SECOND)] == [1, 1]
    assert [dominant(game(PENNIES), p) for p in (FIRST, SECOND)] == [None, None]


def test_minimax_regret_of_savage():
    """The third act never wins, and is never far from what would have won."""
    acts = game([[[0, 100], [100, 0], [80, 80]], np.zeros((3, 2))])
    assert_allclose(worst_regret(acts, FIRST), [100, 100, 20])
    assert_allclose(worst_regret(acts, SECOND), [0, 0])


@given(GAMES)
def test_equilibria_agree_with_every_deviation_tried(payoffs):
    equilibria = pure_equilibria(payoffs)
    for i, j in np.ndindex(3, 4):
        better = (payoffs[0, :, j] > payoffs[0, i, j]).any()
        better |= (payoffs[1, i] > payoffs[1, i, j]).any()
        assert equilibria[i, j] == (not better)


@given(GAMES, st.floats(0.5, 4.0), st.floats(-9.0, 9.0))
def test_scale_and_origin_of_payoffs_do_not_matter(payoffs, factor, origin):
    moved = factor * payoffs + origin
    assert (pure_equilibria(moved) == pure_equilibria(payoffs)).all()
    assert_allclose(worst_regret(moved, FIRST), factor * worst_regret(payoffs, FIRST), atol=1e-9)


@given(GAMES)
def test_regret_is_zero_exactly_at_best_answers(payoffs):
    for player in (FIRST, SECOND):
        lost = regret(payoffs, player)
        assert (lost >= 0).all()
        assert ((lost == 0) == best_answers(payoffs)[player]).all()


@given(GAMES)
def test_draws_are_games_of_their_own(payoffs):
    stacked = np.stack([payoffs, -payoffs], axis=-1)
    equilibria = pure_equilibria(stacked)
    assert (equilibria[..., 0] == pure_equilibria(payoffs)).all()
    assert (equilibria[..., 1] == pure_equilibria(-payoffs)).all()


@given(GAMES)
def test_quantal_response_answers_itself(payoffs):
    response = quantal_response(payoffs)
    assert response.converged
    assert response.contraction < 1.0
    score = response.precision * (payoffs[0] @ response.second)
    odds = np.exp(score - score.max())
    assert_allclose(response.first, odds / odds.sum(), atol=1e-10)
    assert_allclose([response.first.sum(), response.second.sum()], 1.0)


def test_quantal_response_at_its_ends():
    """No precision: every strategy alike; much of it: the dominant strategy."""
    even = quantal_response(game(STAG), 0.0)
    assert_allclose([even.first, even.second], 0.5)
    sharp = quantal_response(game(PRISONERS), 50.0)
    assert_allclose(sharp.first, [0.0, 1.0], atol=1e-12)


@every("precision", [0.1, 1.0, 5.0])
def test_pennies_stay_even_at_every_precision(precision):
    response = quantal_response(game(PENNIES), precision)
    assert_allclose([response.first, response.second], 0.5)


def test_the_bound_is_that_of_the_specification():
    payoffs = game(CHICKEN)
    first, second = own_ranges(payoffs)
    assert (first, second) == (9.0, 9.0)
    limit = safe_precision(payoffs) ** 2 * first * second / 4
    assert 0.9 < limit < 1.0


def test_beyond_the_bound_the_reader_is_told():
    response = quantal_response(game(CHICKEN), 3.0)
    assert response.contraction > 1.0


def test_a_player_without_a_choice_does_not_break_the_bound():
    flat = game([[[1, 1], [1, 1]], [[3, 5], [3, 5]]])
    response = quantal_response(flat)
    assert response.converged
    assert_allclose(response.first, 0.5)
    assert response.second[1] > response.second[0]
