"""Prices of a visitor who comes for food: at which plans change places, and what one earns."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from models.analysis.effects import effect
from models.analysis.outcome import Effect
from models.analysis.visitor_price import followed, profit_path, yearly_rate
from models.errors import ModelError
from models.market import worth
from models.market.worth import BEYOND, MOST_DRAWS, YEAR_IN_BN
from models.notation import OWN, Array, quarters_after
from models.parameters import Parameters
from models.projection import project
from models.scenario import Scenario, Step
from models.vintage import Market


@dataclass(frozen=True, kw_only=True)
class Lead:
    """A plan that is worth most up to a price of a food visitor, RMB a year, from the last one's.

    ``plan`` is its place in the list of plans; ``until`` is None where it leads ever after.
    """

    plan: int
    until: Effect | None


@dataclass(frozen=True, kw_only=True, eq=False)
class _Line:
    """Worth of a plan by the price of a food visitor: ``base`` at none, ``rise`` a yuan, (1+D,)."""

    base: Array
    rise: Array


def leads(
    market: Market,
    parameters: Parameters,
    plans: Sequence[Scenario],
    *,
    draws: int | None = None,
    plain: bool = False,
) -> tuple[Lead, ...]:
    """List the plans that are worth most in turn as food visitors are priced higher, from 0 up.

    Worth as in E25, at the price of a shopper that each plan assumes; the central run says which
    plan leads, the first 256 draws the range. A plan that never leads is left out. ``plain`` asks
    for the central run alone, with season, growth and shocks off.
    """
    count = 0 if plain else min(plans[0].draws if draws is None else draws, MOST_DRAWS)
    lines = [_line(market, parameters, plan, count, plain=plain) for plan in plans]
    found: list[Lead] = []
    at = max(range(len(lines)), key=lambda place: float(lines[place].base[0]))
    while later := _overtaking(lines, at):
        place = min(later, key=lambda one: float(later[one][0]))
        found.append(Lead(plan=at, until=effect(later[place])))
        at = place
    return (*found, Lead(plan=at, until=None))


def _overtaking(lines: Sequence[_Line], at: int) -> dict[int, Array]:
    """Prices at which plans with more food visitors than the one that leads are worth as much."""
    leading = lines[at]
    steeper = {place: one for place, one in enumerate(lines) if one.rise[0] > leading.rise[0]}
    return {
        place: (leading.base - one.base) / (one.rise - leading.rise)
        for place, one in steeper.items()
    }


def _line(
    market: Market, parameters: Parameters, plan: Scenario, count: int, *, plain: bool
) -> _Line:
    paths = followed(market, parameters, plan, count, plain=plain)
    rate = yearly_rate(market, parameters, plan, count)
    assumed = parameters.central({**market.parameters, **dict(plan.assumptions)})
    shoppers = paths["shopping_dau"]
    gained, none = shoppers - market.dau[OWN].sum(), np.zeros_like(shoppers)
    shopper_price = np.full(1, assumed["visitor_value"])
    shopping = worth.visitors_worth(gained, none, rate, shopper_price, np.zeros(1))
    food = paths["dau"] - shoppers
    return _Line(
        base=worth.discounted(profit_path(paths), rate) + shopping,
        rise=worth.discounted(food, rate) / YEAR_IN_BN,
    )


def food_visitor_earns(market: Market, parameters: Parameters) -> float:
    """Profit in goods that a food visitor brings, RMB a year, central run.

    What goods lose where our subsidy goes to peace and nothing else moves, over the visitors lost;
    over the quarters that worth counts.

    Raises
    ------
    ModelError
        The market has no instant commerce, or its subsidy is at peace already.
    """
    service = market.instant
    if service is None or service.subsidy[0] <= service.peace[0]:
        msg = f"in the market of {market.vintage} no food visitor can be given up"
        raise ModelError(msg)
    (first,) = quarters_after(market.vintage, 1)
    idle = Scenario(name="-", market=market.vintage)
    step = Step(lever="instant_subsidy", quarter=first, value=float(service.peace[0]))
    (goods, food), (goods_idle, food_idle) = (
        _goods_and_food(market, parameters, plan) for plan in (replace(idle, steps=(step,)), idle)
    )
    return YEAR_IN_BN * (goods - goods_idle) / (food - food_idle)


def _goods_and_food(market: Market, parameters: Parameters, plan: Scenario) -> tuple[float, float]:
    """Sum up over all quarters: profit without the own service's, and food visitors."""
    wanted = ("ebita", "instant_ebita", "dau", "shopping_dau")
    quarters = plan.horizon + BEYOND
    run = project(market, parameters, plan, quarters=quarters, plain=True, metrics=wanted)
    goods = run.central("ebita") - run.central("instant_ebita")
    food = run.central("dau") - run.central("shopping_dau")
    return float(goods.sum()), float(food.sum())
