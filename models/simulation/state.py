"""What a quarter hands to the next."""

from dataclasses import dataclass

import numpy as np

from models.market import rivals, stocks
from models.notation import PER_HEAD, Array, quarter_of_year
from models.simulation import delivery
from models.simulation.baseline import Baseline
from models.simulation.lever_delivery import Moving


@dataclass(frozen=True, kw_only=True, eq=False)
class State:
    """Every state of the model at the start of a quarter.

    Attributes
    ----------
    habit, deal_habit : array, shape (A, S, D)
        Visits a head and day that people are used to, and the part that deals made.
    sellers : array, shape (A, M, D)
        Log of sellers relative to the baseline.
    price : array, shape (A, M, D)
        Log list price relative to the baseline.
    debt : array, shape (A, K, D)
        Orders borrowed from the future, bn; negative when orders are owed.
    recent : tuple of three arrays, shape (A, S, D)
        Orders a head of the last three quarters, latest first.
    stocks, ai_stock, capability : arrays, shapes (3, D), (D,), (D,)
        Stocks of investment and the brands' capability.
    rival_depth, reply_elasticity : array, shape (A-1, D)
        Subsidy depth of rivals, and the semi-elasticity that they saw last.
    own_depth, gmv_share : arrays, shapes (D,), (A, D)
        What rivals saw last quarter; ``seen`` is what they saw in the two before it.
    overseas_gmv, overseas_cash, portfolio_cash : array, shape (1,) or (D,)
        RMB bn; ``units`` counts the non-core units kept.
    """

    organisation: delivery.Organisation
    habit: Array
    deal_habit: Array
    sellers: Array
    price: Array
    debt: Array
    recent: tuple[Array, Array, Array]
    stocks: Array
    ai_stock: Array
    capability: Array
    rival_depth: Array
    reply_elasticity: Array
    own_depth: Array
    gmv_share: Array
    seen: tuple[rivals.View, ...]
    overseas_gmv: Array
    overseas_cash: Array
    portfolio_cash: Array
    units: Array

    @property
    def view(self) -> rivals.View:
        """What rivals saw last quarter."""
        return rivals.View(
            own_depth=self.own_depth,
            gmv_share=self.gmv_share,
            reply_elasticity=self.reply_elasticity,
        )


def initial(base: Baseline, plan: Moving | None = None) -> State:
    """State at rest: the market's baseline, for ever unless a lever of ``plan`` moves."""
    p, market, count = base.p, base.market, base.p.count
    apps, segments = market.dau.shape
    gmv = market.gmv.sum(axis=1)
    head = base.segment_mix * base.orders_total * PER_HEAD / market.population[:, None]
    quarter = quarter_of_year(market.vintage)
    past = [head * base.season[(quarter - lag) % 4] * np.ones(count) for lag in (0, 1, 2)]
    still = np.zeros(count)
    share = (gmv / gmv.sum())[:, None] + still
    view = rivals.View(
        own_depth=base.own_depth, gmv_share=share, reply_elasticity=base.reply_elasticity
    )
    return State(
        organisation=delivery.start(market.levers, p, plan or Moving()),
        habit=base.visits_per_head * np.ones(count),
        deal_habit=np.zeros((apps, segments, count)),
        sellers=np.zeros((apps, 2, count)),
        price=np.zeros((apps, 2, count)),
        debt=np.zeros((apps, 2, count)),
        recent=(past[0], past[1], past[2]),
        stocks=base.curves.steady,
        ai_stock=stocks.steady_stock(market.levers["ai_investment"], p.ai_persistence),
        capability=base.capability,
        rival_depth=base.depth0 + still,
        reply_elasticity=base.reply_elasticity,
        own_depth=base.own_depth,
        gmv_share=share,
        seen=(view, view),
        overseas_gmv=np.full(1, market.overseas["gmv"]),
        overseas_cash=np.zeros(1),
        portfolio_cash=np.zeros(1),
        units=np.full(1, market.levers["noncore_units"]),
    )
