"""Levers as the organisation groups them: what passes the execution filter, how fast (E2)."""

import math
from collections.abc import Mapping, Sequence

import numpy as np

from models.levers import KPIS, LEVERS, UNIT_OF_WEIGHT, UNITS
from models.notation import Array

_BUDGET = ("subsidy_budget", "high_ticket_share")
BY_TICKET = ("subsidy_high_ticket", "subsidy_low_ticket")


def _delivered(delivery: str) -> tuple[str, ...]:
    return tuple(name for name, lever in LEVERS.items() if lever.delivery == delivery)


CROSS_UNIT = _delivered("cross")
FAST = (*BY_TICKET, *(name for name in _delivered("fast") if name not in _BUDGET))
LOCAL = _delivered("local")
FILTERED = CROSS_UNIT + FAST + LOCAL
"""Levers that reach the market through the execution filter, in the order of its axis.

The subsidy budget is filtered by ticket class: filtering budget and mix apart would let their
product overshoot in transition.
"""

CLASSES = (CROSS_UNIT, FAST, LOCAL)
CLASS_OF = np.array([place for place, names in enumerate(CLASSES) for _ in names])
"""Class of each filtered lever, by its place in `CLASSES`."""

CROSS_RANGES: Array = np.array([[LEVERS[name].high - LEVERS[name].low] for name in CROSS_UNIT])
"""How far each cross-unit lever can be moved, (L, 1)."""

AT_ONCE = _delivered("at_once")
"""Levers that act in the quarter of their target."""

EVENTS = _delivered("event")
COUNTS = tuple(name for name, lever in LEVERS.items() if lever.unit == "units")
"""Levers that act in one quarter alone, and those that count things one keeps."""

WEIGHTS = tuple(UNIT_OF_WEIGHT)


def shared(levers: Mapping[str, float]) -> dict[str, Array]:
    """Levers as targets that all draws share, (1,) each."""
    return {name: np.array([value], dtype=float) for name, value in levers.items()}


def kpi_weights(levers: Mapping[str, Array] | Mapping[str, float]) -> Array:
    """KPI weights of the units, (3, 3, D): consumer, industry, group by GMV, revenue, users."""
    stacked = together([levers[name] for name in WEIGHTS])
    return stacked.reshape(*stacked.shape[:-2], len(UNITS), len(KPIS), stacked.shape[-1])


def at_rest(levers: Mapping[str, float]) -> dict[str, Array]:
    """Every filtered lever at its baseline, (1,) each."""
    split = by_ticket(np.array([levers["subsidy_budget"]]), np.array([levers["high_ticket_share"]]))
    return {name: split.get(name, np.array([levers.get(name, 0.0)])) for name in FILTERED}


def by_ticket(budget: Array, high_share: Array) -> dict[str, Array]:
    """Split a subsidy budget by ticket class."""
    parts = budget * high_share, budget * (1.0 - high_share)
    return dict(zip(BY_TICKET, parts, strict=True))


def together(values: Sequence[Array | float]) -> Array:
    """Stack values, (..., D) where draws differ and else (..., 1), in front of D: (..., N, D)."""
    widest = max((np.shape(value) for value in values), key=math.prod) or (1,)
    stacked = np.empty((*widest[:-1], len(values), widest[-1]))
    for row, value in enumerate(values):  # a tenth of what broadcasting and stacking takes
        stacked[..., row, :] = value
    return stacked
