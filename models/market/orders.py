"""From visits to orders: season, festival and repayment of borrowed orders (E11, E19)."""

import numpy as np

from models.notation import SME, Array

FESTIVAL_WEIGHTS = (0.0, 0.6, 0.0, 1.0)
"""Weight of 618 in the second quarter and Double 11 in the fourth."""

REPAYMENT_CAP = 0.5
"""At most half of a quarter's orders can repay what was borrowed."""

FESTIVAL_CAP = 0.5
"""A festival left out takes at most half of a quarter's orders with it."""

SMALLEST = 0.05
"""Part of brand capability, or of effectiveness, that orders keep at least."""

CONTENT_IN_ORDERS = 0.5
"""Content lifts conversion by half of what it adds to utility."""


def traffic_response(share: Array, baseline: float, diminishing: Array) -> Array:
    """Orders for more traffic, (M, D): (phi/phi0)^(1-nu), for SMEs and for brands (E11)."""
    ratio = np.stack([share / baseline, (1.0 - share) / (1.0 - baseline)], axis=-2)
    return ratio ** (1.0 - diminishing)


def running_business(ratio: Array, elasticity: Array) -> Array:
    """Factor on all own orders of an organisation that works at ``ratio`` of the usual (E11)."""
    return np.maximum(ratio, SMALLEST) ** elasticity


def own_factor(
    *,
    traffic: Array,
    content: Array,
    support: Array,
    ai: Array,
    business: Array,
    entrance: Array,
) -> Array:
    """Factor of the own levers on orders by merchant type, (..., M, D) (E11).

    ``traffic`` (..., M, D) is the answer to the split, ``content`` and ``support`` are what each
    adds to conversion, (..., D), ``ai`` and ``business`` factors on all orders, ``entrance`` the
    share lost to instant commerce on the front page. Brands have `brand_factor` besides.
    """
    every = (1.0 + CONTENT_IN_ORDERS * content) * ai * business * (1.0 - entrance)
    factor = traffic * every[..., None, :]
    factor[..., SME, :] *= 1.0 + support
    return factor


def brand_factor(capability: Array) -> Array:
    """Factor on own orders of brands that ``capability`` has added to conversion, (D,) (E11)."""
    return np.maximum(SMALLEST, 1.0 + capability)


def festival_saturation(intensity: Array, usual: float, weight: Array | float) -> Array:
    """Saturation of a festival of ``intensity`` less that of the market's usual one (E11).

    The season holds the ``usual`` festival already, 1 since the festivals are a habit, 0 before.
    """
    return weight * (np.expm1(-intensity) - np.expm1(-usual)) / np.expm1(-1.0)


def festival_lift(saturation: Array, lift: Array) -> Array:
    """Extra orders, as a share, of a festival; without it half of a quarter's remain (E11)."""
    return np.maximum(lift * saturation, -FESTIVAL_CAP)


def repayment_share(debt: Array, orders: Array, speed: Array) -> Array:
    """Share of orders (A, K, D) that were placed earlier; negative when orders are owed (E11)."""
    return np.minimum(speed * debt / orders, REPAYMENT_CAP)


def pull_forward(debt: Array, repaid: Array, borrowed: Array) -> Array:
    """Carry the signed position of borrowed orders, bn, over a quarter (E19)."""
    return debt - repaid + borrowed
