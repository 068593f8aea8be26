"""Accounting that holds in every quarter whatever is decided: model.md, section 7.

Each function gives the worst relative error of one identity, or how far an inequality is broken.
"""

from collections.abc import Callable

import numpy as np

from models.calibration.trace import Moment
from models.market.accounts import MOVE_COST
from models.market.orders import traffic_response
from models.notation import DAYS, OWN, PER_HEAD, Array
from models.simulation.baseline import STOCKS


def _apart(left: Array, right: Array | float) -> float:
    """Largest difference relative to the larger side."""
    scale = np.maximum(np.maximum(np.abs(left), np.abs(right)), 1e-12)
    return float(np.max(np.abs(left - right) / scale))


def _above(low: Array, high: Array | float) -> float:
    """How far ``low`` exceeds what it may not, relative to that; 0 where it does not."""
    return float(np.max(np.maximum(low - high, 0.0) / np.maximum(np.abs(high), 1e-12)))


def occasions(m: Moment) -> float:
    """Shares of the apps and of staying away sum to 1, none of them negative."""
    visits = m.played.visits
    share = visits.per_head / m.base.p.shopping_occasions
    negative = max(float(np.max(-share)), float(np.max(-visits.outside)), 0.0)
    return max(_apart(share.sum(axis=0) + visits.outside, 1.0), negative)


def traffic(m: Moment) -> float:
    """Visits to the two storefronts are all visits.

    The visits of each storefront are read off the orders that they bring, all visits off the
    users that are shown.
    """
    usual, less = m.base.market.levers["taobao_traffic_share"], m.base.p.traffic_diminishing_returns
    brought = traffic_response(m.played.effective.traffic_share, usual, less)
    share = np.array([[usual], [1.0 - usual]]) * brought ** (1.0 / (1.0 - less))
    storefronts = share * m.played.visits.total[OWN].sum(axis=0)
    users = m.shown["dau"][OWN] * m.shown["visits_per_user"][OWN] * DAYS / PER_HEAD
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
    """Keep a subsidy's cost between nothing and its budget."""
    real = m.played.delivered.realised
    planned = real["subsidy_high_ticket"] + real["subsidy_low_ticket"]
    cost = m.played.deals.cost
    over = np.maximum(cost[OWN].sum(axis=0) - planned, 0.0) / np.maximum(planned, 1.0)
    return max(float(np.max(over)), float(np.max(np.maximum(-cost, 0.0))))


def market_shares(m: Moment) -> float:
    """Market shares sum to 1, and each is a platform's part of all sales."""
    share, gmv = m.shown["gmv_share"], m.shown["gmv"]
    return max(_apart(share.sum(axis=0), 1.0), _apart(share * gmv.sum(axis=0), gmv))


def profit(m: Moment) -> float:
    """Profit is revenue less costs, and a lever costs what is spent, not what it achieves."""
    market, p, real = m.base.market, m.base.p, m.played.delivered.realised
    goods = market.variable_cost[:, None] * m.shown["gmv"] + market.fixed_cost[:, None]
    costs = goods + m.shown["subsidy"]
    for name in (*STOCKS, "ai_investment"):
        costs[OWN] += real[name]
    festival = p.festival_cost * m.calendar.festival_weight * real["festival_intensity"] ** 2
    sold = market.levers["noncore_units"] - real["noncore_units"]
    costs[OWN] += festival + p.protection_cost * real["seller_protection"] + p.unit_earnings * sold
    costs[OWN] += MOVE_COST * m.played.delivered.moved
    error = m.shown["revenue"] - costs - m.shown["ebita"]
    return float(np.max(np.abs(error) / (np.abs(costs) + m.shown["revenue"])))


def people(m: Moment) -> float:
    """Daily buyers are quarterly, quarterly are yearly buyers, and all of them are people."""
    total = float(m.base.market.population.sum())
    daily, quarterly, yearly = (m.shown[name] for name in ("dac", "quarterly_buyers", "aac"))
    most = np.maximum(yearly, m.shown["dau"])
    return max(_above(daily, quarterly), _above(quarterly, yearly), _above(most, total))


def habit(m: Moment) -> float:
    """Keep the part of a habit that deals made within it."""
    part, whole = m.after.deal_habit, m.after.habit
    return max(_above(part, whole), float(np.max(np.maximum(-part, 0.0))))


def positive(m: Moment) -> float:
    """Orders, sales, sellers and habits are positive; nothing is infinite."""
    goods = (m.played.sold.orders, m.played.sold.gmv, np.exp(m.after.sellers), m.after.habit)
    finite = [v for name, v in m.shown.items() if name != "brand_revenue_share"]
    broken = any((good <= 0.0).any() for good in goods)
    return float(broken or not all(np.isfinite(v).all() for v in finite))


def rival_depth(m: Moment) -> float:
    """Subsidies of rivals stay between nothing and 5% of their sales."""
    depth = m.played.rival_depth
    return max(_above(depth, np.full_like(depth, 0.05)), float(np.max(np.maximum(-depth, 0.0))))


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
        rival_depth,
    )
}
"""Every identity by the name that the table of laws gives it."""
