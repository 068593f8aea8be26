"""What a visitor costs, earns and would have to be worth: prices beside a plan's value (E25)."""

from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from models.levers import INSTANT
from models.market import worth
from models.market.worth import BEYOND, FEWEST_SHOPPERS, FEWEST_VISITORS, MOST_DRAWS
from models.notation import OWN, Array, quarters_after
from models.parameters import Parameters
from models.projection import project
from models.scenario import Scenario, Step
from models.simulation.appraisal import NEEDED, extended
from models.vintage import Market

LESS = 0.9
"""Part of today's subsidy budget that is left when its last visitor is priced."""


def break_even_visitor(
    market: Market,
    parameters: Parameters,
    scenario: Scenario,
    *,
    draws: int | None = None,
    plain: bool = False,
) -> Array:
    """Price of a visitor at which a plan neither pays nor costs, RMB a year, (1+D,).

    Against no change, over the horizon and the quarters after it; at most the first 256 draws.
    A plan that moves instant commerce counts all visitors, any other the shoppers. Empty where it
    hardly moves them. Where both visitors and profit are gained, it pays at any price. ``plain``
    asks for the central run alone, with season, growth and shocks off.
    """
    count = 0 if plain else min(scenario.draws if draws is None else draws, MOST_DRAWS)
    idle = replace(scenario, steps=(), notes=())
    moved, still = (
        followed(market, parameters, one, count, plain=plain) for one in (scenario, idle)
    )
    rate = yearly_rate(market, parameters, scenario, count)
    food = any(step.lever in INSTANT for step in scenario.steps)
    metric, fewest = ("dau", FEWEST_VISITORS) if food else ("shopping_dau", FEWEST_SHOPPERS)
    return worth.break_even_price(
        worth.discounted(profit_path(moved) - profit_path(still), rate),
        own_path(moved, metric) - own_path(still, metric),
        rate,
        fewest,
    )


def last_visitor(
    market: Market,
    parameters: Parameters,
    scenario: Scenario,
    *,
    draws: int | None = None,
    plain: bool = False,
) -> Array:
    """Price that today's subsidy budget pays for its last visitor, RMB a year, (1+D,)."""
    (first,) = quarters_after(market.vintage, 1)
    value = LESS * market.levers["subsidy_budget"]
    step = Step(lever="subsidy_budget", quarter=first, value=value)
    less = replace(scenario, steps=(step,), notes=())
    return break_even_visitor(market, parameters, less, draws=draws, plain=plain)


def visitor_earns(market: Market, parameters: Parameters) -> float:
    """Profit that a visitor brings today, RMB a year, at central parameters."""
    central = parameters.central(dict(market.parameters))
    gmv, kept = market.gmv[OWN], 1.0 - central["return_share"]
    revenue = (gmv * (market.ad_rate[OWN] + kept * market.commission[OWN])).sum()
    cost = market.variable_cost[OWN] * gmv.sum()
    return float(worth.visitor_earns(revenue, cost, market.dau[OWN].sum()))


def followed(
    market: Market, parameters: Parameters, scenario: Scenario, count: int, *, plain: bool
) -> Mapping[str, Array]:
    """Paths of what prices are made of, over the horizon and beyond it."""
    targets = extended(scenario.schedule(market.levers))
    run = project(
        market,
        parameters,
        scenario,
        planned=targets,
        quarters=scenario.horizon + BEYOND,
        draws=count,
        plain=plain,
        metrics=NEEDED,
    )
    return run.paths


def profit_path(paths: Mapping[str, Array]) -> Array:
    """Profit of the own group and what its portfolio brings in cash, (T, 1+D)."""
    cash = np.diff(paths["portfolio_cash"], axis=0, prepend=0.0)
    return paths["ebita"][:, OWN] + cash


def own_path(paths: Mapping[str, Array], metric: str) -> Array:
    """Path of the own group, (T, 1+D)."""
    return paths[metric] if paths[metric].ndim == 2 else paths[metric][:, OWN]


def yearly_rate(market: Market, parameters: Parameters, scenario: Scenario, count: int) -> Array:
    """Rate at which a plan is discounted, (1+D,)."""
    assumed = {**market.parameters, **dict(scenario.assumptions)}
    drawn = parameters.draw(count, scenario.seed, assumed)["discount_rate"]
    return np.concatenate([[parameters.central(assumed)["discount_rate"]], drawn])
