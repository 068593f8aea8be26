"""How strong the effects of the organisation are taken to be, one family apart from another."""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace

from models.parameters import Parameters
from models.scenario import Scenario

SIZES = ("weak", "medium", "strong")
"""A family of effects at its 5% point, central, or at its 95% point."""

FAMILIES: Mapping[str, tuple[str, ...]] = {
    "coordination": (
        "coordination_loss",
        "structural_interdependence",
        "conflict_cross_share",
        "delay_cross_decentralised",
    ),
    "adaptation": ("adaptation_loss", "delay_local_centralised"),
    "business": ("effectiveness_output", "effectiveness_to_quality"),
    "rest": (
        "execution_delay",
        "delay_layer_elasticity",
        "span_of_control_loss",
        "kpi_misalignment_loss",
        "kpi_drift_ad_load",
        "kpi_drift_subsidy_mix",
        "kpi_order_ad_rate",
        "kpi_order_subsidy_mix",
        "kpi_order_quality",
        "reorganisation_dip",
        "attention_cost",
    ),
}
"""Parameters of the organisation whose sign is known and whose size is judgement.

Coordination speaks for integration and adaptation against it (E2, E3), so that one strength for
both would hide what decides between structures. ``business`` is what effectiveness does to all of
the running business (E4, E11), ``rest`` are delays, moves and KPIs.
"""


@dataclass(frozen=True, kw_only=True)
class Strengths:
    """Size of each family, one of `SIZES`."""

    coordination: str = "medium"
    adaptation: str = "medium"
    business: str = "medium"
    rest: str = "medium"

    @classmethod
    def alike(cls, size: str) -> "Strengths":
        """Take every family at one size."""
        return cls(**dict.fromkeys(FAMILIES, size))

    def sizes(self) -> dict[str, str]:
        """Size by family."""
        return {one.name: getattr(self, one.name) for one in fields(self)}

    def but(self, family: str, size: str) -> "Strengths":
        """Take one family at another size."""
        return Strengths(**(self.sizes() | {family: size}))


ALIKE = {size: Strengths.alike(size) for size in SIZES}
"""All families at one size, by its name."""

SPAN = ("weak", "set", "strong")
"""Everything weak, strengths as they are set, everything strong."""


def span(strengths: Strengths) -> dict[str, Strengths]:
    """Give strengths as they are set between everything weak and everything strong."""
    return dict(zip(SPAN, (ALIKE[SIZES[0]], strengths, ALIKE[SIZES[-1]]), strict=True))


def opposed(strengths: Strengths) -> dict[str, Strengths]:
    """Give strengths as they are set, and both ways in which coordination and adaptation differ.

    ``together`` has coordination strong and adaptation weak, ``apart`` the reverse.
    """
    weak, strong = SIZES[0], SIZES[-1]
    return {
        "set": strengths,
        "together": strengths.but("coordination", strong).but("adaptation", weak),
        "apart": strengths.but("coordination", weak).but("adaptation", strong),
    }


def with_strengths(scenario: Scenario, parameters: Parameters, strengths: Strengths) -> Scenario:
    """Give the plan with families weak or strong as assumptions of its own.

    What the plan assumes itself stays where its family is medium.
    """
    ends = {
        name: parameters.table[name].low if size == SIZES[0] else parameters.table[name].high
        for family, size in strengths.sizes().items()
        if size != SIZES[1]
        for name in FAMILIES[family]
    }
    kept = tuple(pair for pair in scenario.assumptions if pair[0] not in ends)
    return replace(scenario, assumptions=(*kept, *ends.items())) if ends else scenario
