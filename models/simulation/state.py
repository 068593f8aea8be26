"""What a quarter hands to the next."""

from dataclasses import dataclass

import numpy as np

from models.market import rivals, stocks
from models.notation import PER_HEAD, TICKETS, Array, quarter_of_year
from models.simulation import delivery
from models.simulation.baseline import Baseline
from models.simulation.baseline_terms import AI, left_over
from models.simulation.rest_of_group import RestOfGroup, at_start


@dataclass(frozen=True, kw_only=True, eq=False)
class State:
    """Every state of the model at the start of a quarter.

    Attributes
    ----------
    habit, deal_habit : array, shape (A, S, D)
        Visits a head and day that people are used to, and the part that deals made, signed.
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
    rival_depth : array, shape (A-1, D)
        Subsidy depth of rivals that reply best.
    instant_habit : array, shape (I, D)
        Orders a day that people are used to, relative to the baseline; no rows without instant
        commerce.
    seen : tuple of three views
        What rivals saw in the last three quarters, latest first.
    rest : RestOfGroup
        Overseas block and portfolio.
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
    instant_habit: Array
    seen: tuple[rivals.View, rivals.View, rivals.View]
    rest: RestOfGroup


def initial(base: Baseline) -> State:
    """State at rest: the market's baseline, for ever unless a lever moves."""
    p, market, count = base.p, base.market, base.p.count
    apps, segments = market.dau.shape
    head = base.segment_mix * base.orders_total * PER_HEAD / market.population[:, None]
    quarter = quarter_of_year(market.vintage)
    past = [head * base.season[(quarter - lag) % 4] * np.ones(count) for lag in (0, 1, 2)]
    still = np.zeros(count)
    view = first_view(base)
    return State(
        organisation=delivery.start(market.levers),
        habit=base.visits_per_head + still,
        deal_habit=np.zeros((apps, segments, count)),
        sellers=np.zeros((apps, 2, count)),
        price=np.zeros((apps, 2, count)),
        debt=np.zeros((apps, 2, count)),
        recent=(past[0], past[1], past[2]),
        stocks=base.curves.steady,
        ai_stock=stocks.steady_stock(market.levers[AI], left_over(AI, p)),
        capability=base.capability,
        rival_depth=base.rivals.depth + still,
        instant_habit=np.ones((len(base.food.orders) if base.food else 0, count)),
        seen=(view, view, view),
        rest=at_start(market),
    )


def first_view(base: Baseline) -> rivals.View:
    """Look as rivals did before the first projected quarter: nothing has moved."""
    return rivals.View(
        attack=np.zeros((len(TICKETS), 1)),
        gmv_share=base.gmv_share + np.zeros(base.p.count),
        reply_elasticity=base.rivals.reply_elasticity,
        instant_change=np.zeros(1),
    )
