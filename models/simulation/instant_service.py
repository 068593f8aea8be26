"""A quarter of instant commerce: subsidies, orders, profit, visitors it brings (E30)."""

from dataclasses import dataclass

import numpy as np

from models.market import instant, memory
from models.market.coefficients import Coefficients
from models.market.rivals import Conduct, Posture, usual_conduct
from models.notation import Array
from models.simulation.baseline import Baseline
from models.simulation.baseline_terms import Food
from models.simulation.delivery import Delivery
from models.simulation.lever_delivery import together
from models.simulation.state import State
from models.simulation.stock_paths import quarter_before
from models.vintage import Market

OUTSIDE, RIVAL = 1, 2
"""Services of nobody in this market, and of one of its rivals; the own group's is the first."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Meals:
    """What instant commerce comes to in a quarter, or in each of several, which stand in front.

    ``orders`` (I, D) in million a day, ``profit`` (I, D) in RMB bn and ``subsidy`` (I, D) in RMB an
    order; ``habit`` (I, D) of the end of the quarter; ``visits`` (D,) are the visits a head and day
    that it brings, ``entrance_cost`` (D,) the share of orders of goods lost.
    """

    orders: Array
    profit: Array
    subsidy: Array
    habit: Array
    visits: Array
    entrance_cost: Array

    def at(self, t: int) -> "Meals":
        """Pick one of several quarters."""
        return Meals(**{name: path[t] for name, path in vars(self).items()})


def rival_place(market: Market) -> int | None:
    """Place in the market of the rival that runs a service, None without one."""
    if market.instant is None:
        return None
    return market.platform_ids.index(market.instant.services[RIVAL])


def serve(
    state: State, delivered: Delivery, posture: Posture, outside: str, base: Baseline
) -> Meals | None:
    """Play all services in the quarters that are ``delivered``; None without instant commerce.

    It is a market of its own: nothing that is sold in the other one matters here.

    Parameters
    ----------
    posture : str or tuple of Conduct
        How the rivals answer; ``outside`` is the posture of the service of nobody in the market.
    """
    food, p, baseline = base.food, base.p, base.market.levers
    if food is None:
        return None
    own = delivered.realised["instant_subsidy"]
    entrance = delivered.realised["instant_entrance"]
    subsidy = _subsidies(state, food, own, posture, outside, base)
    deals = instant.entrance_appeal(entrance, own) - instant.entrance_appeal(
        baseline["instant_entrance"], baseline["instant_subsidy"]
    )
    attraction = instant.attraction(
        food.appeal,
        subsidy - food.subsidy,
        deals,
        price_response=p.instant_price_response,
        entrance_utility=p.instant_entrance_utility,
    )
    orders, habit = _ordered(state.instant_habit, attraction, food, p)
    visitors = instant.new_visitors(
        orders[:, 0] - food.orders[0],
        delivered.state.integration,
        baseline["centralisation"],
        p.instant_new_visitors,
    )
    return Meals(
        orders=orders,
        profit=service_profit(food, orders, subsidy, p),
        subsidy=subsidy,
        habit=habit,
        visits=visitors / base.market.population.sum(),
        entrance_cost=p.instant_entrance_cost * (entrance - baseline["instant_entrance"]),
    )


def _ordered(habit: Array, attraction: Array, food: Food, p: Coefficients) -> tuple[Array, Array]:
    """Orders a day of every quarter, (T, I, D), and the habit that each leaves."""
    orders, habits = [], []
    for now in attraction:
        found = instant.daily_orders(now, habit, p.instant_habit_weight, food.market.potential)
        habit = memory.habit(habit, found / food.orders, p.instant_habit_persistence)
        orders.append(found)
        habits.append(habit)
    return np.array(orders), np.array(habits)


def service_profit(food: Food, orders: Array, subsidy: Array, p: Coefficients) -> Array:
    """Profit of every service, RMB bn a quarter, (I, D)."""
    return instant.profit(orders, food.orders, food.margin, subsidy, p.instant_density_gain)


def baseline_profit(food: Food, p: Coefficients) -> Array:
    """Profit of every service at the baseline, RMB bn a quarter, (I, D)."""
    return service_profit(food, food.orders, food.subsidy, p)


def _subsidies(
    state: State, food: Food, own: Array, posture: Posture, outside: str, base: Baseline
) -> Array:
    """Subsidies of all services in every quarter, RMB an order, (T, I, D)."""
    p = base.p
    place = rival_place(base.market)
    assert place is not None, "instant commerce has a service of a rival"
    conduct = usual_conduct(posture) if isinstance(posture, str) else posture[place - 1]
    change = own - base.market.levers["instant_subsidy"]
    others = [
        _answer(OUTSIDE, food, state, change, usual_conduct(outside), p.instant_match_meituan, p),
        _answer(RIVAL, food, state, change, conduct, p.instant_match_jd, p),
    ]
    return together([own, *others])


def _answer(
    place: int,
    food: Food,
    state: State,
    change: Array,
    conduct: Conduct,
    matching: Array,
    p: Coefficients,
) -> Array:
    """Subsidy of another service, which sees our ``change`` (T, D) some quarters later."""
    today, peace = food.market.subsidy, food.market.peace
    if conduct.posture == "passive":
        return np.full((len(change), 1), today[place])
    seen = change
    for view in state.seen[: conduct.lag]:
        seen = quarter_before(view.instant_change, seen)
    return instant.rival_subsidy(
        today[place],
        peace[place],
        seen,
        float(today[0]),
        float(peace[0]),
        matching * conduct.strength,
        p.instant_truce,
    )
