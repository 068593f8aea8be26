"""Instant commerce: a market of its own beside the goods (E30).

Services are ordered as in the market file, the own group's first.
"""

import numpy as np

from models.notation import OWN, Array

DAYS_TO_BN = 0.091
"""A million orders a day at RMB 1 are RMB 0.091 bn a quarter."""

DEAL_SCALE = 4.0
"""Square of the subsidy, RMB an order, at which an entrance leads half of where it could."""

INTEGRATION_SHARE = 0.5
"""Part of the visitors that come to the main app even where the units stand apart."""


def deal_behind(subsidy: Array | float) -> Array:
    """How far an entrance leads, 0 to 1: nowhere without a deal, z(s) of E30."""
    return np.asarray(subsidy**2 / (subsidy**2 + DEAL_SCALE))


def appeal(orders: Array, potential: float) -> Array:
    """Log odds of an order against none that reproduce the orders of the baseline, (I, 1)."""
    return np.log(orders / (potential - orders.sum(axis=0)))


def entrance_appeal(entrance: Array | float, subsidy: Array | float) -> Array:
    """Log odds that an entrance in the main app adds where deals stand behind it, a share of 1."""
    return entrance * deal_behind(subsidy)


def attraction(
    baseline: Array,
    subsidy_change: Array,
    entrance_change: Array,
    *,
    price_response: Array,
    entrance_utility: Array,
) -> Array:
    """Log odds of an order against none but for habit, (..., I, D).

    ``entrance_change`` (..., D) is that of `entrance_appeal`, which the own service alone has.
    """
    value = baseline + price_response * subsidy_change
    value[..., OWN, :] += entrance_utility * entrance_change
    return np.asarray(value)


def daily_orders(attraction: Array, habit: Array, habit_weight: Array, potential: float) -> Array:
    """Orders a day of each service, million, (I, D).

    ``attraction`` (I, D) are the log odds but for habit, ``habit`` (I, D) is relative to the orders
    of the baseline.
    """
    odds = np.exp(attraction + habit_weight * np.log(habit))
    return np.asarray(potential * odds / (1.0 + odds.sum(axis=0)))


def rival_subsidy(
    today: Array | float,
    peace: Array | float,
    change: Array,
    own_today: float,
    own_peace: float,
    matching: Array,
    truce: Array,
) -> Array:
    """Subsidy of a rival service, RMB an order, (D,), a quarter after our ``change`` (E30).

    It follows up by its share of our step, and down as far towards peace as we went.
    """
    up = matching * np.maximum(change, 0.0)
    way = own_today - own_peace
    if way <= 0.0:
        return today + up
    gone = np.minimum(1.0, np.maximum(-change, 0.0) / way)
    return today + up - truce * gone * np.maximum(today - peace, 0.0)


def profit(orders: Array, today: Array, margin: Array, subsidy: Array, density: Array) -> Array:
    """Profit of each service, RMB bn a quarter, (I, D) (E14, E30).

    ``margin`` before the subsidy, RMB an order, grows by ``density`` for each log point of orders.
    """
    earned = margin + density * np.log(orders / today) - subsidy
    return DAYS_TO_BN * orders * earned


def new_visitors(
    added: Array, integration: Array, integration_today: float, visitors: Array
) -> Array:
    """Daily visitors whom instant orders bring to the main app, million, (D,).

    ``added`` is what the own service has above its baseline, million a day; orders lost take
    visitors with them as the baseline's structure brought them.
    """
    felt = np.where(added > 0.0, integration, integration_today)
    return visitors * (INTEGRATION_SHARE + felt) * added
