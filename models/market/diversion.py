"""To whom buyers go that we lose, and from whom those come that we win (E5)."""

import numpy as np

from models.notation import OWN, Array


def diversion(
    visits: Array, share: Array, within: Array, nests: tuple[int, ...], correlation: Array
) -> Array:
    """Part of what we win that comes from each rival, (A-1, D), summing to 1 (E5).

    ``visits``, ``share`` and ``within`` are the baseline's, (A, S, D).
    """
    near = (correlation * within[OWN] + (1.0 - correlation) * share[OWN]) / (1.0 - correlation)
    same = np.array(nests[1:]) == nests[OWN]
    cross = np.where(same[:, None, None], near, share[OWN])
    lost = (visits[1:] * cross).sum(axis=1)
    return np.asarray(lost / lost.sum(axis=0))


def by_class(diverted: Array, class_share: Array) -> Array:
    """Part of an attack on each class that comes to each rival, (A-1, K, D) (E5).

    ``class_share`` (A-1, K, 1) is the share of each class in a rival's sales: phones are answered
    by those who sell phones.
    """
    weight = diverted[:, None] * class_share
    return np.asarray(weight / weight.sum(axis=0))


def closeness(diverted: Array) -> Array:
    """How near a rival is, (A-1, D), 1 for the nearest (E15)."""
    return np.asarray(diverted / diverted.max(axis=0))
