"""The recursive map: one quarter from its starting state to the next (section 4)."""

from dataclasses import dataclass

import numpy as np

from models.market import brands, memory
from models.market.choice import own_semi_elasticity
from models.market.rivals import View
from models.notation import BRAND, OWN, Array
from models.simulation import demand
from models.simulation.baseline import Baseline
from models.simulation.calendar import Calendar
from models.simulation.delivery import Delivery, Targets
from models.simulation.demand import Programme, Visits
from models.simulation.earnings import Earnings, earn
from models.simulation.effective_levers import Effective
from models.simulation.instant_service import Meals
from models.simulation.own_side import OwnSide, own_side
from models.simulation.rival_responses import Answers, answers
from models.simulation.setting import Setting
from models.simulation.state import State
from models.simulation.trade import Trade, trade


@dataclass(frozen=True, kw_only=True, eq=False)
class Quarter:
    """Everything that happened in a quarter; ``orders_per_head`` is (A, S, D)."""

    setting: Setting
    own: OwnSide
    answers: Answers
    programme: Programme
    visits: Visits
    sold: Trade
    earned: Earnings
    orders_per_head: Array

    @property
    def delivered(self) -> Delivery:
        """What the organisation delivers."""
        return self.own.delivered

    @property
    def effective(self) -> Effective:
        """Own levers as the market feels them."""
        return self.own.effective

    @property
    def meals(self) -> Meals | None:
        """Instant commerce, None without."""
        return self.own.meals


def play(
    state: State, targets: Targets, calendar: Calendar, setting: Setting, base: Baseline
) -> Quarter:
    """Play one quarter from its starting state; no state changes here."""
    here = {name: target[None] for name, target in targets.items()}
    here["consumer_confidence"] = calendar.confidence[None]
    weight = np.full((1, 1), calendar.festival_weight)
    own = own_side(state, here, weight, setting, base).at(0)
    return play_market(state, own, calendar, setting, base)


def play_market(
    state: State, own: OwnSide, calendar: Calendar, setting: Setting, base: Baseline
) -> Quarter:
    """Play one quarter of which it is known what the own group brings to it."""
    answered = answers(state, setting.answering, base)
    deals = demand.programme(own, answered, base)
    visits = demand.visit(state, own, deals, calendar, base)
    sold = trade(state, own, deals, visits, calendar, base)
    return Quarter(
        setting=setting,
        own=own,
        answers=answered,
        programme=deals,
        visits=visits,
        sold=sold,
        earned=earn(state, own, deals, answered.fee_cut, sold, calendar, base),
        orders_per_head=sold.orders * base.per_head,
    )


def next_state(state: State, played: Quarter, base: Baseline) -> State:
    """Hand over to the next quarter (E5, E6, E15-E20, E24, E30)."""
    p, own, visits, sold = base.p, played.own, played.visits, played.sold
    exposure = _brand_exposure(state, played, base)
    capability = brands.capability_target(
        exposure, own.effective.brand_focus, p.incubation_exponent
    )
    return State(
        organisation=own.delivered.state,
        habit=memory.habit(state.habit, visits.per_head, p.habit_persistence),
        deal_habit=memory.deal_habit(
            state.deal_habit, visits.from_deals, p.habit_persistence, p.deal_visit_graduation
        ),
        sellers=played.earned.sellers,
        price=played.earned.price,
        debt=sold.debt,
        recent=(played.orders_per_head, *state.recent[:2]),
        stocks=own.effective.stocks,
        ai_stock=own.effective.ai_stock,
        capability=brands.learn(state.capability, capability, p.incubation_learning),
        rival_depth=played.answers.depth,
        instant_habit=state.instant_habit if own.meals is None else own.meals.habit,
        seen=(view_of(played, base), *state.seen[:2]),
        rest=own.rest,
    )


def view_of(played: Quarter, base: Baseline) -> View:
    """Gather what rivals will have seen of the quarter (E5, E30)."""
    subsidy = played.delivered.realised["instant_subsidy"]
    return View(
        attack=played.own.attack,
        gmv_share=played.sold.total / played.sold.total.sum(axis=0),
        reply_elasticity=_reply_elasticity(played, base),
        instant_change=subsidy - base.market.levers["instant_subsidy"],
    )


def _reply_elasticity(played: Quarter, base: Baseline) -> Array:
    """Semi-elasticity of each rival's sales in its own depth, today's where nobody looks at it."""
    if not played.setting.some_reply_best:
        return base.rivals.reply_elasticity
    chosen = played.visits.chosen
    rising = own_semi_elasticity(chosen.share, chosen.within, base.p.nest_correlation)
    return np.asarray(rising[1:].mean(axis=1) * base.rivals.reply_slope)


def _brand_exposure(state: State, played: Quarter, base: Baseline) -> Array:
    """Exposure of brands relative to what they need, (D,) (E20)."""
    visits = played.visits.total[OWN].sum(axis=0) / base.own_visits
    traffic = played.effective.brand_traffic
    return base.p.incubation_exposure * traffic * visits * np.exp(-state.sellers[OWN, BRAND])
