"""What a plan is worth: discounted profit and the visitors it leaves (E25)."""

import numpy as np

from models.notation import Array

BEYOND = 20
"""Quarters simulated after the horizon."""

MEAN_OF = 4
"""Last quarters of the horizon at whose mean every target is held afterwards."""

MOST_DRAWS = 256
"""Draws, the first, that value and worth are taken from where there are more."""

YEAR_IN_BN = 4000.0
"""A million people at RMB 1 a year are RMB 1/4000 bn a quarter."""

FEWEST_SHOPPERS, FEWEST_VISITORS = 0.1, 1.0
"""Million visitors gained or lost below which they have no break-even price."""


def discounts(quarters: int, annual_rate: Array) -> Array:
    """Discount factor of each quarter, (T, D): (1 + r)^(-t/4) for t = 1 .. T."""
    t = np.arange(1, quarters + 1)[:, None]
    return (1.0 + annual_rate) ** (-t / 4.0)


def discounted(path: Array, annual_rate: Array) -> Array:
    """Sum of a path (T, ..., D), each quarter discounted to the market's own."""
    factor = discounts(path.shape[0], annual_rate)
    if path.shape[-1] == 1:  # one column alone would be summed in another order than many
        return discounted(np.repeat(path, 2, axis=-1), annual_rate)[..., :1]
    return np.einsum("t...d,td->...d", path, np.broadcast_to(factor, (len(path), path.shape[-1])))


def visitors_worth(
    shoppers_gained: Array,
    food_visitors: Array,
    annual_rate: Array,
    shopper_price: Array,
    food_price: Array,
) -> Array:
    """Sum up visitors along a path at the price that somebody sets on them, RMB bn, (D,).

    Parameters
    ----------
    shoppers_gained, food_visitors : array, shape (T, D)
        Daily shoppers against the market's own, and daily visitors who come for food, million.
    shopper_price, food_price : array, shape (D,)
        RMB a year for one of each: a preference and not a fact.
    """
    yearly = shopper_price * shoppers_gained + food_price * food_visitors
    return discounted(yearly, annual_rate) / YEAR_IN_BN


def break_even_price(
    value_gained: Array, visitors_gained: Array, annual_rate: Array, fewest: float
) -> Array:
    """Price of a visitor at which a plan neither pays nor costs, RMB a year, (D,).

    ``visitors_gained`` (T, D) is against no change, million; empty where on average fewer than
    ``fewest`` are gained or lost.
    """
    counted = discounted(visitors_gained, annual_rate)
    enough = np.abs(visitors_gained).mean(axis=0) >= fewest
    usable = enough & (counted != 0.0)
    nothing = np.full_like(counted, np.nan)
    return np.divide(-YEAR_IN_BN * value_gained, counted, out=nothing, where=usable)


def visitor_earns(revenue: Array, variable_cost: Array, visitors: Array) -> Array:
    """Profit of a daily visitor in a year at the baseline, RMB; money in RMB bn a quarter."""
    return YEAR_IN_BN * (revenue - variable_cost) / visitors


def later_share(horizon: Array, total: Array) -> Array:
    """Share of value that the quarters after the horizon make up; empty where signs differ."""
    later = total - horizon
    alike = (later * horizon > 0.0) | ((later == 0.0) & (total != 0.0))
    return np.divide(later, total, out=np.full_like(total, np.nan), where=alike)
