"""What a visitor costs, earns and would have to be worth: prices beside a plan's value (E25)."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np

from models.analysis.group_paths import own_path
from models.levers import INSTANT
from models.market import worth
from models.market.worth import BEYOND, FEWEST_SHOPPERS, FEWEST_VISITORS
from models.notation import HORIZON_METRICS, OWN, Array, quarters_after
from models.parameters import Parameters
from models.projection import project
from models.scenario import Scenario, Step
from models.vintage import Market

Followed = Mapping[str, Array]
"""The metrics of `NEEDED` of the own group, by quarter over the horizon and beyond it, (T, 1+D)."""

LESS = 0.9
"""Part of today's subsidy budget that is left when its last visitor is priced."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Gains:
    """What a plan gains over its horizon and the quarters after it, each (1+D,).

    ``value`` and ``worth`` in RMB bn against no change; ``price`` of a visitor at which a plan
    neither pays nor costs, RMB a year; ``later`` the share of the plan's own value that comes after
    the horizon.

    A plan that moves instant commerce counts all visitors, any other the shoppers; its price is
    empty where it hardly moves them. Where both visitors and profit are gained, it pays at any.
    """

    value: Array
    worth: Array
    price: Array
    later: Array


def against_no_change(
    market: Market, parameters: Parameters, scenario: Scenario, count: int
) -> Gains:
    """Follow a plan and no change on the same draws, central run first, and sum up."""
    idle = replace(scenario, name="-", steps=(), notes=())
    moved = followed(market, parameters, scenario, count)
    return gains(market, parameters, scenario, moved, _kept(market, parameters, idle, count))


def gains(
    market: Market, parameters: Parameters, scenario: Scenario, moved: Followed, still: Followed
) -> Gains:
    """Sum up what a plan gains, of paths of it and of no change on the same draws."""
    drawn = _drawn(market, parameters, scenario, still["dau"].shape[-1] - 1)
    rate, profit = drawn["discount_rate"], profit_path(moved)
    value = worth.discounted(profit - profit_path(still), rate)
    shoppers = moved["shopping_dau"] - still["shopping_dau"]
    food = _food_visitors(moved) - _food_visitors(still)
    prices = (drawn["visitor_value"], drawn["food_visitor_value"])
    counted, fewest = shoppers, FEWEST_SHOPPERS
    if any(step.lever in INSTANT for step in scenario.steps):
        counted, fewest = moved["dau"] - still["dau"], FEWEST_VISITORS
    within = worth.discounted(profit[:-BEYOND], rate)
    return Gains(
        value=value,
        worth=value + worth.visitors_worth(shoppers, food, rate, *prices),
        price=worth.break_even_price(value, counted, rate, fewest),
        later=worth.later_share(within, worth.discounted(profit, rate)),
    )


def last_visitor(
    market: Market, parameters: Parameters, scenario: Scenario, still: Followed | None = None
) -> float:
    """Price that today's subsidy budget pays for its last visitor, RMB a year, in the central run.

    ``still`` are the paths of no change in that run alone, where they are known.
    """
    (first,) = quarters_after(market.vintage, 1)
    value = LESS * market.levers["subsidy_budget"]
    step = Step(lever="subsidy_budget", quarter=first, value=value)
    less, idle = (replace(scenario, name="-", steps=some, notes=()) for some in ((step,), ()))
    still = still or _kept(market, parameters, idle, 0)
    found = gains(market, parameters, less, _kept(market, parameters, less, 0), still)
    return float(found.price[0])


def visitor_earns(market: Market, parameters: Parameters) -> float:
    """Profit that a visitor brings today, RMB a year, at central parameters."""
    central = parameters.central(dict(market.parameters))
    gmv, kept = market.gmv[OWN], 1.0 - central["return_share"]
    revenue = (gmv * (market.ad_rate[OWN] + kept * market.commission[OWN])).sum()
    cost = market.variable_cost[OWN] * gmv.sum()
    return float(worth.visitor_earns(revenue, cost, market.dau[OWN].sum()))


@lru_cache(maxsize=4)
def _kept(market: Market, parameters: Parameters, scenario: Scenario, count: int) -> Followed:
    """Follow what does not depend on the plan."""
    return followed(market, parameters, scenario, count)


def followed(
    market: Market, parameters: Parameters, scenario: Scenario, count: int, *, plain: bool = False
) -> Followed:
    """Paths of what prices are made of, over the horizon and beyond it."""
    run = project(market, parameters, scenario, draws=count, plain=plain, metrics=HORIZON_METRICS)
    return own_paths(run.followed)


def own_paths(followed: Mapping[str, Array]) -> Followed:
    """Keep the own group's of paths that go on beyond the horizon."""
    return {name: own_path(followed, name).copy() for name in followed}


def profit_path(paths: Followed) -> Array:
    """Profit of the own group and what its portfolio brings in cash, (T, 1+D)."""
    cash = np.diff(paths["portfolio_cash"], axis=0, prepend=0.0)
    return paths["ebita"] + cash


def _food_visitors(paths: Followed) -> Array:
    return paths["dau"] - paths["shopping_dau"]


def _drawn(
    market: Market, parameters: Parameters, scenario: Scenario, count: int
) -> dict[str, Array]:
    """Give what sums are made with, (1+D,) each: the central value, then the draws."""
    assumed = {**market.parameters, **dict(scenario.assumptions)}
    drawn, central = parameters.draw(count, scenario.seed, assumed), parameters.central(assumed)
    names = ("discount_rate", "visitor_value", "food_visitor_value")
    return {name: np.concatenate([[central[name]], drawn[name]]) for name in names}


def yearly_rate(market: Market, parameters: Parameters, scenario: Scenario, count: int) -> Array:
    """Discount rate of a year, (1+D,): the central value, then the draws."""
    return _drawn(market, parameters, scenario, count)["discount_rate"]
