"""A quarter's money: ads, commission, profit, and what is left to sellers (E13-E16)."""

from dataclasses import dataclass

import numpy as np

from models.levers import LEVERS
from models.market import accounts, advertising, merchants
from models.notation import BRAND, OWN, SME, Array
from models.simulation.baseline import Baseline, own_loss_kept
from models.simulation.calendar import Calendar
from models.simulation.delivery import Delivery
from models.simulation.demand import Effective, Programme
from models.simulation.state import State
from models.simulation.trade import Trade

OWN_SPEND = tuple(name for name, lever in LEVERS.items() if lever.spend == "domestic")
"""Levers of the domestic group that cost what they are set to, RMB bn a quarter."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Earnings:
    """Ad revenue, commission and ``fees``, their sum (A, M, D), EBITA (A, D), all in RMB bn.

    What sellers keep and do (A, M, D): margin as a share of sales, number and price in logs.
    """

    ads: Array
    commission: Array
    fees: Array
    ebita: Array
    margin: Array
    sellers: Array
    price: Array


def fees(
    state: State, effective: Effective, delivered: Delivery, base: Baseline
) -> tuple[Array, Array]:
    """Ad rate, and commission on what is not returned, shares of GMV, (A, M, D) (E13)."""
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
    kept = 1.0 - advertising.return_share(p.return_share, p.return_share_slope, lenient)
    commission = base.commission.copy()
    commission[OWN] = kept * advertising.own_commission(
        base.market.commission[OWN][:, None],
        real["added_commission"] - levers["added_commission"],
        p.fee_yield,
        real["fee_waiver"] - levers["fee_waiver"],
    )
    return rate, commission


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
    rate, commission = fees(state, effective, delivered, base)
    if deals.fee_cut is not None:
        commission[1:] -= deals.fee_cut
    ads = rate * sold.gmv
    ads[OWN, SME] *= advertising.taxed_share(
        effective.traffic_share,
        market.levers["taobao_traffic_share"],
        p.shifted_traffic_yield,
        p.traffic_diminishing_returns,
    )
    paid = commission * sold.gmv
    together = ads + paid
    profit = accounts.ebita(
        together.sum(axis=1),
        sold.total,
        market.variable_cost[:, None],
        market.fixed_cost[:, None],
        deals.cost.sum(axis=1),
    )
    profit[OWN] -= lever_costs(delivered, calendar.festival_weight, base)
    burden = rate + commission
    burden += base.loss
    lost = effective.refund_leniency * own_loss_kept(p, real["seller_protection"])
    burden[OWN] += p.refund_loss * p.refund_exposure * lost - base.loss[OWN]
    burden[OWN, SME] -= p.support_cost_reduction * effective.gains[2]
    margin = merchants.soft_margin(p.merchant_margin - burden)
    target = sold.gmv * margin
    target /= base.pool * (calendar.season * trend)
    np.log(target, out=target)
    target *= p.merchant_elasticity
    target[OWN, BRAND] += p.incubation_entry * (state.capability - base.capability)
    burden -= base.burden
    wanted = merchants.list_price_target(
        burden,
        base.take,
        p.fee_pass_through,
        p.merchant_competition_effect,
        state.sellers,
    )
    return Earnings(
        ads=ads,
        commission=paid,
        fees=together,
        ebita=profit,
        margin=margin,
        sellers=merchants.entry(state.sellers, target, p.merchant_adjustment),
        price=merchants.sticky_price(state.price, wanted, p.price_adjustment),
    )
