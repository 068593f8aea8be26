"""Paths of stocks over several quarters, where what fills them is known for all of them."""

import numpy as np

from models.market.stocks import adstock
from models.notation import Array


def carried(stock: Array, added: Array, persistence: Array) -> Array:
    """Path of a stock, (T, D), of which a part is left a quarter later, under what is added."""
    path = []
    for more in added:
        stock = adstock(stock, persistence, more)
        path.append(stock)
    return np.array(path)


def approached(stock: Array, targets: Array, speed: Array | float) -> Array:
    """Path of a stock, (T, ..., D), that closes a part of its gap to the target each quarter.

    A stock at its target stays there: what all draws share is not told apart.
    """
    if (targets == stock).all():
        return targets
    path = []
    for target in targets:
        stock = stock + speed * (target - stock)
        path.append(stock)
    return np.array(path)


def summed(stock: Array, added: Array) -> Array:
    """Path of a running sum, (T, ..., D), that goes on from a stock."""
    return np.add.accumulate(_after(stock, added), axis=0)[1:]


def multiplied(stock: Array, factors: Array) -> Array:
    """Path of a running product, (T, ..., D), that goes on from a stock."""
    return np.multiply.accumulate(_after(stock, factors), axis=0)[1:]


def quarter_before(first: Array, targets: Array) -> Array:
    """Targets of the quarters before, the ``first`` of them from the state."""
    return _after(first, targets[:-1])


def _after(first: Array, path: Array) -> Array:
    """Put a quarter in front of a path, (1 + T, ..., D); either may be shared by all draws."""
    whole = np.empty((1 + len(path), *np.broadcast(first[None], path[:1]).shape[1:]))
    whole[0], whole[1:] = first, path
    return whole
