"""How far the KPIs of Taobao, Tmall and the group point the same way."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import sqrt

from models.levers import KPIS, UNITS
from models.market.organisation import kpi_geometry
from models.notation import Array
from models.simulation.lever_delivery import kpi_weights

CORNERS = {"gmv": (0.0, 0.0), "revenue": (1.0, 0.0), "users": (0.5, sqrt(3.0) / 2.0)}
"""Where a unit stands that is paid for one thing alone."""


_AGREES, _DIGITS = 0.005, 3


@dataclass(frozen=True, kw_only=True)
class TrianglePlace:
    """Where a unit's order of KPIs stands in the triangle, and its weights."""

    unit: str
    x: float
    y: float
    weights: Mapping[str, float]


@dataclass(frozen=True, kw_only=True)
class Alignment:
    """The three units in one picture.

    ``conflict`` is 1 less the cosine of the angle between the consumer unit (Taobao) and the
    industry unit (Tmall); ``misalignment`` the mean of theirs to the group: 0 agree, 1 at right
    angles.
    """

    places: tuple[TrianglePlace, ...]
    conflict: float
    misalignment: float

    @property
    def agrees(self) -> bool:
        """Nobody would see a difference between the units."""
        return max(self.conflict, self.misalignment) < _AGREES

    @property
    def units_agree(self) -> bool:
        """Nobody would see a difference between the two units; the group may differ."""
        return self.conflict < _AGREES


def together(places: Sequence[TrianglePlace]) -> list[tuple[TrianglePlace, ...]]:
    """Group units that stand in one place, in their order."""
    groups: dict[tuple[float, float], list[TrianglePlace]] = {}
    for place in places:
        groups.setdefault((round(place.x, _DIGITS), round(place.y, _DIGITS)), []).append(place)
    return [tuple(group) for group in groups.values()]


def alignment(levers: Mapping[str, float]) -> Alignment:
    """Place the KPI weights of the three units.

    Parameters
    ----------
    levers : mapping
        Every lever, the nine weights among them; those of a unit sum to 1.
    """
    weights = kpi_weights(levers)
    angles = kpi_geometry(weights)
    return Alignment(
        places=tuple(_place(unit, weights[row, :, 0]) for row, unit in enumerate(UNITS)),
        conflict=max(float(angles.conflict[0]), 0.0),
        misalignment=max(float(angles.misalignment[0]), 0.0),
    )


def _place(unit: str, weights: Array) -> TrianglePlace:
    named = dict(zip(KPIS, weights.tolist(), strict=True))
    return TrianglePlace(
        unit=unit,
        x=sum(weight * CORNERS[kpi][0] for kpi, weight in named.items()),
        y=sum(weight * CORNERS[kpi][1] for kpi, weight in named.items()),
        weights=named,
    )
