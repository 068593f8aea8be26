"""A quarter's money: ads, commission, profit, and what is left to sellers (E13-E16)."""

from dataclasses import dataclass

import numpy as np

from models.market import accounts, advertising, merchants
from models.notation import BRAND, OWN, SME, Array
from models.simulation.baseline import Baseline, own_loss_kept
from models.simulation.delivery import Delivery
from models.simulation.demand import Effective, Programme
from models.simulation.state import State
from models.simulation.trade import Calendar, Trade

OWN_SPEND = ("sme_support", "content_investment", "lower_tier_investment", "ai_investment")
"""Levers of the domestic group that cost what they are set to, RMB bn a quarter."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Earnings:
    """Ad revenue and commission (A, M, D), EBITA (A, D), what sellers keep and do (A, M, D)."""

    ads: Array
    commission: Array
    ebita: Array
    margin: Array
    sellers: Array
    price: Array


def fees(
    state: State, effective: Effective, delivered: Delivery, base: Baseline
) -> tuple[Array, Array, Array]:
    """Ad rate and commission (A, M, D) and the share that is not returned (A, 1, D) (E13)."""
    p, levers, real = base.p, base.market.levers, delivered.realised
    lenient = effective.refund_leniency - levers["refund_leniency"]
    lift = p.full_site_promotion_lift
    promoted = 1.0 + lift * real["full_site_promotion"]
    own = advertising.load_revenue(real["ad_load"], p.ad_demand_elasticity)
    own = own * promoted / (1.0 + lift * levers["full_site_promotion"])
    own = own * (1.0 + p.refund_advertising * lenient)
    rate = advertising.ad_rate(
        base.market.ad_rate[..., None], state.sellers, p.auction_thickness, own_factor=own
    )
    commission = base.market.commission[..., None] + np.zeros(p.count)
    commission[OWN] = advertising.own_commission(
        commission[OWN],
        real["added_commission"] - levers["added_commission"],
        p.fee_yield,
        real["fee_waiver"] - levers["fee_waiver"],
    )
    kept = np.empty((len(base.market.platforms), 1, p.count))
    kept[:] = 1.0 - p.return_share
    kept[OWN] = 1.0 - advertising.return_share(p.return_share, p.return_share_slope, lenient)
    return rate, commission, kept


def lever_costs(delivered: Delivery, festival_weight: float, base: Baseline) -> Array:
    """Cost of the own levers beside subsidies, RMB bn a quarter, (D,) (E14, E23)."""
    p, real = base.p, delivered.realised
    spend = sum(real[name] for name in OWN_SPEND)
    festival = accounts.festival_cost(p.festival_cost, festival_weight, real["festival_intensity"])
    protection = p.protection_cost * real["seller_protection"]
    forgone = p.unit_earnings * (base.market.levers["noncore_units"] - real["noncore_units"])
    return spend + festival + accounts.MOVE_COST * delivered.moved + protection + forgone


def earn(
    state: State,
    effective: Effective,
    delivered: Delivery,
    deals: Programme,
    sold: Trade,
    calendar: Calendar,
    base: Baseline,
) -> Earnings:
    """Settle the quarter between platforms and sellers (E13-E16)."""
    p, market, real = base.p, base.market, delivered.realised
    trend = (base.segment_mix * calendar.trend).sum(axis=1)[:, None]
    rate, commission, kept = fees(state, effective, delivered, base)
    taxed = sold.gmv.copy()
    taxed[OWN, SME] = advertising.taxed_sales(
        sold.gmv[OWN, SME],
        effective.traffic_share,
        market.levers["taobao_traffic_share"],
        p.shifted_traffic_yield,
        p.traffic_diminishing_returns,
    )
    ads = rate * taxed
    commission_revenue = commission * sold.gmv * kept
    profit = accounts.ebita(
        (ads + commission_revenue).sum(axis=1),
        sold.gmv.sum(axis=1),
        market.variable_cost[:, None],
        market.fixed_cost[:, None],
        deals.cost.sum(axis=1),
    )
    profit[OWN] -= lever_costs(delivered, calendar.festival_weight, base)
    take = rate + commission * kept
    loss = base.loss.copy()
    loss[OWN] = p.refund_loss * p.refund_exposure * effective.refund_leniency
    loss[OWN] *= own_loss_kept(p, real["seller_protection"])
    costs = take + loss
    costs[OWN, SME] -= p.support_cost_reduction * effective.gains[2]
    margin = merchants.soft_margin(p.merchant_margin - costs)
    pool = sold.gmv * margin / (base.pool * (calendar.season * trend))
    log_target = p.merchant_elasticity * np.log(pool)
    log_target[OWN, BRAND] += p.incubation_entry * (state.capability - base.capability)
    wanted = merchants.list_price_target(
        costs - (base.take + base.loss),
        base.take,
        p.fee_pass_through,
        p.merchant_competition_effect,
        state.sellers,
    )
    return Earnings(
        ads=ads,
        commission=commission_revenue,
        ebita=profit,
        margin=margin,
        sellers=merchants.entry(state.sellers, log_target, p.merchant_adjustment),
        price=merchants.sticky_price(state.price, wanted, p.price_adjustment),
    )
