"""What the market for goods does not touch: own levers, instant commerce, the rest of the group.

Many quarters are worked out at once.
"""

from dataclasses import dataclass

import numpy as np

from models.market import orders as kernel
from models.market import rivals, utility
from models.notation import OWN, Array
from models.simulation.baseline import Baseline
from models.simulation.costs import lever_costs, meal_profit
from models.simulation.delivery import Delivery, Targets, deliver_all
from models.simulation.effective_levers import Effective, effective_levers
from models.simulation.instant_service import Meals, serve
from models.simulation.lever_delivery import BY_TICKET, together
from models.simulation.own_fees import OwnFees, own_fees
from models.simulation.rest_of_group import RestOfGroup, rest_of_group
from models.simulation.setting import Setting
from models.simulation.state import State

GROWTH_MONEY = (
    "sme_support",
    "content_investment",
    "lower_tier_investment",
    "ai_investment",
)
"""Spending for growth of which rivals count a part as an attack (E5)."""


@dataclass(frozen=True, kw_only=True, eq=False)
class OwnSide:
    """What the own levers come to before anything is sold, or in several quarters, in front.

    Levers as delivered and as felt; instant commerce, None without; what all this changes of the
    own app's ``utility``, (S, D), and of its ``conversion``, a factor (M, D). In RMB bn: the
    subsidy ``budget`` (K, D), the ``attack`` that rivals see in it (K, D), ``costs`` of
    `lever_costs`, (D,), and ``meal_profit`` of all platforms, (A, D). Fees of the own app; the rest
    of the group.
    """

    delivered: Delivery
    effective: Effective
    meals: Meals | None
    utility: Array
    conversion: Array
    budget: Array
    attack: Array
    costs: Array
    meal_profit: Array
    fees: OwnFees
    rest: RestOfGroup

    def at(self, t: int) -> "OwnSide":
        """Pick one of several quarters."""
        return OwnSide(
            delivered=self.delivered.at(t),
            effective=self.effective.at(t),
            meals=self.meals and self.meals.at(t),
            utility=self.utility[t],
            conversion=self.conversion[t],
            budget=self.budget[t],
            attack=self.attack[t],
            costs=self.costs[t],
            meal_profit=self.meal_profit[t],
            fees=self.fees.at(t),
            rest=self.rest.at(t),
        )


def own_side(
    state: State, targets: Targets, festival_weight: Array, setting: Setting, base: Baseline
) -> OwnSide:
    """Work out the own side of several quarters at once, which stand in front everywhere.

    Parameters
    ----------
    state : State
        At the start of the first quarter; of it, what the market does not touch.
    targets : mapping of str to array
        Lever to its target, (T, 1) or (T, D).
    festival_weight : array, shape (T, 1)
        Size of each quarter's festival.
    """
    delivered = deliver_all(state.organisation, targets, base.standing, base.p)
    effective = effective_levers(state, delivered, festival_weight, base)
    meals = serve(state, delivered, setting.posture, setting.outsider, base)
    earned = meal_profit(meals, base)
    budget = own_budget(delivered)
    return OwnSide(
        delivered=delivered,
        effective=effective,
        meals=meals,
        utility=_utility(effective, delivered, targets["consumer_confidence"], base),
        conversion=own_conversion(effective, delivered, meals, base),
        budget=budget,
        attack=_attack(budget, delivered, base),
        costs=lever_costs(delivered, festival_weight, base),
        meal_profit=np.broadcast_to(earned, (len(budget), *earned.shape[-2:])),
        fees=own_fees(effective, delivered, base),
        rest=rest_of_group(state.rest, delivered, base),
    )


def own_budget(delivered: Delivery) -> Array:
    """Realised subsidies of the own group by ticket class, RMB bn, (T, K, D)."""
    return together([delivered.realised[name] for name in BY_TICKET])


def own_conversion(
    effective: Effective, delivered: Delivery, meals: Meals | None, base: Baseline
) -> Array:
    """Factor of the own levers on orders by merchant type, (T, M, D) (E11, E22).

    What brands have learnt comes on top, as it depends on the market.
    """
    p = base.p
    content, _, support = effective.gains.swapaxes(0, 1)
    return kernel.own_factor(
        traffic=effective.traffic,
        content=p.content_utility * content,
        support=p.support_conversion_lift * support,
        ai=effective.ai_lift,
        business=kernel.running_business(delivered.ratio, p.effectiveness_output),
        entrance=np.zeros(1) if meals is None else meals.entrance_cost,
    )


def _attack(budget: Array, delivered: Delivery, base: Baseline) -> Array:
    """Money of ours that rivals answer a quarter later, RMB bn, (T, K, D) (E5)."""
    real, levers = delivered.realised, base.market.levers
    added = sum(np.maximum(real[name] - levers[name], 0.0) for name in GROWTH_MONEY)
    today = base.market.subsidy[OWN][:, None]
    return rivals.attack(budget, today, np.asarray(added), base.p.rival_match_investment)


def _utility(effective: Effective, delivered: Delivery, mood: Array, base: Baseline) -> Array:
    p, levers, real = base.p, base.market.levers, delivered.realised
    today = utility.Service(
        refund_leniency=levers["refund_leniency"],
        seller_protection=levers["seller_protection"],
        full_site_promotion=levers["full_site_promotion"],
        traffic_share=levers["taobao_traffic_share"],
    )
    now = utility.Service(
        refund_leniency=effective.refund_leniency,
        seller_protection=real["seller_protection"],
        full_site_promotion=real["full_site_promotion"],
        traffic_share=effective.traffic_share,
    )
    return utility.own_utility(
        p,
        today,
        now,
        ad_load=real["ad_load"],
        gains=effective.gains,
        quality=delivered.state.quality,
        festival=effective.festival,
        ideal=p.ideal_sme_share - p.confidence_split * mood[:, None],
        mismatch_left=effective.mismatch_left,
    )
