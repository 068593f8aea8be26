"""What a plan is worth, and the prices of a visitor beside it, as the terminal tells them (E25)."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from models.analysis.outcome import Effect
    from models.analysis.plan_worth import PlanWorth

PAYS = {
    "above": "pays where a visitor is worth more than that",
    "below": "pays where a visitor is worth less than that",
    "any": "pays at any price of a visitor",
    "none": "pays at no price of a visitor",
    "unmoved": "hardly moves visitors",
}


def as_object(name: str, told: "PlanWorth") -> dict[str, object]:
    """Give a plan's worth for JSON: RMB bn against no change, prices RMB a year."""
    return {
        "scenario": name,
        "value": _effect(told.value),
        "worth": _effect(told.worth),
        "p_value_gained": told.chance_value,
        "p_worth_gained": told.chance_worth,
        "share_after_horizon": told.later,
        "break_even_visitor": _effect(told.break_even) if told.break_even else None,
        "pays": told.verdict,
        "visitor_earns": told.earns,
        "last_visitor": told.last,
        "visitor_value": told.shopper,
        "food_visitor_value": told.food,
        "draws": told.draws,
    }


def lines(told: "PlanWorth") -> Iterator[str]:
    """Write a plan's worth against no change, and the prices that decide it."""
    yield f"  value {_range(told.value)} RMB bn{_gained(told.chance_value)}{_later(told.later)}"
    yield (
        f"  worth {_range(told.worth)} RMB bn{_gained(told.chance_worth)}; a shopper counts "
        f"RMB {told.shopper:,.0f} a year, a food visitor {told.food:,.0f}"
    )
    price = told.break_even
    even = f"break-even price of a visitor RMB {price.central:,.0f} a year" if price else ""
    if price:
        even += f" [{price.low:,.0f}, {price.high:,.0f}]: "
    yield f"  {even}the plan {PAYS[told.verdict]}"
    last = "none" if told.last is None else f"RMB {told.last:,.0f}"
    earns = f"  a visitor earns RMB {told.earns:,.0f} a year"
    yield f"{earns}; today's budget pays {last} for its last visitor"


def _effect(one: "Effect") -> dict[str, float]:
    return {"central": one.central, "p10": one.low, "p90": one.high}


def _range(one: "Effect") -> str:
    return f"{one.central:+.4g} [{one.low:.4g}, {one.high:.4g}]"


def _gained(chance: float | None) -> str:
    return "" if chance is None else f", gained in {chance:.0%} of draws"


def _later(share: float | None) -> str:
    return "" if share is None else f"; {share:.0%} of the plan's value comes after the horizon"
