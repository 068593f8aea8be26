"""From visits to orders: season, festival and repayment of borrowed orders (E11, E19)."""

import numpy as np

from models.notation import Array

FESTIVAL_WEIGHTS = (0.0, 0.6, 0.0, 1.0)
"""Weight of 618 in the second quarter and Double 11 in the fourth."""

REPAYMENT_CAP = 0.5
"""At most half of a quarter's orders can repay what was borrowed."""

FESTIVAL_CAP = 0.5
"""A festival left out takes at most half of a quarter's orders with it."""

SMALLEST = 0.05
"""Part of its orders that an app keeps whatever one lever does."""


def traffic_response(share: Array, baseline: float, diminishing: Array) -> Array:
    """Orders for more traffic, (M, D): (phi/phi0)^(1-nu), for SMEs and for brands (E11)."""
    ratio = np.stack([share / baseline, (1.0 - share) / (1.0 - baseline)])
    return ratio ** (1.0 - diminishing)


def festival_lift(intensity: Array, usual: float, lift: Array, weight: float) -> Array:
    """Extra orders, as a share, of a festival of ``intensity`` (E11).

    The season holds the ``usual`` festival of the market already, 1 since the festivals are a
    habit, 0 before. Without it at least half of a quarter's orders remain.
    """
    saturation = (np.expm1(-intensity) - np.expm1(-usual)) / np.expm1(-1.0)
    return np.maximum(lift * weight * saturation, -FESTIVAL_CAP)


def repayment_share(debt: Array, orders: Array, speed: Array) -> Array:
    """Share of orders (A, K, D) that were placed earlier; negative when orders are owed (E11)."""
    return np.minimum(speed * debt / orders, REPAYMENT_CAP)


def pull_forward(debt: Array, repaid: Array, borrowed: Array) -> Array:
    """Carry the signed position of borrowed orders, bn, over a quarter (E19)."""
    return debt - repaid + borrowed
