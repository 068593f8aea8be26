"""What a subsidy budget buys: a countable number of discounted orders (E7)."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from models.notation import Array

CAP = 0.5
"""At most half of the orders of a class can be subsidised, and at most half removed."""

NO_PROGRAMME = 0.003
"""Part of a class's orders that today's subsidised orders count as at least: the first orders of
an app without a programme are not free of diminishing returns."""

ROUNDING = 1e-12
"""Orders, bn, below which what is missing is the last bit of a budget and no cut."""

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


def price_cut(depth: Array) -> Array:
    """Log price cut of a subsidised order, -ln(1 - D), (K, D)."""
    return -np.log1p(-depth)


def price_impulse(change: Array, cut: Array, baseline_orders: Array) -> Array:
    """Order-frequency-weighted log price cut that a ``change`` (A, K, D) means, (A, D) (E7).

    ``cut`` (K, D) is the `price_cut` of an order.
    """
    return (change * cut).sum(axis=1) / baseline_orders


Draws = NDArray[np.intp] | slice
"""Some of the draws, or all of them."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Increment:
    """Orders that exist because of subsidies, bn, and what they sell for, RMB bn.

    ``by_ticket`` (A, K, D) and ``by_segment`` (A, S, D) are orders, ``sales_by_ticket``
    (A, K, D) and ``sales_by_merchant`` (A, M, D) money.
    """

    by_ticket: Array
    by_segment: Array
    sales_by_ticket: Array
    sales_by_merchant: Array


def most_cut(orders: Array, ratio: Array) -> Array:
    """Orders that a cut takes at most: half of what is sold, at the value of a subsidised one (E7).

    ``ratio`` is the value of a core order over that of a subsidised one.
    """
    return CAP * orders * np.minimum(1.0, ratio)


def of_draws(values: Array, draws: Draws) -> Array:
    """Keep some draws, the last axis, laid out as all are: the last bits of sums hang on that."""
    return values if isinstance(draws, slice) else values.take(draws, axis=-1)


def allocate(
    total: Array,
    segment_shares: Array,
    order_shares: Array,
    value: Array,
    most: Callable[[int, Draws], Array],
) -> Increment:
    """Spread incremental orders (A, K, D) over segments and merchants, bounded below (E7).

    Parameters
    ----------
    segment_shares, order_shares : array, shape (A, S, D)
        Where increments go, and where core orders come from; each sums to 1 over S.
    value : array, shape (K, D)
        What a subsidised order is worth, RMB.
    most : callable
        Gives `most_cut` of an app in n of the draws, (M, K, n); asked only for those with a cut,
        as the bound takes an array of all axes.
    """
    sales = total * value
    found = Increment(
        by_ticket=total.copy(),
        by_segment=segment_shares * total.sum(axis=1)[:, None],
        sales_by_ticket=sales,
        sales_by_merchant=np.einsum("mk,akd->amd", MERCHANT_SHARES, sales),
    )
    least = total.min(axis=1)
    for app in np.flatnonzero(least.min(axis=1) < -ROUNDING).tolist():
        cut = least[app] < -ROUNDING
        d = slice(None) if cut.all() else np.flatnonzero(cut)
        wanted = of_draws(total[app], d) * MERCHANT_SHARES[:, :, None]
        bounded = np.maximum(
            wanted * of_draws(segment_shares[app], d)[:, None, None],
            -most(app, d) * of_draws(order_shares[app], d)[:, None, None],
        )
        worth = of_draws(value, d)
        by_merchant_ticket = bounded.sum(axis=0)
        found.by_ticket[app][:, d] = by_merchant_ticket.sum(axis=0)
        found.by_segment[app][:, d] = bounded.sum(axis=(1, 2))
        found.sales_by_ticket[app][:, d] = found.by_ticket[app][:, d] * worth
        found.sales_by_merchant[app][:, d] = (by_merchant_ticket * worth).sum(axis=1)
    return found
