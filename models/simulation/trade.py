"""A quarter's orders and GMV (E11, E19, E20)."""

from dataclasses import dataclass

import numpy as np

from models.market import orders as kernel
from models.market import subsidy
from models.notation import BRAND, OWN, SME, Array
from models.simulation.baseline import Baseline
from models.simulation.calendar import Calendar
from models.simulation.demand import Effective, Programme, Visits
from models.simulation.state import State

CONTENT_IN_ORDERS = 0.5
"""Content lifts conversion by half of what it adds to utility (E11)."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Trade:
    """Orders by segment (A, S, D) in bn; GMV by merchant (A, M, D) and ``total`` (A, D), RMB bn.

    ``debt`` is what is owed of borrowed orders afterwards, (A, K, D) in bn.
    """

    orders: Array
    gmv: Array
    total: Array
    debt: Array


def own_conversion(state: State, effective: Effective, base: Baseline) -> Array:
    """Factor of the own levers on orders by merchant type, (M, D) (E11, E22)."""
    p = base.p
    content, _, support = effective.gains
    factor = kernel.traffic_response(
        effective.traffic_share,
        base.market.levers["taobao_traffic_share"],
        p.traffic_diminishing_returns,
    )
    content_lift = 1.0 + CONTENT_IN_ORDERS * p.content_utility * content
    factor *= np.maximum(kernel.SMALLEST, content_lift) * effective.ai_lift
    factor[SME] *= np.maximum(kernel.SMALLEST, 1.0 + p.support_conversion_lift * support)
    learnt = p.incubation_conversion * (state.capability - base.capability)
    factor[BRAND] *= np.maximum(kernel.SMALLEST, 1.0 + learnt)
    return factor


def trade(
    state: State,
    effective: Effective,
    deals: Programme,
    visits: Visits,
    calendar: Calendar,
    base: Baseline,
) -> Trade:
    """Sell: core orders, festival, repayment of borrowed orders, subsidised orders (E11).

    Core orders factorise into segments and (merchant, ticket), so no array carries all axes.
    """
    p, basket = base.p, base.market.basket[..., None]
    by_segment = base.volume * visits.total
    by_segment *= visits.dilution
    by_segment *= calendar.trend
    volume = by_segment.sum(axis=1)
    by_segment /= volume[:, None]
    core = state.price[:, :, None] * -p.conversion_elasticity
    np.exp(core, out=core)
    core *= base.orders
    core[OWN] *= own_conversion(state, effective, base)[:, None]
    volume *= calendar.season
    per_ticket = core.sum(axis=1)
    per_ticket *= volume[:, None]
    lift = kernel.festival_lift(
        effective.festival,
        base.market.levers["festival_intensity"],
        p.festival_lift,
        calendar.festival_weight,
    )
    festival = lift * per_ticket[OWN]
    per_ticket[OWN] += festival
    repaid = kernel.repayment_share(state.debt, per_ticket, p.pull_forward_repayment)
    factor = volume[:, None] * (1.0 - repaid)
    factor[OWN] *= 1.0 + lift
    core *= factor[:, None]
    price = np.exp(state.price)
    weight = visits.sensitivity * visits.total
    weight /= weight.sum(axis=1, keepdims=True)
    extra = subsidy.allocate(
        deals.extra,
        weight,
        core,
        by_segment,
        lambda: basket * price[:, :, None] / p.subsidised_basket,
    )
    borrowed = p.pull_forward * extra.by_merchant_ticket.sum(axis=1)
    borrowed[OWN] += p.festival_pull_forward * festival
    by_segment *= core.sum(axis=(1, 2))[:, None]
    by_segment += extra.by_segment
    core *= basket
    gmv = core.sum(axis=2)
    gmv *= price
    worth = extra.by_merchant_ticket
    worth *= p.subsidised_basket
    gmv += worth.sum(axis=2)
    return Trade(
        orders=by_segment,
        gmv=gmv,
        total=gmv.sum(axis=1),
        debt=kernel.pull_forward(state.debt, repaid * per_ticket, borrowed),
    )
