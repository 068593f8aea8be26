"""The recursive map: one quarter from its starting state to the next (section 4)."""

from dataclasses import dataclass

import numpy as np

from models.market import accounts, brands, memory
from models.market.rivals import Posture
from models.notation import BRAND, OWN, PER_HEAD, Array
from models.simulation import demand
from models.simulation.baseline import Baseline
from models.simulation.calendar import Calendar
from models.simulation.delivery import Delivery, Standing, Targets, deliver
from models.simulation.demand import Effective, Programme, Visits
from models.simulation.earnings import Earnings, earn
from models.simulation.state import State
from models.simulation.trade import Trade, trade


@dataclass(frozen=True, kw_only=True)
class Setting:
    """What a run takes into account beside levers: how rivals answer, season and growth."""

    posture: Posture
    season: bool
    growth: bool


@dataclass(frozen=True, kw_only=True, eq=False)
class Quarter:
    """Everything that happened in a quarter; ``orders_per_head`` is (A, S, D)."""

    delivered: Delivery
    effective: Effective
    deals: Programme
    visits: Visits
    sold: Trade
    earned: Earnings
    rival_depth: Array
    orders_per_head: Array


def play(
    state: State,
    targets: Targets,
    rest: Standing,
    calendar: Calendar,
    posture: Posture,
    base: Baseline,
) -> Quarter:
    """Play one quarter from its starting state; no state changes here."""
    delivered = deliver(state.organisation, targets, rest, base.p)
    effective = demand.effective_levers(state, delivered, base)
    depth, fee_cut = demand.rival_answers(state, posture, base)
    deals = demand.programme(delivered, depth, base, fee_cut)
    visits = demand.visit(state, effective, delivered, deals, calendar, base)
    sold = trade(state, effective, deals, visits, calendar, base)
    return Quarter(
        delivered=delivered,
        effective=effective,
        deals=deals,
        visits=visits,
        sold=sold,
        earned=earn(state, effective, delivered, deals, sold, calendar, base),
        rival_depth=depth,
        orders_per_head=sold.orders * (PER_HEAD / base.market.population[:, None]),
    )


def next_state(state: State, played: Quarter, base: Baseline) -> State:
    """Hand over to the next quarter (E5, E6, E15-E20, E24)."""
    p, visits, sold = base.p, played.visits, played.sold
    exposure = _brand_exposure(state, played, base)
    focus = np.clip(played.delivered.realised["brand_focus"], 0.02, 1.0)
    capability = brands.capability_target(exposure, focus, p.incubation_exponent)
    return State(
        organisation=played.delivered.state,
        habit=memory.habit(state.habit, visits.per_head, p.habit_persistence),
        deal_habit=memory.deal_habit(
            state.deal_habit,
            visits.from_deals * visits.per_head,
            p.habit_persistence,
            p.deal_visit_graduation,
        ),
        sellers=played.earned.sellers,
        price=played.earned.price,
        debt=sold.debt,
        recent=(played.orders_per_head, *state.recent[:2]),
        stocks=played.effective.stocks,
        ai_stock=played.effective.ai_stock,
        capability=brands.learn(state.capability, capability, p.incubation_learning),
        rival_depth=played.rival_depth,
        reply_elasticity=visits.semi_elasticity[1:].mean(axis=1) * base.reply_slope,
        own_depth=played.deals.cost[OWN].sum(axis=0) / base.market.gmv_total[OWN],
        gmv_share=sold.total / sold.total.sum(axis=0),
        seen=(state.view, state.seen[0]),
        **_overseas_and_portfolio(state, played, base),
    )


def _brand_exposure(state: State, played: Quarter, base: Baseline) -> Array:
    share0 = base.market.levers["taobao_traffic_share"]
    visits = played.visits.total[OWN].sum(axis=0) / base.visits[OWN].sum(axis=0)
    traffic = (1.0 - played.effective.traffic_share) / (1.0 - share0)
    return base.p.incubation_exposure * traffic * visits * np.exp(-state.sellers[OWN, BRAND])


def _overseas_and_portfolio(state: State, played: Quarter, base: Baseline) -> dict[str, Array]:
    spend = played.delivered.realised["overseas_investment"]
    growth = accounts.overseas_growth(spend, played.delivered.state.integration)
    gmv = state.overseas_gmv * growth
    units = played.delivered.realised["noncore_units"]
    return {
        "overseas_gmv": gmv,
        "overseas_cash": state.overseas_cash + overseas_ebita(gmv, spend, base),
        "portfolio_cash": state.portfolio_cash + base.p.disposal_value * (state.units - units),
        "units": units,
    }


def overseas_ebita(gmv: Array, spend: Array, base: Baseline) -> Array:
    """Profit of the overseas block, RMB bn a quarter (E24)."""
    overseas = base.market.overseas
    return overseas["margin"] * overseas["take_rate"] * gmv - spend
