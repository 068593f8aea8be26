"""What the own levers cost, and what instant commerce adds to profit (E14, E23, E27, E30)."""

import numpy as np

from models.levers import LEVERS
from models.market import accounts
from models.notation import OWN, Array
from models.simulation.baseline import Baseline
from models.simulation.delivery import Delivery
from models.simulation.effective_levers import Effective
from models.simulation.instant_service import RIVAL, Meals, baseline_profit, rival_place
from models.simulation.trade import Trade

OWN_SPEND = tuple(name for name, lever in LEVERS.items() if lever.spend == "domestic")
"""Levers of the domestic group that cost what they are set to, RMB bn a quarter."""


def lever_costs(delivered: Delivery, festival_weight: Array, base: Baseline) -> Array:
    """Cost of the own levers whatever is sold, less what structure saves, RMB bn, (D,) (E14).

    Subsidies are beside it, and so are the losses that `insured` pays. All arrays may have
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


def insured(effective: Effective, delivered: Delivery, sold: Trade, base: Baseline) -> Array:
    """Refund losses that the platform pays for honest sellers, RMB bn, (D,) (E14, E27)."""
    return accounts.insured_losses(
        delivered.realised["seller_protection"],
        base.p.protection_effect,
        base.p.refund_abuse_share,
        refund_losses(effective, sold, base),
    )


def refund_losses(effective: Effective, sold: Trade, base: Baseline) -> Array:
    """Refund losses of all own sellers were there no tools, RMB bn, (D,) (E27)."""
    exposed = (base.p.refund_exposure * sold.gmv[OWN]).sum(axis=0)
    return base.p.refund_loss * effective.refund_leniency * exposed


def meal_profit(meals: Meals | None, base: Baseline) -> Array:
    """Profit of instant commerce that stands in each platform's EBITA, RMB bn, (A, D) (E14)."""
    profit = np.zeros((len(base.market.platforms), base.p.count))
    if meals is None or base.food is None:
        return profit
    before = baseline_profit(base.food, base.p)
    profit[OWN] = meals.profit[0] - (0.0 if base.food.market.in_ebita else before[0])
    place = rival_place(base.market)
    if place is not None:
        profit[place] = meals.profit[RIVAL] - before[RIVAL]
    return profit
