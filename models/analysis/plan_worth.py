"""What a plan is worth against no change, and the prices of a visitor that decide it (E25).

The price that a user sets on a visitor is a preference. Beside it stand the price at which the plan
would break even, what a visitor earns today, and what today's budget pays for its last one.
"""

from dataclasses import dataclass

import numpy as np

from models.analysis.effects import effect
from models.analysis.outcome import Effect
from models.analysis.visitor_price import (
    Followed,
    Gains,
    against_no_change,
    last_visitor,
    visitor_earns,
)
from models.market.worth import MOST_DRAWS
from models.notation import Array
from models.parameters import Parameters
from models.scenario import Scenario
from models.vintage import Market

VERDICTS = ("above", "below", "any", "none", "unmoved")
"""When a plan pays: above its break-even price of a visitor, below it, at any price, at none; or it
hardly moves visitors and is judged by its profit."""

PRICES = ("visitor_value", "food_visitor_value")
"""Assumptions that say what the user counts a visitor at, RMB a year."""

_EIGHT_IN_TEN = (0.10, 0.90)


@dataclass(frozen=True, kw_only=True)
class PlanWorth:
    """Value and worth of a plan against no change, RMB bn, and prices of a visitor, RMB a year.

    Attributes
    ----------
    value, worth : Effect
    chance_value, chance_worth : float or None
        Share of the draws in which value and worth are gained; None without draws.
    later : float or None
        Share of the plan's own value that the quarters after the horizon make up; None where
        horizon and later quarters differ in sign.
    verdict : str
        One of `VERDICTS`, by the central run.
    break_even : Effect or None
        None where the plan hardly moves visitors. The range is that of the draws that have one.
    earns, last : float or None
        What a visitor earns today, and what today's subsidy budget pays for its last one.
    shopper, food : float
        What the user counts for a daily shopper, and for a visitor who comes for food.
    draws : int
        Number of draws, the first of the plan's own, `MOST_DRAWS` at most.
    """

    value: Effect
    worth: Effect
    chance_value: float | None
    chance_worth: float | None
    later: float | None
    verdict: str
    break_even: Effect | None
    earns: float
    last: float | None
    shopper: float
    food: float
    draws: int


def plan_worth(
    market: Market, parameters: Parameters, scenario: Scenario, *, draws: int | None = None
) -> PlanWorth:
    """Set a plan against no change, over its horizon and the quarters simulated after it.

    ``draws`` left out are the scenario's own; the first `MOST_DRAWS` count, in every door alike.

    Raises
    ------
    ModelError
        Market, parameters and scenario do not fit together.
    """
    count = min(scenario.draws if draws is None else draws, MOST_DRAWS)
    return worth_of(
        market, parameters, scenario, against_no_change(market, parameters, scenario, count)
    )


def worth_of(
    market: Market,
    parameters: Parameters,
    scenario: Scenario,
    gains: Gains,
    still: Followed | None = None,
) -> PlanWorth:
    """Say what is known of a plan's worth, of what it ``gains`` against no change.

    ``still`` are the paths of no change, where they are known.
    """
    central = {name: path[:, :1] for name, path in (still or {}).items()}
    last = last_visitor(market, parameters, scenario, central)
    assumed = parameters.central({**market.parameters, **dict(scenario.assumptions)})
    return PlanWorth(
        value=effect(gains.value),
        worth=effect(gains.worth),
        chance_value=_chance(gains.value),
        chance_worth=_chance(gains.worth),
        later=_number(gains.later[0]),
        verdict=verdict(float(gains.value[0]), float(gains.price[0])),
        break_even=_range(gains.price),
        earns=visitor_earns(market, parameters),
        last=_number(last),
        shopper=assumed[PRICES[0]],
        food=assumed[PRICES[1]],
        draws=len(gains.value) - 1,
    )


def verdict(value_gained: float, price: float) -> str:
    """Say at which prices of a visitor a plan pays; a price of one sign with value is never met."""
    if np.isnan(price):
        return "unmoved"
    if price > 0.0:
        return "below" if value_gained > 0.0 else "above"
    return "any" if value_gained >= 0.0 else "none"


def _chance(gain: Array) -> float | None:
    draws = gain[1:]
    return float((draws > 0.0).mean()) if len(draws) else None


def _range(price: Array) -> Effect | None:
    if np.isnan(price[0]):
        return None
    # In a few draws, or none, there may be none that moves visitors.
    draws = price if np.isnan(price[1:]).all() else price[1:]
    low, high = np.nanquantile(draws, _EIGHT_IN_TEN)
    return Effect(central=float(price[0]), low=float(low), high=float(high))


def _number(value: float) -> float | None:
    return None if np.isnan(value) else float(value)
