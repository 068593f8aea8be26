"""A quarter's visits: what levers, rivals, habit and chance do to the choice (E5-E10)."""

from dataclasses import dataclass

import numpy as np

from models.market import choice, rivals, shocks, stocks, subsidy
from models.notation import HIGH, LOW, OWN, Array
from models.simulation import baseline as b
from models.simulation import rival_responses
from models.simulation.baseline import Baseline
from models.simulation.calendar import Calendar
from models.simulation.delivery import Delivery
from models.simulation.state import State

SUPPORT_IN_UTILITY = 0.3
"""Part of the support lift that buyers notice as a better assortment (E8)."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Effective:
    """Own levers as the market feels them, after effectiveness (E3, E6, E22), each (D,)."""

    traffic_share: Array
    refund_leniency: Array
    festival: Array
    stocks: Array
    ai_stock: Array
    gains: Array
    ai_gain: Array
    mismatch_left: Array
    ai_lift: Array


@dataclass(frozen=True, kw_only=True, eq=False)
class Programme:
    """Subsidies of all apps: cost (A, K, D) in RMB bn, extra orders (A, K, D), impulse (A, D).

    ``fee_cut`` is what rivals give sellers instead, share of sales, (A-1, M, D); None for none.
    """

    cost: Array
    extra: Array
    impulse: Array
    fee_cut: Array | None


@dataclass(frozen=True, kw_only=True, eq=False)
class Visits:
    """Visits a head and day and in bn (A, S, D), dilution by deals, and what rivals will see.

    ``outside`` is the share of occasions that stay away from all apps, (S, D).
    """

    per_head: Array
    outside: Array
    total: Array
    from_deals: Array
    dilution: Array
    sensitivity: Array
    semi_elasticity: Array


def effective_levers(state: State, delivered: Delivery, base: Baseline) -> Effective:
    """Scale deviations by effectiveness, fill the stocks, and read their saturation."""
    p, levers, er = base.p, base.market.levers, delivered.effectiveness
    real = delivered.realised

    def scaled(name: str, low: float, high: float) -> Array:
        felt = levers[name] + er * (real[name] - levers[name])
        return np.minimum(np.maximum(felt, low), high)

    spend = np.empty((len(b.STOCKS), p.count))
    for row, name in enumerate(b.STOCKS):
        spend[row] = real[name]
    filled = stocks.adstock(state.stocks, base.curves.persistence, spend)
    gains = base.curves.saturation(filled) - base.saturation
    ai_stock = stocks.adstock(state.ai_stock, p.ai_persistence, real["ai_investment"])
    ai_gain = stocks.routing_gain(b.ai_saturation(p, ai_stock), er)
    lift = p.ai_conversion_lift
    return Effective(
        traffic_share=scaled("taobao_traffic_share", 0.02, 0.98),
        refund_leniency=scaled("refund_leniency", 0.0, 1.0),
        festival=scaled("festival_intensity", 0.0, np.inf),
        stocks=filled,
        ai_stock=ai_stock,
        gains=stocks.scaled_gain(gains, er),
        ai_gain=ai_gain,
        mismatch_left=(1.0 - ai_gain) / (1.0 - base.ai_saturation),
        ai_lift=(1.0 + lift * ai_gain) / (1.0 + lift * base.ai_saturation),
    )


def rival_answers(
    state: State, posture: rivals.Posture, base: Baseline
) -> tuple[Array, Array | None]:
    """Subsidy depth of every rival this quarter, (A-1, D), and cut of fees (A-1, M, D) (E5)."""
    if not isinstance(posture, str):
        return rival_responses.of_each(state, posture, base)
    p = base.p
    if posture == "passive":
        return state.rival_depth, None
    if posture == "follow":
        return rival_responses.followed(state.view, base, p.rival_matching, p.rival_defence), None
    depth = rivals.best_reply(
        state.rival_depth,
        base.depth0,
        state.reply_elasticity,
        base.reply_elasticity,
        p.best_reply_speed,
    )
    return depth, None


def programme(
    delivered: Delivery, depth: Array, base: Baseline, fee_cut: Array | None = None
) -> Programme:
    """Turn subsidy budgets into orders, cost and a price signal (E7)."""
    real = delivered.realised
    spent = (depth * base.market.gmv_total[1:, None])[:, None] * base.mix
    budget = np.empty((len(spent) + 1, *spent.shape[1:]))
    budget[OWN, HIGH], budget[OWN, LOW] = real["subsidy_high_ticket"], real["subsidy_low_ticket"]
    budget[1:] = spent
    orders = subsidy.subsidised_orders(budget, base.cost_per_order, base.orders_total)
    change = orders - base.subsidised
    change[OWN] = stocks.scaled_gain(change[OWN], delivered.effectiveness)
    return Programme(
        cost=orders * base.cost_per_order,
        extra=change * base.incremental_share,
        impulse=subsidy.price_impulse(change, base.p.subsidy_depth, base.orders_total[:, 0]),
        fee_cut=fee_cut,
    )


def own_utility(effective: Effective, delivered: Delivery, ideal: Array, base: Baseline) -> Array:
    """Add up what the own levers bring beside subsidies and sellers, utils, (S, D) (E8)."""
    p, levers, real = base.p, base.market.levers, delivered.realised
    promoted = real["full_site_promotion"] - levers["full_site_promotion"]
    load = real["ad_load"] + p.full_site_promotion_load * promoted
    kept = 1.0 - p.protection_buyer_cost * real["seller_protection"]
    kept0 = 1.0 - p.protection_buyer_cost * levers["seller_protection"]
    curve = p.refund_leniency_curvature
    appeal = kept * choice.refund_appeal(effective.refund_leniency, curve)
    appeal0 = kept0 * choice.refund_appeal(levers["refund_leniency"], curve)
    content, lower_tier, support = effective.gains
    common = (
        p.refund_leniency_utility * (appeal - appeal0)
        - choice.ad_disutility(load, p.ad_load_disutility, p.ad_load_disutility_convex)
        + p.content_utility * content
        + SUPPORT_IN_UTILITY * p.support_conversion_lift * support
        + delivered.state.quality
    )
    fit = choice.split_fit(
        levers["taobao_traffic_share"], effective.traffic_share, ideal, effective.mismatch_left
    )
    utility = common + p.split_mismatch_cost * fit
    utility[-1] += p.lower_tier_utility * lower_tier
    return utility


def visit(
    state: State,
    effective: Effective,
    delivered: Delivery,
    deals: Programme,
    calendar: Calendar,
    base: Baseline,
) -> Visits:
    """Visits of the quarter, from start-of-quarter states and current levers (E8-E10)."""
    p = base.p
    mood = calendar.confidence
    sensitivity = shocks.confident_sensitivity(p.price_sensitivity, p.confidence_price, mood)
    ideal = p.ideal_sme_share - p.confidence_split * mood
    impulse = sensitivity * deals.impulse[:, None]
    utility = np.log(state.habit / base.visits_per_head)
    utility *= p.habit_weight
    utility += base.utility
    utility += calendar.utility_shock
    utility += np.einsum("smd,amd->asd", p.assortment_weight, state.sellers)
    utility -= sensitivity * (base.merchant_mix * state.price).sum(axis=1)[:, None]
    utility += impulse
    utility[OWN] += own_utility(effective, delivered, ideal, base)
    chosen = choice.nested_logit(utility, base.market.nests, p.nest_correlation)
    own = choice.own_semi_elasticity(chosen.share, chosen.within, p.nest_correlation)
    per_head = p.shopping_occasions * chosen.share
    from_deals = choice.deal_share(impulse, state.habit, state.deal_habit, p.habit_weight, own)
    return Visits(
        per_head=per_head,
        outside=chosen.outside,
        total=per_head * base.visits_scale,
        from_deals=from_deals,
        dilution=choice.dilution(from_deals, p.deal_visit_conversion),
        sensitivity=sensitivity,
        semi_elasticity=own,
    )
