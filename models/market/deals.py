"""Visits that deals move, and what they convert at (E10)."""

import numpy as np

from models.notation import Array

MOST_LOST = 0.5
"""Part of the visits to goods that go at most with those who came for food."""


def utility_without(
    utility: Array, impulse: Array, habit: Array, habit_from_deals: Array, weight: Array
) -> Array:
    """Give the utility of a visit were there no deals, now or remembered, (A, S, D) (E10)."""
    return utility - impulse + weight * np.log1p(-habit_from_deals / habit)


def dilution(visits: Array, without: Array, conversion: Array) -> Array:
    """Factor on orders, (A, S, D): a visit moved by a deal counts ``conversion`` of others (E10).

    ``visits`` and those ``without`` deals are a head and day; core orders follow
    n + zeta (v - n), and zeta_f vI of `food_dilution` at the app that instant commerce belongs to.
    """
    return conversion + (1.0 - conversion) * without / visits


def food_dilution(visits: Array, from_food: Array, conversion: Array) -> Array:
    """Add to `dilution` of one app, (S, D), what visits ``from_food`` convert to (E10)."""
    return conversion * from_food / visits


def food_visits(visits: Array, from_food: Array) -> Array:
    """Visits a head that instant commerce brings or takes, at most half of ``visits`` (E10)."""
    return np.maximum(from_food, -MOST_LOST * visits)
