"""What sellers do: entry and exit, prices (E15, E16)."""

import numpy as np

from models.notation import Array

SOFTNESS = 0.01
"""Width, in share of sales, over which a margin fades out instead of turning negative."""

LARGE = 500.0
"""Width of softness from which on ln(1 + exp(x)) is x, and before which exp(x) is a number."""


def soft_margin(margin: Array) -> Array:
    """Smooth positive part, .01 ln(1 + exp(x/.01)): losses end in exit, not in negatives."""
    scaled = margin / SOFTNESS
    soft = np.log1p(np.exp(np.minimum(scaled, LARGE)))
    return SOFTNESS * np.maximum(scaled, soft)


def net_margin(before: Array, price: Array, kept: Array, burden: Array) -> Array:
    """Margin that sellers keep of their sales, (A, M, D), above 0 (E15).

    What is passed on in list prices (``price`` in logs) is earned back but for the baseline's
    fees, of which ``kept`` is left; ``burden`` is fees and refund losses less what support saves,
    as a share of sales.
    """
    return soft_margin(before + kept * np.expm1(price) - burden)


def switching(closeness: Array, margin: Array, baseline_margin: Array, weight: Array) -> Array:
    """Log sellers that rivals gain where we leave less to sellers, (A-1, M, D) (E15).

    ``closeness`` (A-1, D) is 1 for the nearest rival; the margins (M, D) are our sellers'.
    """
    squeezed = -np.log(margin / baseline_margin)
    return weight * closeness[:, None] * squeezed


def entry(sellers: Array, target: Array, speed: Array) -> Array:
    """Log sellers next quarter, (A, M, D), relative to the baseline (E15).

    ``target`` is the log of the number that the profit pool sustains. The adjustment is
    geometric, so sellers stay positive.
    """
    return sellers + speed * (target - sellers)


def list_price_target(
    burden: Array, kept: Array, pass_through: Array, crowding: Array, sellers: Array
) -> Array:
    """Log list price that sellers want, (A, M, D) (E16).

    ``burden`` is the rise of fees and refund losses less the fall of costs, ``kept`` what the
    baseline's fees leave, shares of sales; competition among more sellers (in logs) lowers prices
    by ``crowding``.
    """
    return pass_through * burden / kept - crowding * sellers


def sticky_price(price: Array, target: Array, speed: Array) -> Array:
    """Move log prices towards their target (E16)."""
    return price + speed * (target - price)
