"""A quarter's orders and GMV (E11, E19, E20, E31)."""

from dataclasses import dataclass

import numpy as np

from models.market import bumps, subsidy
from models.market import orders as kernel
from models.market.subsidy import Draws, of_draws
from models.notation import BRAND, OWN, Array
from models.simulation.baseline import Baseline
from models.simulation.calendar import Calendar
from models.simulation.demand import Programme, Visits
from models.simulation.own_side import OwnSide
from models.simulation.state import State


@dataclass(frozen=True, kw_only=True, eq=False)
class Trade:
    """Orders by segment (A, S, D) in bn; GMV by merchant (A, M, D) and ``total`` (A, D), RMB bn.

    By ticket class, (A, K, D): ``debt`` of borrowed orders afterwards and ``repaid`` of it, bn;
    ``grown`` by promotions and core ``sales`` before others' promotions, RMB bn, of which these
    leave the part ``kept``.
    """

    orders: Array
    gmv: Array
    total: Array
    debt: Array
    repaid: Array
    grown: Array
    sales: Array
    kept: Array


def trade(
    state: State,
    own: OwnSide,
    programmes: Programme,
    visits: Visits,
    calendar: Calendar,
    base: Baseline,
) -> Trade:
    """Sell: core orders, festival, repayment of borrowed orders, subsidised orders (E11, E31).

    Core orders factorise into segments and (merchant, ticket), so no array carries all axes:
    O_asmk = segment_as core_amk, with segment shares that sum to 1.
    """
    p = base.p
    by_segment = base.orders_per_visit * visits.counted * calendar.trend
    volume = by_segment.sum(axis=1)
    segment = by_segment / volume[:, None]
    volume = volume * (calendar.season * calendar.drifted)
    # What core orders would be, were the volume that of the baseline; a festival adds to them.
    core = base.orders * np.exp(-p.conversion_elasticity * state.price[:, :, None])
    core[OWN] *= own.conversion[:, None]
    learnt = p.incubation_conversion * (state.capability - base.capability)
    core[OWN, BRAND] *= kernel.brand_factor(learnt)
    lifted = core[OWN] * own.effective.festival_lift
    core[OWN] += lifted
    festival = lifted * volume[OWN]

    per_ticket = volume[:, None] * core.sum(axis=1)
    share = kernel.repayment_share(state.debt, per_ticket, p.pull_forward_repayment)
    repaid = share * per_ticket
    left = volume[:, None] * (1.0 - share)
    value = base.market.basket[..., None] * np.exp(state.price)[:, :, None]

    def most(app: int, d: Draws) -> Array:
        sold, priced, left_over, basket = (
            of_draws(values, d)
            for values in (core[app], value[app], left[app], p.subsidised_basket)
        )
        return subsidy.most_cut(sold * left_over, priced / basket)

    weight = calendar.sensitivity * visits.total
    tastes = weight / weight.sum(axis=1, keepdims=True)
    extra = subsidy.allocate(programmes.extra, tastes, segment, p.subsidised_basket, most)
    grown = extra.sales_by_ticket
    grown[OWN] += (festival * value[OWN]).sum(axis=0)
    core_sales = core * value
    sales = left * core_sales.sum(axis=1)
    kept = bumps.kept_share(grown, sales, p.bump_switching_share)

    gmv = np.einsum("amkd,akd->amd", core_sales, left * kept) + extra.sales_by_merchant
    orders = ((per_ticket - repaid) * kept).sum(axis=1)
    borrowed = p.pull_forward * extra.by_ticket
    borrowed[OWN] += p.festival_pull_forward * festival.sum(axis=0)
    return Trade(
        orders=segment * orders[:, None] + extra.by_segment,
        gmv=gmv,
        total=gmv.sum(axis=1),
        debt=kernel.pull_forward(state.debt, repaid, borrowed),
        repaid=repaid,
        grown=grown,
        sales=sales,
        kept=kept,
    )
