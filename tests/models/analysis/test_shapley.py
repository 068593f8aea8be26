"""Shapley values: the definition by permutations, and what follows from it."""

from itertools import permutations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.analysis.shapley import exact, from_ends, near_ends, sample_orders, sampled
from tests.every import every


def worths(players, seed, shape=(3,)):
    return np.random.default_rng(seed).normal(size=(2**players, *shape))


def by_permutations(worth):
    """The definition: what each player adds, averaged over every order of joining."""
    count = len(worth).bit_length() - 1
    total = np.zeros((count, *worth.shape[1:]))
    orders = list(permutations(range(count)))
    for order in orders:
        mask = 0
        for player in order:
            total[player] += worth[mask | 1 << player] - worth[mask]
            mask |= 1 << player
    return total / len(orders)


@every("players", range(1, 7))
def test_all_orders_agree_with_the_weights(players):
    worth = worths(players, seed=players)
    np.testing.assert_allclose(exact(worth), by_permutations(worth), rtol=0, atol=1e-12)


@given(players=st.integers(1, 7), seed=st.integers(0, 99))
def test_shares_sum_to_the_whole(players, seed):
    worth = worths(players, seed)
    np.testing.assert_allclose(exact(worth).sum(axis=0), worth[-1] - worth[0], atol=1e-12)


@given(players=st.integers(2, 6), seed=st.integers(0, 99), data=st.data())
def test_who_adds_nothing_gets_nothing_and_twins_get_the_same(players, seed, data):
    worth = worths(players, seed)
    i, j = data.draw(st.permutations(range(players)))[:2]
    masks = np.arange(len(worth))
    idle = worth[masks & ~(1 << i)]
    assert (exact(idle)[i] == 0.0).all()
    swapped = np.array([_swap(mask, i, j) for mask in masks])
    twins = exact((worth + worth[swapped]) / 2)
    np.testing.assert_allclose(twins[i], twins[j], atol=1e-12)


def _swap(mask, i, j):
    a, b = mask >> i & 1, mask >> j & 1
    return mask & ~(1 << i | 1 << j) | b << i | a << j


def test_a_sample_sums_exactly_and_keeps_within_its_error():
    worth = worths(7, seed=1, shape=())
    sample = sample_orders(7, 200, seed=0)
    shares, errors = sampled(sample, worth, {mask: mask for mask in range(2**7)})
    assert shares.sum() == pytest.approx(worth[-1] - worth[0], abs=1e-12)
    assert (np.abs(shares - exact(worth)) < 4 * errors).all()


def test_pairs_cancel_what_two_levers_do_to_each_other():
    """With effects of pairs alone, an order and its reverse give the exact answer."""
    rng = np.random.default_rng(5)
    weights = rng.normal(size=(6, 6))
    bits = (np.arange(64)[:, None] >> np.arange(6)) & 1
    worth = np.einsum("mi,ij,mj->m", bits, weights, bits)
    shares, errors = sampled(sample_orders(6, 4), worth, {mask: mask for mask in range(64)})
    np.testing.assert_allclose(shares, exact(worth), atol=1e-12)
    np.testing.assert_allclose(errors, 0.0, atol=1e-12)


def acting_together(players, at_most, seed):
    """Worth of every coalition where at most so many players act on each other."""
    rng = np.random.default_rng(seed)
    masks = np.arange(2**players)
    sets = masks[np.bitwise_count(masks) <= at_most]
    return sum(np.outer((masks & some) == some, rng.normal(size=3)) for some in sets)


def shares_from_ends(worth, players):
    """Those of a worth of which only the coalitions near the ends are told."""
    masks = near_ends(players)
    return from_ends(worth[masks], {mask: row for row, mask in enumerate(masks)}, players)


@every("players", range(4, 11))
def test_what_four_act_on_together_the_coalitions_near_the_ends_tell(players):
    worth = acting_together(players, at_most=4, seed=players)
    np.testing.assert_allclose(shares_from_ends(worth, players), exact(worth), atol=1e-9)


@every("players", [6, 9])
def test_near_the_ends_shares_sum_to_the_whole_and_who_adds_nothing_gets_nothing(players):
    worth = acting_together(players, at_most=players, seed=players)
    idle = worth[np.arange(2**players) & ~4]
    shares = shares_from_ends(idle, players)
    np.testing.assert_allclose(shares.sum(axis=0), idle[-1] - idle[0], atol=1e-9)
    np.testing.assert_allclose(shares[2], 0.0, atol=1e-9)
    assert np.abs(shares - exact(idle)).max() > 1e-3  # six act together: these are not exact


def test_without_players_there_are_no_shares():
    assert exact(np.ones((1, 3, 2))).shape == (0, 3, 2)
