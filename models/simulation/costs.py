"""What the own levers cost, and what instant commerce adds to profit (E14, E23, E27, E30)."""

import numpy as np

from models.levers import LEVERS
from models.market import accounts
from models.notation import OWN, Array
from models.simulation.baseline import Baseline
from models.simulation.delivery import Delivery
from models.simulation.instant_service import RIVAL, Meals, baseline_profit, rival_place

OWN_SPEND = tuple(name for name, lever in LEVERS.items() if lever.spend == "domestic")
"""Levers of the domestic group that cost what they are set to, RMB bn a quarter."""


def lever_costs(delivered: Delivery, festival_weight: Array, base: Baseline) -> Array:
    """Cost of the own levers whatever is sold, less what structure saves, RMB bn, (D,) (E14).

    Subsidies are beside it, and so are insured losses of sellers. All arrays may have
    quarters in front, ``festival_weight`` as (T, 1).
    """
    p, real, levers = base.p, delivered.realised, base.market.levers
    spend = sum(real[name] for name in OWN_SPEND)
    festival = accounts.festival_cost(p.festival_cost, festival_weight, real["festival_intensity"])
    move = accounts.MOVE_COST * delivered.moved
    tools = p.protection_cost * real["seller_protection"]
    earned = accounts.structure_earnings(
        fixed_cost=float(base.market.fixed_cost[OWN]),
        integration_change=delivered.state.integration - levers["centralisation"],
        saving=p.integration_saving,
        layers_change=delivered.state.layers - levers["reporting_layers"],
        layer_cost=p.layer_cost,
        units_added=real["noncore_units"] - levers["noncore_units"],
        unit_earnings=p.unit_earnings,
    )
    return spend + festival + move + tools - earned


def meal_profit(meals: Meals | None, base: Baseline) -> Array:
    """Profit of instant commerce that stands in each platform's EBITA, RMB bn, (A, D) (E14).

    Quarters stand in front where ``meals`` has several.
    """
    apps = len(base.market.platforms)
    if meals is None or base.food is None:
        return np.zeros((apps, 1))
    before = baseline_profit(base.food, base.p)
    profit = np.zeros((*meals.profit.shape[:-2], apps, base.p.count))
    profit[..., OWN, :] = meals.profit[..., OWN, :]
    if not base.food.market.in_ebita:
        profit[..., OWN, :] -= before[OWN]
    place = rival_place(base.market)
    if place is not None:
        profit[..., place, :] = meals.profit[..., RIVAL, :] - before[RIVAL]
    return profit
