"""Accounting that holds in every quarter whatever is decided: models/equations/properties.md.

Each function gives the worst relative error of one identity, or how far an inequality is broken.
"""

from collections.abc import Callable

import numpy as np

from models.calibration.trace import Moment
from models.market.accounts import MOVE_COST, insured_losses
from models.market.bumps import MOST
from models.market.orders import traffic_response
from models.notation import DAYS, OWN, PER_HEAD, Array
from models.simulation.costs import OWN_SPEND, meal_profit
from models.simulation.finite import MAY_BE_EMPTY
from models.simulation.instant_service import baseline_profit

SMALLEST_BUMP = 1e-3
"""RMB bn below which what a promotion adds is lost in the rounding of all sales."""


def _apart(left: Array, right: Array | float) -> float:
    """Largest difference relative to the larger side."""
    scale = np.maximum(np.maximum(np.abs(left), np.abs(right)), 1e-12)
    return float(np.max(np.abs(left - right) / scale))


def _above(low: Array, high: Array | float) -> float:
    """How far ``low`` exceeds what it may not, relative to that; 0 where it does not."""
    return float(np.max(np.maximum(low - high, 0.0) / np.maximum(np.abs(high), 1e-12)))


def refund_losses(m: Moment) -> Array:
    """Refund losses of all own sellers were there no tools, RMB bn, (D,) (E27)."""
    exposed = (m.base.p.refund_exposure * m.played.sold.gmv[OWN]).sum(axis=0)
    return m.base.p.refund_loss * m.played.effective.refund_leniency * exposed


def occasions(m: Moment) -> float:
    """Shares of the apps and of staying away sum to 1, none of them negative."""
    visits = m.played.visits
    share = visits.per_head / m.base.p.shopping_occasions
    negative = max(float(np.max(-share)), float(np.max(-visits.outside)), 0.0)
    return max(_apart(share.sum(axis=0) + visits.outside, 1.0), negative)


def traffic(m: Moment) -> float:
    """Visits to the two storefronts are all visits.

    The visits of each storefront are read off the orders that they bring, all visits off the
    users that are shown, without those who come for food.
    """
    usual, less = m.base.market.levers["taobao_traffic_share"], m.base.p.traffic_diminishing_returns
    brought = traffic_response(m.played.effective.traffic_share, usual, less)
    share = np.array([[usual], [1.0 - usual]]) * brought ** (1.0 / (1.0 - less))
    storefronts = share * m.played.visits.total[OWN].sum(axis=0)
    all_visits = m.shown["dau"][OWN] * m.shown["visits_per_user"][OWN]
    for_food = (m.base.market.population[:, None] * m.played.visits.from_food).sum(axis=0)
    users = (all_visits - for_food) * DAYS / PER_HEAD
    return max(_apart(storefronts.sum(axis=0), users), float(np.max(np.maximum(-storefronts, 0.0))))


def sales(m: Moment) -> float:
    """Sales of a platform are those of its two storefronts."""
    return _apart(m.shown["gmv"], m.shown["gmv_sme"] + m.shown["gmv_brand"])


def orders(m: Moment) -> float:
    """Orders shown are those of both tiers, and none goes missing between tiers and people."""
    sold = m.played.sold.orders
    head = m.played.orders_per_head * m.base.market.population[:, None] / PER_HEAD
    return max(_apart(m.shown["orders"], sold.sum(axis=1)), _apart(head, sold))


def revenue(m: Moment) -> float:
    """Revenue is advertising and commission."""
    return _apart(m.shown["revenue"], m.shown["ad_revenue"] + m.shown["commission"])


def budget(m: Moment) -> float:
    """Cost of a subsidy and what is left over are its budget, class by class."""
    cost, unspent = m.played.programme.cost, m.played.programme.unspent
    planned = np.concatenate(
        [
            np.broadcast_to(m.played.own.budget, cost.shape[1:])[None],
            np.broadcast_to(m.played.answers.budget, cost[1:].shape),
        ]
    )
    gap = np.abs(cost + unspent - planned) / np.maximum(planned, 1.0)
    negative = np.maximum(-np.minimum(cost, unspent), 0.0)
    return max(float(np.max(gap)), float(np.max(negative)))


def market_shares(m: Moment) -> float:
    """Market shares sum to 1, and each is a platform's part of all sales."""
    share, gmv = m.shown["gmv_share"], m.shown["gmv"]
    return max(_apart(share.sum(axis=0), 1.0), _apart(share * gmv.sum(axis=0), gmv))


