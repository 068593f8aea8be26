"""What all units are paid for: orders of the KPIs that they agree on (E1, E4, E13)."""

from collections.abc import Mapping
from dataclasses import replace

from models.levers import KPI_UNITS, KPIS, UNIT_OF_WEIGHT
from models.notation import quarter_number, quarters_after
from models.scenario import Scenario, Step

AS_PLANNED = "today"
"""The plan as it stands, with the weights that it gives each unit."""

FIRST_WEIGHT, OTHER_WEIGHT = 0.8, 0.1
AGREED_ORDERS: Mapping[str, Mapping[str, float]] = {
    first: {kpi: FIRST_WEIGHT if kpi == first else OTHER_WEIGHT for kpi in KPIS}
    for first in ("users", "revenue", "gmv")
}
"""Weights of one unit by what comes first; where an order is agreed, all three units have them."""


def order_levers(order: str) -> dict[str, float]:
    """Weights of all three units under an agreed order, by lever."""
    weights = AGREED_ORDERS[order]
    return {
        lever: weights[kpi]
        for levers in KPI_UNITS.values()
        for kpi, lever in zip(KPIS, levers, strict=True)
    }


def with_order(scenario: Scenario, order: str, start: str | None = None) -> Scenario:
    """Let all units agree on an order from quarter ``start`` on, the first by default.

    Weights that the plan gives from then on are left out; `AS_PLANNED` is the plan.
    """
    if order == AS_PLANNED:
        return scenario
    first = start or quarters_after(scenario.market, 1)[0]
    kept = tuple(
        step
        for step in scenario.steps
        if step.lever not in UNIT_OF_WEIGHT or quarter_number(step.quarter) < quarter_number(first)
    )
    agreed = order_levers(order).items()
    added = tuple(Step(lever=lever, quarter=first, value=weight) for lever, weight in agreed)
    return replace(scenario, steps=(*kept, *added))


def by_order(scenario: Scenario) -> dict[str, Scenario]:
    """Give the plan as it stands and under every agreed order."""
    return {name: with_order(scenario, name) for name in (AS_PLANNED, *AGREED_ORDERS)}
