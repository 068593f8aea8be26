"""What a market file holds: one platform group and its rivals in one quarter."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from models.notation import Array


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
    numbers: tuple[Number, ...]

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
