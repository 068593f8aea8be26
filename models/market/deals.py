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


def counted(without: Array, moved: Array, conversion: Array) -> Array:
    """Visits a head that orders follow, (A, S, D): n + zeta (v - n) (E10).

    A visit ``moved`` by a deal, come or gone, counts ``conversion`` of one ``without`` deals; those
    who come for food count ``instant_visitor_conversion``, at the own app alone.
    """
    return without + conversion * moved


def food_visits(visits: Array, from_food: Array) -> Array:
    """Visits a head that instant commerce brings or takes, at most half of ``visits`` (E10)."""
    return np.maximum(from_food, -MOST_LOST * visits)
