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
    return np.stack(path)


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
    return np.stack(path)


def quarter_before(first: Array, targets: Array) -> Array:
    """Targets of the quarters before, the ``first`` of them from the state."""
    return np.concatenate([np.broadcast_to(first, targets.shape[1:])[None], targets[:-1]])
