"""What a market file holds: one platform group and its rivals in one quarter."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from models.levers import INSTANT, LEVERS, MONEY
from models.notation import Array

MOST_OF_SALES = 0.035
"""Most money that one lever may spend in a quarter, as a share of the group's GMV."""


def most_money(gmv: float) -> float:
    """Limit of a money lever at these sales, RMB bn a quarter; full hundredths, rounded down."""
    return math.floor(100.0 * MOST_OF_SALES * gmv) / 100.0


@dataclass(frozen=True, kw_only=True)
class Number:
    """One figure of a market file with where it comes from.

    ``grade`` is A reported, B derived, C estimate or recalled, D judgement.
    """

    path: str
    value: float
    unit: str
    source: str
    grade: str


@dataclass(frozen=True, kw_only=True)
class Platform:
    """An app that buyers choose; apps of one ``nest`` are closer substitutes."""

    id: str
    english: str
    chinese: str
    nest: str
    colour: str
    colour_dark: str


@dataclass(frozen=True, kw_only=True)
class Side:
    """The storefront of one merchant type inside the own app."""

    id: str
    english: str
    chinese: str
    colour: str
    colour_dark: str


@dataclass(frozen=True, kw_only=True, eq=False)
class Instant:
    """Instant commerce of one quarter: three services, the own one first (E30).

    The second service belongs to no platform of the market, the third to a rival. ``orders``
    (3,), million a day; ``subsidy``, ``margin`` (before it) and ``peace`` (the least that any
    service pays when the war is called off) (3,), RMB an order; ``potential``, million orders a
    day; ``entrance``, share of the main app's entrance that the own service holds;
    ``in_ebita``, whether the group's reported EBITA holds the profit of its service.
    """

    services: tuple[str, ...]
    english: tuple[str, ...]
    chinese: tuple[str, ...]
    orders: Array
    subsidy: Array
    margin: Array
    peace: Array
    potential: float
    entrance: float
    in_ebita: bool

    @property
    def levers(self) -> dict[str, float]:
        """Baseline of the levers that act on the own service."""
        return {"instant_subsidy": float(self.subsidy[0]), "instant_entrance": self.entrance}


@dataclass(frozen=True, kw_only=True, eq=False)
class Market:
    """Baseline of one quarter as reported, own group at index 0.

    Shapes: ``gmv`` (A, M), RMB bn; ``dau`` (A, S), million; ``population`` (S,), million;
    ``visit_intensity_upper`` (A,), orders a visit of the upper tier relative to the lower;
    ``ad_rate``, ``commission`` (A, M), shares of GMV; ``merchants`` (A, M), million;
    ``penetration`` (A, S), annual buyers a head; ``subsidy`` (A, K), RMB bn;
    ``traffic_share`` (A,), visits to SME storefronts; ``refund_leniency`` (A,), 0 to 1;
    ``basket`` (A, M, K), RMB; ``high_ticket_share`` (A, M), share of GMV;
    ``fixed_cost`` (A,), RMB bn; ``variable_cost`` (A,), share of GMV.
    ``history`` maps metrics of the own group to figures reported before, by quarter.
    ``instant`` is None before there was instant commerce; its two levers are then 0.
    ``unavailable`` gives the first year of levers that the market does not know yet; ``limits``
    the closed range of levers where it is smaller than the table's.
    """

    vintage: str
    english: str
    chinese: str
    platforms: tuple[Platform, ...]
    sides: tuple[Side, Side]
    gmv: Array
    dau: Array
    population: Array
    visit_intensity_upper: Array
    ad_rate: Array
    commission: Array
    merchants: Array
    penetration: Array
    subsidy: Array
    traffic_share: Array
    refund_leniency: Array
    basket: Array
    high_ticket_share: Array
    fixed_cost: Array
    variable_cost: Array
    levers: Mapping[str, float]
    overseas: Mapping[str, float]
    parameters: Mapping[str, float]
    history: Mapping[str, Mapping[str, float]]
    instant: Instant | None
    unavailable: Mapping[str, int]
    limits: Mapping[str, tuple[float, float]]
    numbers: tuple[Number, ...]

    def bounds(self, lever: str) -> tuple[float, float]:
        """Give the closed range of a lever here; the baseline alone where it is not offered."""
        if self.is_shut(lever):
            return self.levers[lever], self.levers[lever]
        return self.limits.get(lever, (LEVERS[lever].low, LEVERS[lever].high))

    def is_shut(self, lever: str) -> bool:
        """Whether this market does not offer the lever."""
        return lever in self.unavailable or (lever in INSTANT and self.instant is None)

    def refusal(self, lever: str, value: float) -> str | None:
        """Say what this market allows where a target is not admissible in it."""
        low, high = self.bounds(lever)
        if low <= value <= high:
            return None
        where = f"in the market of {self.vintage}"
        if lever in self.unavailable:
            return f"{lever} began in {self.unavailable[lever]}; {where} it stays at {low:g}"
        if self.is_shut(lever):
            return f"{lever} takes instant commerce, of which there is none {where}"
        unit = LEVERS[lever].unit
        is_share = unit == MONEY and high == most_money(float(self.gmv[0].sum()))
        share = f", {MOST_OF_SALES:.1%} of the group's sales" if is_share else ""
        return f"{lever} is a number from {low:g} to {high:g} ({unit}) {where}{share}"

    @cached_property
    def gmv_total(self) -> Array:
        """GMV of each app, RMB bn a quarter, (A,)."""
        return self.gmv.sum(axis=1)

    @property
    def platform_ids(self) -> tuple[str, ...]:
        """Names of the platforms in files, own group first."""
        return tuple(platform.id for platform in self.platforms)

    @cached_property
    def nests(self) -> tuple[int, ...]:
        """Nest number of each app, 0, 1, … in order of first appearance."""
        names = list(dict.fromkeys(platform.nest for platform in self.platforms))
        return tuple(names.index(platform.nest) for platform in self.platforms)
