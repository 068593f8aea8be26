"""Shapley values: what each player adds, averaged over all orders of joining.

A coalition is a bit mask: bit i is set when player i belongs to it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import combinations
from math import factorial

import numpy as np
from numpy.typing import NDArray

from models.notation import Array

Masks = NDArray[np.int64]


def exact(worth: Array) -> Array:
    """Average what each player adds over all orders, from the worth of every coalition.

    Parameters
    ----------
    worth : array, shape (2**P, ...)
        Worth of coalition ``mask`` at index ``mask``, in any unit.

    Returns
    -------
    array, shape (P, ...)
        Shares that sum to ``worth[-1] - worth[0]``; a player that changes nothing gets 0.

    References
    ----------
    Shapley (1953), "A value for n-person games", Contributions to the Theory of Games II.
    """
    count = len(worth).bit_length() - 1
    masks = np.arange(len(worth))
    sizes = np.bitwise_count(masks).astype(int)
    joining = np.array([_weight(size, count) for size in range(count)])
    shares = []
    for i in range(count):
        without = masks[(masks >> i & 1) == 0]
        added = worth[without | 1 << i] - worth[without]
        shares.append(np.tensordot(joining[sizes[without]], added, axes=1))
    return np.array(shares).reshape(count, *worth.shape[1:])


def _weight(size: int, count: int) -> float:
    """Give the share of orders in which just these ``size`` players stand before one given."""
    return factorial(size) * factorial(count - size - 1) / factorial(count)


def near_ends(players: int) -> list[int]:
    """List the coalitions of two players or fewer, and those that lack two or fewer."""
    everybody, who = 2**players - 1, range(players)
    few = [sum(1 << i for i in some) for size in range(3) for some in combinations(who, size)]
    return sorted({*few, *(everybody ^ mask for mask in few)})


def from_ends(worth: Array, place: Mapping[int, int], players: int) -> Array:
    """Take shares from coalitions `near_ends`: exact where at most four players act together.

    What a player adds, on average over the coalitions of a size that it can join, is then a
    polynomial of third degree in the size, so that the first two and the last two sizes tell the
    mean over all of them. What it leaves of the whole goes to those who act with others, by how
    much more or less they add as the last than as the first.

    Parameters
    ----------
    worth : array, shape (U, ...)
        Worth of the coalitions, in any unit.
    place : mapping of int to int
        Row of ``worth`` by coalition.
    players : int
        Four or more.

    Returns
    -------
    array, shape (P, ...)
        Shares that sum to the worth of all less that of none.

    References
    ----------
    Owen (1972), "Multilinear extensions of games"; Maleki et al. (2013), "Bounding the estimation
    error of sampling-based Shapley value approximation", which averages by size.
    """
    everybody, shares, turns = 2**players - 1, [], []

    def added(joined: list[int], player: int) -> Array:
        rows = [place[mask] for mask in joined]
        return np.mean(worth[rows] - worth[[place[mask ^ player] for mask in joined]], axis=0)

    for player in (1 << i for i in range(players)):
        pairs = [player | 1 << i for i in range(players) if player != 1 << i]
        lacking = [everybody ^ pair ^ player for pair in pairs]
        first, last = added([player], player), added([everybody], player)
        inner = added(pairs, player) + added(lacking, player)
        shares.append(((7 - players) * (first + last) + (players - 1) * inner) / 12.0)
        turns.append(np.abs(last - first))
    found, turn = np.array(shares), np.array(turns)
    left, total = worth[place[everybody]] - worth[place[0]] - found.sum(axis=0), turn.sum(axis=0)
    return found + left * np.divide(turn, total, out=np.zeros_like(turn), where=total > 0.0)


@dataclass(frozen=True, kw_only=True, eq=False)
class OrderSample:
    """Some orders of joining: ``orders`` (R, P), and the coalitions on their way, (R, P+1).

    Orders come in pairs, one the reverse of the other, which halves the error where two levers
    work on each other.
    """

    orders: Masks
    masks: Masks


def sample_orders(players: int, pairs: int, seed: int = 0) -> OrderSample:
    """Draw ``pairs`` of orders of joining, each with its reverse."""
    rng = np.random.default_rng(seed)
    half = np.array([rng.permutation(players) for _ in range(pairs)])
    orders = np.concatenate([half, half[:, ::-1]])
    steps = np.cumsum(np.left_shift(1, orders), axis=1)
    return OrderSample(orders=orders, masks=np.pad(steps, ((0, 0), (1, 0))))


def sampled(sample: OrderSample, worth: Array, place: dict[int, int]) -> tuple[Array, Array]:
    """Average what each player adds over the orders of ``sample``.

    Parameters
    ----------
    worth : array, shape (U, ...)
        Worth of the coalitions that occur.
    place : dict
        Row of ``worth`` by coalition.

    Returns
    -------
    tuple of array, each shape (P, ...)
        Shares, which sum to the worth of all less that of none, and their standard errors.
    """
    rows = np.vectorize(place.__getitem__)(sample.masks)
    players = sample.orders.shape[1]
    position = np.argsort(sample.orders, axis=1)  # (R, P): when each player joins
    shares, errors = [], []
    for i in range(players):
        here = position[:, i, None]
        after = np.take_along_axis(rows, here + 1, axis=1)[:, 0]
        before = np.take_along_axis(rows, here, axis=1)[:, 0]
        pairs = (worth[after] - worth[before]).reshape(2, -1, *worth.shape[1:]).mean(axis=0)
        shares.append(pairs.mean(axis=0))
        errors.append(pairs.std(axis=0, ddof=1) / np.sqrt(len(pairs)))
    return np.array(shares), np.array(errors)
