"""A quarter's visits: what levers, rivals, habit and chance do to the choice (E5-E10)."""

from dataclasses import dataclass

import numpy as np

from models.market import choice, deals, stocks, subsidy, utility
from models.market.choice import Shares
from models.notation import OWN, Array
from models.simulation.baseline import Baseline
from models.simulation.calendar import Calendar
from models.simulation.own_side import OwnSide
from models.simulation.rival_responses import Answers
from models.simulation.state import State


@dataclass(frozen=True, kw_only=True, eq=False)
class Programme:
    """Subsidies of all apps: cost (A, K, D) in RMB bn, extra orders (A, K, D), impulse (A, D).

    ``budget`` (A, K, D) is what could be spent.
    """

    budget: Array
    cost: Array
    extra: Array
    impulse: Array

    @property
    def unspent(self) -> Array:
        """Give what is left of the budgets, RMB bn, (A, K, D)."""
        return np.maximum(self.budget - self.cost, 0.0)


@dataclass(frozen=True, kw_only=True, eq=False)
class Visits:
    """Visits a head and day and in bn (A, S, D), and those ``counted`` that orders follow.

    ``from_deals`` are the visits a head that deals move, signed; ``with_food`` (A, S, D) those a
    head with the visits ``from_food`` (S, D) that instant commerce brings to the own app;
    ``chosen`` are the shares of all occasions, ``outside`` (S, D) of those that stay away.
    """

    chosen: Shares
    per_head: Array
    outside: Array
    total: Array
    from_deals: Array
    from_food: Array
    with_food: Array
    counted: Array


def programme(own: OwnSide, answers: Answers, base: Baseline) -> Programme:
    """Turn subsidy budgets into orders, cost and a price signal (E7)."""
    p, today = base.p, base.programmes
    budget = np.empty((1 + len(answers.budget), len(own.budget), p.count))
    budget[OWN], budget[1:] = own.budget, answers.budget
    orders = subsidy.subsidised_orders(budget, today.cost_per_order, today.most)
    change = subsidy.discounted_change(orders, today.orders, today.scale, p.subsidy_returns)
    change[OWN] = stocks.scaled_gain(change[OWN], own.delivered.effectiveness)
    pull = p.deal_visit_pull
    return Programme(
        budget=budget,
        cost=orders * today.cost_per_order,
        extra=change * today.incremental_share,
        impulse=pull * subsidy.price_impulse(change, today.price_cut, base.orders_total[:, 0]),
    )


def visit(
    state: State, own: OwnSide, programmes: Programme, calendar: Calendar, base: Baseline
) -> Visits:
    """Visits of the quarter, from start-of-quarter states and current levers (E8-E10)."""
    p, nests, sensitivity = base.p, base.market.nests, calendar.sensitivity
    impulse = sensitivity * programmes.impulse[:, None]
    worth = utility.visit_utility(
        p,
        baseline=base.utility,
        habit=state.habit / base.visits_per_head,
        shock=calendar.utility_shock,
        sellers=state.sellers,
        price=sensitivity * (base.merchant_mix * state.price).sum(axis=1)[:, None],
        impulse=impulse,
        own=own.utility,
    )
    plain = deals.utility_without(worth, impulse, state.habit, state.deal_habit, p.habit_weight)
    both = choice.nested_logit(np.array([worth, plain]).swapaxes(0, 1), nests, p.nest_correlation)
    chosen, visits = both.at(0), p.shopping_occasions * both.share
    per_head, without = visits[:, 0], visits[:, 1]
    moved = per_head - without
    counted = deals.counted(without, moved, p.deal_visit_conversion)
    food, with_food = np.zeros((1, 1)), per_head
    if own.meals is not None:
        food = deals.food_visits(per_head[OWN], own.meals.visits)
        counted[OWN] += p.instant_visitor_conversion * food
        with_food = per_head.copy()
        with_food[OWN] += food
    return Visits(
        chosen=chosen,
        per_head=per_head,
        outside=chosen.outside,
        total=per_head * base.visits_scale,
        from_deals=moved,
        from_food=food,
        with_food=with_food,
        counted=counted,
    )
