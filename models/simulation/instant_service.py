"""A quarter of instant commerce: subsidies, orders, profit, visitors it brings (E30)."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from models.market import instant
from models.market.coefficients import Coefficients
from models.market.rivals import Conduct, Posture, View, usual_conduct
from models.notation import Array
from models.simulation.baseline import Baseline
from models.simulation.baseline_terms import Food
from models.simulation.lever_delivery import together
from models.simulation.state import State
from models.vintage import Market

OUTSIDE, RIVAL = 1, 2
"""Services of nobody in this market, and of one of its rivals; the own group's is the first."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Meals:
    """What instant commerce comes to in a quarter.

    ``orders`` (I, D) in million a day, ``profit`` (I, D) in RMB bn and ``subsidy`` (I, D) in RMB an
    order; ``visits`` (D,) are the visits a head and day that it brings, ``entrance_cost`` (D,) the
    share of orders of goods lost.
    """

    orders: Array
    profit: Array
    subsidy: Array
    visits: Array
    entrance_cost: Array


def rival_place(market: Market) -> int | None:
    """Place in the market of the rival that runs a service, None without one."""
    if market.instant is None:
        return None
    return market.platform_ids.index(market.instant.services[RIVAL])


def serve(
    state: State,
    levers: Mapping[str, Array],
    integration: Array,
    posture: Posture,
    outside: str,
    base: Baseline,
) -> Meals | None:
    """Play the quarter of all services; None where there is no instant commerce.

    Parameters
    ----------
    levers : mapping of str to array
        Realised levers of the group.
    integration : array, shape (D,)
        Structure of the group in this quarter.
    posture : str or tuple of Conduct
        How the rivals answer; ``outside`` is the posture of the service of nobody in the market.
    """
    food, p, baseline = base.food, base.p, base.market.levers
    if food is None:
        return None
    own, entrance = levers["instant_subsidy"], levers["instant_entrance"]
    subsidy = _subsidies(state, food, own, posture, outside, base)
    deals = instant.entrance_appeal(entrance, own) - instant.entrance_appeal(
        baseline["instant_entrance"], baseline["instant_subsidy"]
    )
    orders = instant.daily_orders(
        food.appeal,
        subsidy - food.subsidy,
        state.instant_habit,
        deals,
        price_response=p.instant_price_response,
        habit_weight=p.instant_habit_weight,
        entrance_utility=p.instant_entrance_utility,
        potential=food.market.potential,
    )
    visitors = instant.new_visitors(
        orders[0] - food.orders[0], integration, baseline["centralisation"], p.instant_new_visitors
    )
    return Meals(
        orders=orders,
        profit=service_profit(food, orders, subsidy, p),
        subsidy=subsidy,
        visits=visitors / base.market.population.sum(),
        entrance_cost=p.instant_entrance_cost * (entrance - baseline["instant_entrance"]),
    )


def service_profit(food: Food, orders: Array, subsidy: Array, p: Coefficients) -> Array:
    """Profit of every service, RMB bn a quarter, (I, D)."""
    return instant.profit(orders, food.orders, food.margin, subsidy, p.instant_density_gain)


def baseline_profit(food: Food, p: Coefficients) -> Array:
    """Profit of every service at the baseline, RMB bn a quarter, (I, D)."""
    return service_profit(food, food.orders, food.subsidy, p)


def _subsidies(
    state: State, food: Food, own: Array, posture: Posture, outside: str, base: Baseline
) -> Array:
    p = base.p
    place = rival_place(base.market)
    assert place is not None, "instant commerce has a service of a rival"
    conduct = usual_conduct(posture) if isinstance(posture, str) else posture[place - 1]
    others = [
        _answer(OUTSIDE, food, state.seen[0], usual_conduct(outside), p.instant_match_meituan, p),
        _answer(RIVAL, food, state.seen[conduct.lag - 1], conduct, p.instant_match_jd, p),
    ]
    return together([own, *others])


def _answer(
    place: int, food: Food, view: View, conduct: Conduct, matching: Array, p: Coefficients
) -> Array:
    today, peace = food.market.subsidy, food.market.peace
    if conduct.posture == "passive":
        return np.full(1, today[place])
    return instant.rival_subsidy(
        today[place],
        peace[place],
        view.instant_change,
        float(today[0]),
        float(peace[0]),
        matching * conduct.strength,
        p.instant_truce,
    )
