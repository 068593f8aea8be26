"""What a plan moves, and what stands still: the levers as the organisation groups them (E2)."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from models.notation import Array

CROSS_UNIT = (
    "taobao_traffic_share",
    "refund_leniency",
    "festival_intensity",
    "lower_tier_investment",
)
LOCAL = (
    "subsidy_high_ticket",
    "subsidy_low_ticket",
    "sme_support",
    "fee_waiver",
    "added_commission",
    "ad_load",
    "full_site_promotion",
    "content_investment",
    "overseas_investment",
    "brand_focus",
    "ai_investment",
    "seller_protection",
)
FILTERED = CROSS_UNIT + LOCAL
"""Levers that reach the market through the execution filter, in the order of its axis.

The subsidy budget is filtered by ticket class: filtering budget and mix apart would let their
product overshoot in transition.
"""

UNITS = ("consumer", "industry", "group")
KPIS = ("gmv", "revenue", "users")

WEIGHTS = tuple(f"kpi_{unit}_{kpi}" for unit in UNITS for kpi in KPIS)
STRUCTURE = ("centralisation", "reporting_layers", "reorganisation", "noncore_units", *WEIGHTS)
"""Levers that change how well everything else is delivered."""

_BUDGET = ("subsidy_budget", "high_ticket_share")
BY_TICKET = ("subsidy_high_ticket", "subsidy_low_ticket")


@dataclass(frozen=True, kw_only=True)
class Moving:
    """What a plan moves: ``levers`` of `FILTERED`, the structure, and the KPIs within it.

    The rest stands at its baseline, and nothing that stands needs computing.
    """

    levers: tuple[str, ...] = FILTERED
    structure: bool = True
    kpis: bool = True


def shared(levers: Mapping[str, float]) -> dict[str, Array]:
    """Levers as targets that all draws share, (1,) each."""
    return {name: np.array([value], dtype=float) for name, value in levers.items()}


def moving(schedule: Mapping[str, Array], levers: Mapping[str, float]) -> Moving:
    """Tell what a schedule, lever name to (T, ...), moves away from the baseline ``levers``."""
    moved = {name for name, path in schedule.items() if (path != levers[name]).any()}
    kpis = not moved.isdisjoint(WEIGHTS)
    if kpis:
        # Units with KPIs of their own bend the ad load and the subsidy mix (E1).
        moved.add("ad_load")
    if kpis or not moved.isdisjoint(_BUDGET):
        moved.update(BY_TICKET)
    return Moving(
        levers=tuple(name for name in FILTERED if name in moved),
        structure=not moved.isdisjoint(STRUCTURE),
        kpis=kpis,
    )


def kpi_weights(levers: Mapping[str, Array] | Mapping[str, float]) -> Array:
    """KPI weights of the units, (3, 3, D): consumer, industry, group by GMV, revenue, users."""
    weights = np.empty((len(WEIGHTS), max(np.size(levers[name]) for name in WEIGHTS)))
    for row, name in enumerate(WEIGHTS):
        weights[row] = levers[name]
    return weights.reshape(len(UNITS), len(KPIS), -1)


def at_rest(levers: Mapping[str, float]) -> dict[str, Array]:
    """Every filtered lever at its baseline, (1,) each."""
    share = levers["high_ticket_share"]
    split = by_ticket(np.array([levers["subsidy_budget"]]), np.array([share]))
    return {name: split.get(name, np.array([levers.get(name, 0.0)])) for name in FILTERED}


def by_ticket(budget: Array, high_share: Array) -> dict[str, Array]:
    """Split a subsidy budget by ticket class."""
    parts = budget * high_share, budget * (1.0 - high_share)
    return dict(zip(BY_TICKET, parts, strict=True))
