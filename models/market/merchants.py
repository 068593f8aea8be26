"""What sellers do: entry and exit, prices (E15, E16)."""

import numpy as np

from models.notation import Array

SOFTNESS = 0.01
"""Width, in share of sales, over which a margin fades out instead of turning negative."""


def soft_margin(margin: Array) -> Array:
    """Smooth positive part, .01 ln(1 + exp(x/.01)): losses end in exit, not in negatives."""
    scaled = margin / SOFTNESS
    tail = np.abs(scaled)
    np.negative(tail, out=tail)
    np.exp(tail, out=tail)
    np.log1p(tail, out=tail)
    tail += np.maximum(scaled, 0.0)
    tail *= SOFTNESS
    return tail


def entry(sellers: Array, target: Array, speed: Array) -> Array:
    """Log sellers next quarter, (A, M, D), relative to the baseline (E15).

    ``target`` is the log of the number that the profit pool sustains. The adjustment is
    geometric, so sellers stay positive.
    """
    step = target - sellers
    step *= speed
    step += sellers
    return step


def list_price_target(
    burden: Array, baseline_take: Array, pass_through: Array, crowding: Array, sellers: Array
) -> Array:
    """Log list price that sellers want, (A, M, D) (E16).

    ``burden`` is the rise of fees and refund losses less the fall of costs, as a share of
    sales; competition among more sellers (in logs) lowers prices by ``crowding``.
    """
    target = burden * pass_through
    target /= 1.0 - baseline_take
    target -= crowding * sellers
    return target


def sticky_price(price: Array, target: Array, speed: Array) -> Array:
    """Move log prices towards their target (E16)."""
    step = target - price
    step *= speed
    step += price
    return step
