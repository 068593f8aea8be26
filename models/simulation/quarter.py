"""The recursive map: one quarter from its starting state to the next (section 4)."""

from dataclasses import dataclass

import numpy as np

from models.market import accounts, brands, memory, rivals
from models.market.between import between
from models.market.choice import own_semi_elasticity
from models.market.rivals import Posture, View
from models.notation import BRAND, OWN, PER_HEAD, Array
from models.simulation import demand
from models.simulation.baseline import Baseline
from models.simulation.calendar import Calendar
from models.simulation.delivery import Delivery, Standing, Targets
from models.simulation.demand import Programme, Visits
from models.simulation.earnings import Earnings, earn
from models.simulation.effective_levers import Effective
from models.simulation.instant_service import Meals, serve
from models.simulation.own_side import OwnSide, own_side
from models.simulation.rival_responses import Answers, answers
from models.simulation.state import State
from models.simulation.trade import Trade, trade

GROWTH_MONEY = (
    "sme_support",
    "content_investment",
    "lower_tier_investment",
    "ai_investment",
)
"""Spending for growth of which rivals count a part as an attack (E5)."""


@dataclass(frozen=True, kw_only=True)
class Setting:
    """What a run takes into account beside levers: how rivals answer, season and growth.

    ``outside`` is the posture of the instant service that belongs to no platform of the market,
    where rivals answer each in their own way.
    """

    posture: Posture
    season: bool
    growth: bool
    outside: str = "follow"

    @property
    def outsider(self) -> str:
        """Posture of the service of nobody in the market."""
        return self.posture if isinstance(self.posture, str) else self.outside

    @property
    def some_reply_best(self) -> bool:
        """Whether any rival looks at how its sales answer to its own subsidies."""
        if isinstance(self.posture, str):
            return self.posture == "best-reply"
        return any(one.posture == "best-reply" for one in self.posture)


@dataclass(frozen=True, kw_only=True, eq=False)
class Quarter:
    """Everything that happened in a quarter; ``orders_per_head`` is (A, S, D)."""

    setting: Setting
    delivered: Delivery
    effective: Effective
    meals: Meals | None
    answers: Answers
    programme: Programme
    visits: Visits
    sold: Trade
    earned: Earnings
    orders_per_head: Array


def play(
    state: State,
    targets: Targets,
    rest: Standing,
    calendar: Calendar,
    setting: Setting,
    base: Baseline,
) -> Quarter:
    """Play one quarter from its starting state; no state changes here."""
    here = {name: target[None] for name, target in targets.items()}
    here["consumer_confidence"] = calendar.confidence[None]
    weight = np.full((1, 1), calendar.festival_weight)
    return play_market(
        state, own_side(state, here, weight, rest, base).at(0), calendar, setting, base
    )


def play_market(
    state: State, own: OwnSide, calendar: Calendar, setting: Setting, base: Baseline
) -> Quarter:
    """Play one quarter of which it is known what the own group brings to it."""
    delivered, effective = own.delivered, own.effective
    meals = serve(
        state,
        delivered.realised,
        delivered.state.integration,
        setting.posture,
        setting.outsider,
        base,
    )
    answered = answers(state, setting.posture, base)
    deals = demand.programme(delivered, answered, base)
    visits = demand.visit(state, own.utility, deals, meals, calendar, base)
    sold = trade(state, effective, delivered, deals, visits, meals, calendar, base)
    return Quarter(
        setting=setting,
        delivered=delivered,
        effective=effective,
        meals=meals,
        answers=answered,
        programme=deals,
        visits=visits,
        sold=sold,
        earned=earn(state, own, deals, answered.fee_cut, sold, meals, calendar, base),
        orders_per_head=sold.orders * (PER_HEAD / base.market.population[:, None]),
    )


def next_state(state: State, played: Quarter, base: Baseline) -> State:
    """Hand over to the next quarter (E5, E6, E15-E20, E24, E30)."""
    p, visits, sold = base.p, played.visits, played.sold
    exposure = _brand_exposure(state, played, base)
    focus = between(played.delivered.realised["brand_focus"], 0.02, 1.0)
    capability = brands.capability_target(exposure, focus, p.incubation_exponent)
    return State(
        organisation=played.delivered.state,
        habit=memory.habit(state.habit, visits.per_head, p.habit_persistence),
        deal_habit=memory.deal_habit(
            state.deal_habit, visits.from_deals, p.habit_persistence, p.deal_visit_graduation
        ),
        sellers=played.earned.sellers,
        price=played.earned.price,
        debt=sold.debt,
        recent=(played.orders_per_head, *state.recent[:2]),
        stocks=played.effective.stocks,
        ai_stock=played.effective.ai_stock,
        capability=brands.learn(state.capability, capability, p.incubation_learning),
        rival_depth=played.answers.depth,
        instant_habit=_instant_habit(state, played, base),
        seen=(view_of(played, base), *state.seen[:2]),
        **_overseas_and_portfolio(state, played, base),
    )


def view_of(played: Quarter, base: Baseline) -> View:
    """Gather what rivals will have seen of the quarter (E5, E30)."""
    real, levers = played.delivered.realised, base.market.levers
    added = sum(np.maximum(real[name] - levers[name], 0.0) for name in GROWTH_MONEY)
    return View(
        attack=rivals.attack(
            played.programme.budget[OWN],
            base.market.subsidy[OWN][:, None],
            np.asarray(added),
            base.p.rival_match_investment,
        ),
        gmv_share=played.sold.total / played.sold.total.sum(axis=0),
        reply_elasticity=_reply_elasticity(played, base),
        instant_change=real["instant_subsidy"] - levers["instant_subsidy"],
    )


def _reply_elasticity(played: Quarter, base: Baseline) -> Array:
    """Semi-elasticity of each rival's sales in its own depth, today's where nobody looks at it."""
    if not played.setting.some_reply_best:
        return base.rivals.reply_elasticity
    chosen = played.visits.chosen
    rising = own_semi_elasticity(chosen.share, chosen.within, base.p.nest_correlation)
    return np.asarray(rising[1:].mean(axis=1) * base.rivals.reply_slope)


def _instant_habit(state: State, played: Quarter, base: Baseline) -> Array:
    if played.meals is None or base.food is None:
        return state.instant_habit
    orders = played.meals.orders / base.food.orders
    return memory.habit(state.instant_habit, orders, base.p.instant_habit_persistence)


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
    cash = accounts.unit_cash(state.units - units, base.p.disposal_value)
    return {
        "overseas_gmv": gmv,
        "overseas_cash": state.overseas_cash + overseas_ebita(gmv, spend, base),
        "portfolio_cash": state.portfolio_cash + cash,
        "units": units,
    }


def overseas_ebita(gmv: Array, spend: Array, base: Baseline) -> Array:
    """Profit of the overseas block, RMB bn a quarter (E24)."""
    overseas = base.market.overseas
    return overseas["margin"] * overseas["take_rate"] * gmv - spend
