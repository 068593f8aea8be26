"""A quarter's money: ads, commission, profit, and what is left to sellers (E13-E16)."""

from dataclasses import dataclass

import numpy as np

from models.market import accounts, advertising, merchants
from models.notation import BRAND, OWN, SME, Array
from models.simulation.baseline import Baseline
from models.simulation.calendar import Calendar
from models.simulation.demand import Programme
from models.simulation.own_side import OwnSide
from models.simulation.state import State
from models.simulation.trade import Trade


@dataclass(frozen=True, kw_only=True, eq=False)
class Earnings:
    """Ad revenue, commission and ``fees``, their sum (A, M, D), EBITA (A, D), all in RMB bn.

    What sellers keep and do (A, M, D): refund losses and margin as shares of sales, number and
    price in logs.
    """

    ads: Array
    commission: Array
    fees: Array
    ebita: Array
    loss: Array
    margin: Array
    sellers: Array
    price: Array


def with_own(own: Array, baseline: Array) -> Array:
    """Put the ``own`` rates (M, D) in front of those of rivals, which stay at the ``baseline``."""
    rates = baseline.copy()
    rates[OWN] = own
    return rates


def sellers_burden(rate: Array, commission: Array, loss: Array, saved: Array) -> Array:
    """Fees and refund losses less what support saves, shares of sales, (A, M, D) (E15)."""
    burden = rate + commission + loss
    burden[OWN, SME] -= saved
    return burden


def sellers_wanted(
    margin: Array, state: State, sold: Trade, calendar: Calendar, base: Baseline
) -> Array:
    """Log sellers that the profit pool sustains, (A, M, D) (E15)."""
    p = base.p
    # What drifts at all platforms together moves no seller, as growth does not.
    trend = (base.sales_by_segment * calendar.trend).sum(axis=0)
    usual = calendar.season * (trend * calendar.drifted_together)
    pool = sold.gmv / usual[:, None] * margin
    target = p.merchant_elasticity * np.log(pool / base.pool)
    target[OWN, BRAND] += p.incubation_entry * (state.capability - base.capability)
    target[1:] += merchants.switching(
        base.rivals.closeness, margin[OWN], base.margin[OWN], p.seller_switching
    )
    return target


def earn(
    state: State,
    own: OwnSide,
    programmes: Programme,
    fee_cut: Array | None,
    sold: Trade,
    calendar: Calendar,
    base: Baseline,
) -> Earnings:
    """Settle the quarter between platforms and sellers (E13-E16)."""
    p, market = base.p, base.market
    rate = advertising.ad_rate(
        market.ad_rate[..., None] * calendar.ad_rate,
        state.sellers,
        p.auction_thickness,
        own_factor=own.fees.ad_factor,
    )
    commission = with_own(own.fees.commission, base.commission)
    if fee_cut is not None:
        commission[1:] -= fee_cut
    ads = rate * sold.gmv
    ads[OWN] *= own.fees.advertised
    paid = commission * sold.gmv
    together = ads + paid
    profit = own.meal_profit + accounts.ebita(
        together.sum(axis=1),
        sold.total,
        market.variable_cost[:, None],
        market.fixed_cost[:, None],
        programmes.cost.sum(axis=1),
    )
    profit[OWN] -= own.costs + (own.fees.insured * sold.gmv[OWN]).sum(axis=0)
    loss = with_own(own.fees.loss, base.loss)
    burden = sellers_burden(rate, commission, loss, own.fees.saved)
    margin = merchants.net_margin(p.merchant_margin, state.price, base.kept, burden)
    wanted = merchants.list_price_target(
        burden - base.burden,
        base.kept,
        p.fee_pass_through,
        p.merchant_competition_effect,
        state.sellers,
    )
    target = sellers_wanted(margin, state, sold, calendar, base)
    return Earnings(
        ads=ads,
        commission=paid,
        fees=together,
        ebita=profit,
        loss=loss,
        margin=margin,
        sellers=merchants.entry(state.sellers, target, p.merchant_adjustment),
        price=merchants.sticky_price(state.price, wanted, p.price_adjustment),
    )