def profit(m: Moment) -> float:
    """Profit is revenue less costs, and a lever costs what is spent, not what it achieves."""
    market, p, real = m.base.market, m.base.p, m.played.delivered.realised
    goods = market.variable_cost[:, None] * m.shown["gmv"] + market.fixed_cost[:, None]
    costs = goods + m.shown["subsidy"]
    for name in OWN_SPEND:
        costs[OWN] += real[name]
    festival = p.festival_cost * m.calendar.festival_weight * real["festival_intensity"] ** 2
    protection, structure = real["seller_protection"], m.played.delivered.state
    lost = refund_losses(m)
    insured = (1.0 - p.refund_abuse_share) * p.protection_effect * protection * lost
    costs[OWN] += festival + p.protection_cost * protection + insured
    costs[OWN] += MOVE_COST * m.played.delivered.moved
    costs[OWN] -= p.unit_earnings * (real["noncore_units"] - market.levers["noncore_units"])
    merged = structure.integration - market.levers["centralisation"]
    costs[OWN] -= p.integration_saving * market.fixed_cost[OWN] * merged
    costs[OWN] += p.layer_cost * (structure.layers - market.levers["reporting_layers"])
    costs -= meal_profit(m.played.meals, m.base)
    error = m.shown["revenue"] - costs - m.shown["ebita"]
    return float(np.max(np.abs(error) / (np.abs(costs) + m.shown["revenue"])))


def people(m: Moment) -> float:
    """Daily buyers are quarterly, quarterly are yearly buyers, and all of them are people."""
    total = float(m.base.market.population.sum())
    daily, quarterly, yearly = (m.shown[name] for name in ("dac", "quarterly_buyers", "aac"))
    most = np.maximum(yearly, m.shown["dau"])
    return max(_above(daily, quarterly), _above(quarterly, yearly), _above(most, total))


def habit(m: Moment) -> float:
    """Keep the part of a habit that deals made, which may be negative, below all of it."""
    return _above(m.after.deal_habit, m.after.habit)


def positive(m: Moment) -> float:
    """Orders, sales, sellers and habits are positive; nothing is infinite."""
    goods = (m.played.sold.orders, m.played.sold.gmv, np.exp(m.after.sellers), m.after.habit)
    finite = [v for name, v in m.shown.items() if name not in MAY_BE_EMPTY]
    broken = any((good <= 0.0).any() for good in goods)
    return float(broken or not all(np.isfinite(v).all() for v in finite))


def rival_budgets(m: Moment) -> float:
    """Subsidies of rivals stay between today's and the most that each can spend."""
    spent, terms = m.played.answers.budget.sum(axis=1), m.base.rivals
    return max(_above(spent, terms.cap), _above(terms.budget.sum(axis=1), spent))


def debt(m: Moment) -> float:
    """Orders owed are those of before, more what is borrowed and less what is paid back (E19)."""
    p, sold = m.base.p, m.played.sold
    added = sold.grown[1:] / p.subsidised_basket
    created = p.pull_forward * added  # a festival's borrowing is the own group's alone
    owed = m.before.debt[1:] + created - sold.repaid[1:]
    return float(np.max(np.abs(m.after.debt[1:] - owed) / (np.abs(created) + 1.0)))


def bumps(m: Moment) -> float:
    """Promotions take from rivals a share of what they add, class by class (E31)."""
    sold, p = m.played.sold, m.base.p
    taken = (sold.sales * (1.0 - sold.kept)).sum(axis=0)
    added = p.bump_switching_share * sold.grown.sum(axis=0)
    free = (np.abs(sold.kept - 1.0) < MOST).all(axis=0)
    gap = np.abs(taken - added) / np.maximum(np.abs(sold.grown).sum(axis=0), SMALLEST_BUMP)
    return float(np.max(np.where(free, gap, 0.0)))


def refunds(m: Moment) -> float:
    """Losses of sellers, insured and stopped ones are the losses without tools (E27)."""
    p, real, sold = m.base.p, m.played.delivered.realised, m.played.sold
    lost = refund_losses(m)
    taken_off = p.protection_effect * real["seller_protection"] * lost
    insured = insured_losses(
        real["seller_protection"], p.protection_effect, p.refund_abuse_share, lost
    )
    sellers = (m.played.earned.loss[OWN] * sold.gmv[OWN]).sum(axis=0)
    return _apart(sellers + insured + p.refund_abuse_share * taken_off, lost)


def group_profit(m: Moment) -> float:
    """Profit of the group is that of goods and what instant commerce adds to it."""
    with_meals = m.shown["ebita"][OWN] - meal_profit(m.played.meals, m.base)[OWN]
    shown = m.shown["group_ebita"] - m.shown["overseas_ebita"]
    if m.played.meals is None or m.base.food is None:
        return _apart(with_meals, shown)
    before = baseline_profit(m.base.food, m.base.p)[0]
    added = m.shown["instant_ebita"][OWN] - (0.0 if m.base.food.market.in_ebita else before)
    return float(np.max(np.abs(with_meals + added - shown) / np.maximum(np.abs(shown), 1.0)))


IDENTITIES: dict[str, Callable[[Moment], float]] = {
    f.__name__: f
    for f in (
        occasions,
        traffic,
        sales,
        orders,
        revenue,
        budget,
        market_shares,
        profit,
        people,
        habit,
        positive,
        rival_budgets,
        debt,
        bumps,
        refunds,
        group_profit,
    )
}
"""Every identity by the name that the table of laws gives it."""
