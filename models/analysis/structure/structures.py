"""Named structures of the organisation, and how a plan reads under each of them."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from models.notation import quarter_number, quarters_after
from models.scenario import Scenario, Step


@dataclass(frozen=True, kw_only=True)
class Structure:
    """One way to organise the group.

    ``centralisation`` runs from 0, autonomous units, to 1, fully merged; None leaves it as the
    plan has it. ``layers`` of reporting likewise.
    """

    name: str
    centralisation: float | None = None
    layers: float | None = None


TODAY = Structure(name="today")
"""The plan as it stands, with what it does to the organisation itself."""

NAMED = (
    TODAY,
    Structure(name="two_platforms", centralisation=0.4),
    Structure(name="three_centres", centralisation=0.7),
    Structure(name="six_groups", centralisation=0.275),
    Structure(name="one_group", centralisation=0.75),
)
"""Structures that the group has had, or could return to.

References
----------
Model specification, section 3: separate presidents of Taobao and Tmall (2011-2021), three centres
(2022), six groups (2023), e-commerce business group (2024).
"""


def with_structure(
    scenario: Scenario, structure: Structure, start: str | None = None, *, announced: bool = False
) -> Scenario:
    """Lay a structure over the plan from quarter ``start`` on, the first by default.

    What the structure does not name stays as the plan has it, so `TODAY` is the plan. ``announced``
    puts the event of a whole reorganisation in place of those that the plan holds; without it a
    move disrupts as much as it changes.
    """
    first = start or quarters_after(scenario.market, 1)[0]
    targets: Mapping[str, float | None] = {
        "centralisation": structure.centralisation,
        "reporting_layers": structure.layers,
        "reorganisation": 1.0 if announced else None,
    }
    named = {lever: value for lever, value in targets.items() if value is not None}
    kept = tuple(step for step in scenario.steps if not _replaced(step, named, first))
    added = tuple(Step(lever=k, quarter=first, value=v) for k, v in named.items())
    return replace(scenario, steps=(*kept, *added))


def _replaced(step: Step, named: Collection[str], first: str) -> bool:
    """Return whether a structure that begins in ``first`` takes the place of a step of the plan."""
    is_later = quarter_number(step.quarter) >= quarter_number(first)
    return step.lever in named and (is_later or step.lever == "reorganisation")
