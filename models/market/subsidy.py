"""What a subsidy budget buys: a countable number of discounted orders (E7)."""

from dataclasses import dataclass

import numpy as np

from models.notation import Array

CAP = 0.5
"""At most half of the orders of a class can be subsidised, and at most half removed."""

NO_PROGRAMME = 0.003
"""Part of a class's orders that today's subsidised orders count as at least: the first orders of
an app without a programme are not free of diminishing returns."""

MERCHANT_SHARES: Array = np.array([[0.30, 0.80], [0.70, 0.20]])
"""Incremental orders by merchant type (rows SME, brand) and ticket (high, low); judgement."""


def most_orders(today: Array, class_orders: Array) -> Array:
    """Orders that can be subsidised at most, bn a quarter, (A, K, D) (E7).

    Half of the baseline orders of the class, or today's programme where that is larger.
    """
    return np.maximum(CAP * class_orders, today)


def subsidised_orders(budget: Array, cost_per_order: Array, most: Array) -> Array:
    """Orders that a budget subsidises, bn a quarter, (A, K, D) (E7).

    ``budget`` (A, K, D) in RMB bn; ``cost_per_order`` (K, D) in RMB, that is depth times basket.
    """
    return np.minimum(budget / cost_per_order, most)


def programme_scale(today: Array, class_orders: Array) -> Array:
    """Orders that returns diminish against, bn, (A, K, D): today's, at least a few (E7)."""
    return np.maximum(today, NO_PROGRAMME * class_orders)


def discounted_change(orders: Array, today: Array, scale: Array, returns: Array) -> Array:
    """Change of discounted orders in orders of today's worth, bn, (A, K, D) (E7).

    Returns diminish with exponent ``returns`` in (0, 1] against the ``scale`` of
    `programme_scale`; the slope is 1 at today's budget, without a kink: the first orders taken away
    hurt more than the last ones added help.
    """
    # A programme given up leaves nothing, and no power of less than nothing by rounding.
    grown = np.maximum(1.0 + (orders - today) / scale, 0.0)
    return scale / returns * (grown**returns - 1.0)


def incremental_share(depth: Array, elasticity: Array) -> Array:
    """Share of subsidised orders that would not have been placed, 1 - (1 - D)^eps, (K, D)."""
    return -np.expm1(elasticity * np.log1p(-depth))


def price_impulse(change: Array, depth: Array, baseline_orders: Array) -> Array:
    """Order-frequency-weighted log price cut that a ``change`` (A, K, D) means, (A, D) (E7)."""
    return (change * -np.log1p(-depth)).sum(axis=1) / baseline_orders


@dataclass(frozen=True, kw_only=True, eq=False)
class Increment:
    """Orders that exist because of subsidies: by merchant and ticket, and by segment."""

    by_merchant_ticket: Array
    by_segment: Array


def allocate(
    total: Array,
    segment_shares: Array,
    orders: Array,
    order_shares: Array,
    value: Array,
    subsidised_value: Array,
) -> Increment:
    """Spread incremental orders (A, K, D) over segments and merchants, bounded below (E7).

    A cut may not take more than half of what is sold, counted at the value of a subsidised
    order: the bound is -0.5 O min(1, ratio) element by element.

    Parameters
    ----------
    segment_shares, order_shares : array, shape (A, S, D)
        Where increments go, and where core orders come from; each sums to 1 over S.
    orders, value : array, shape (A, M, K, D)
        Core orders, bn, and what one is worth, RMB.
    subsidised_value : array, shape (K, D)
        What a subsidised order is worth, RMB.
    """
    by_merchant_ticket = total[:, None] * MERCHANT_SHARES[:, :, None]
    by_segment = segment_shares * total.sum(axis=1)[:, None]
    cut = np.any(total < 0.0, axis=1)
    # The bound needs an array of all axes: it is worked out for the draws with a cut alone.
    for app in np.flatnonzero(np.any(cut, axis=1)):
        d = np.flatnonzero(cut[app])
        ratio = value[app][..., d] / subsidised_value[:, d]
        floor = -CAP * orders[app][..., d] * np.minimum(1.0, ratio)
        bounded = np.maximum(
            by_merchant_ticket[app][..., d] * segment_shares[app][:, None, None, d],
            floor * order_shares[app][:, None, None, d],
        )
        by_merchant_ticket[app][..., d] = bounded.sum(axis=0)
        by_segment[app][:, d] = bounded.sum(axis=(1, 2))
    return Increment(by_merchant_ticket=by_merchant_ticket, by_segment=by_segment)
