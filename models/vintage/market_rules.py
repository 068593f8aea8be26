"""Which numbers a market file holds: unit and range of each."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias

from models.levers import INSTANT, LEVERS

Ranges: TypeAlias = Mapping[str, tuple[float, float, str]]
"""Low, high and unit of every parameter of the model, by name."""

TINY = 1e-12
"""Lower end of a range that excludes 0."""

MOST_TAKEN = 0.5
"""Share of sales that a platform takes at most: ads and commission together, or each cost."""

LONGEST = {"id": 40, "text": 80}
"""Characters at most: of an id, and of any other text that is shown."""


@dataclass(frozen=True)
class Rule:
    """Unit and closed range of one number."""

    unit: str
    low: float
    high: float = math.inf

    def __str__(self) -> str:
        """Tell the range, with its unit."""
        low = "above 0" if self.low == TINY else f"{self.low:g}"
        if self.low == self.high:
            return f"exactly {low} {self.unit}, by definition"
        if math.isinf(self.high):
            return f"{low} {self.unit}" if self.low == TINY else f"{low} {self.unit} or more"
        return f"{low} to {self.high:g} {self.unit}"


_MONEY = "RMB bn/quarter"
_MOST_MONEY = 100_000.0
_SALES = Rule(_MONEY, TINY, _MOST_MONEY)
_PEOPLE = Rule("million", TINY, 10_000.0)
_SHARE = Rule("share", 0.0, 1.0)
_PART = Rule("share", TINY, 1.0 - TINY)
_FEE = Rule("share of GMV", 0.0, MOST_TAKEN)
_TICKET = Rule("RMB", 0.01, 1_000_000.0)

PLATFORM = {
    "gmv.total": _SALES,
    "gmv.sme": _SALES,
    "dau.total": _PEOPLE,
    "dau.upper": _PEOPLE,
    "visit_intensity_upper": Rule("ratio", 0.01, 100.0),
    "ad_rate.sme": _FEE,
    "ad_rate.brand": _FEE,
    "commission.sme": _FEE,
    "commission.brand": _FEE,
    "merchants.sme": _PEOPLE,
    "merchants.brand": _PEOPLE,
    "penetration.upper": _PART,
    "penetration.lower": _PART,
    "basket.sme.high_ticket": _TICKET,
    "basket.sme.low_ticket": _TICKET,
    "basket.brand.high_ticket": _TICKET,
    "basket.brand.low_ticket": _TICKET,
    "high_ticket_share.sme": _SHARE,
    "high_ticket_share.brand": _SHARE,
    "fixed_cost": Rule(_MONEY, 0.0, _MOST_MONEY),
    "variable_cost": _FEE,
}
"""Numbers of every platform; ``total`` less the part named beside it gives the other part."""

RIVAL = {
    "subsidy.high_ticket": _SALES,
    "subsidy.low_ticket": _SALES,
    "traffic_share": Rule("share", 0.02, 0.98),
    "refund_leniency": _SHARE,
}
"""Numbers that the own group gives as levers instead."""

SHARED = {
    "population.upper": _PEOPLE,
    "population.lower": _PEOPLE,
    "overseas.gmv": Rule(_MONEY, 0.0, _MOST_MONEY),
    "overseas.take_rate": _FEE,
    "overseas.margin": Rule("share", -1.0, 1.0),
}

INSTANT_TABLE = {
    "potential": Rule("million/day", TINY, 10_000.0),
    "entrance": _SHARE,
}
"""Numbers of the table of instant commerce, for a market that has it."""

_AN_ORDER = Rule("RMB/order", 0.0, 1_000.0)

SERVICE = {
    "orders": Rule("million/day", TINY, 10_000.0),
    "subsidy": _AN_ORDER,
    "margin": Rule("RMB/order", -1_000.0, 1_000.0),
}
"""Numbers of every service of instant commerce."""

PEACE = ("peace", _AN_ORDER)
"""A number of a service that may be left out: then it is the service's own subsidy."""

# Measured from the baseline, or events: at the baseline itself they have one possible value.
_BY_DEFINITION = {"ad_load": 1.0, "reorganisation": 0.0, "consumer_confidence": 0.0}


def rules_for(platforms: tuple[str, ...], services: tuple[str, ...] = ()) -> dict[str, Rule]:
    """Rule of every number that a file with these platforms must hold, by dotted place.

    ``services`` are those of instant commerce; without any there is no such table.
    """
    rules = dict(SHARED)
    for index, platform in enumerate(platforms):
        fields = PLATFORM if index == 0 else PLATFORM | RIVAL
        rules |= {f"platforms.{platform}.{name}": rule for name, rule in fields.items()}
    if services:
        rules |= {f"instant.{name}": rule for name, rule in INSTANT_TABLE.items()}
    for service in services:
        rules |= {f"instant.{service}.{name}": rule for name, rule in SERVICE.items()}
    for name, lever in LEVERS.items():
        if name in INSTANT:
            continue
        low = _BY_DEFINITION.get(name, lever.low)
        high = _BY_DEFINITION.get(name, lever.high)
        rules[f"levers.{name}"] = Rule(lever.unit, low, high)
    return rules


def peace_rule(place: str, services: tuple[str, ...]) -> Rule | None:
    """Rule of the number of a service that may be left out; None for any other place."""
    name, rule = PEACE
    return rule if place in {f"instant.{service}.{name}" for service in services} else None


def parameter_rule(place: str, parameters: Ranges) -> Rule | None:
    """Rule of a number in the table ``[parameters]``; None if there is no such parameter."""
    table, _, name = place.partition(".")
    if table != "parameters" or name not in parameters:
        return None
    low, high, unit = parameters[name]
    return Rule(unit, low, high)
