"""The levers of a plan as players of a game, and the plan of every coalition of them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from models.levers import KPI_UNITS, UNIT_OF_WEIGHT
from models.notation import Array
from models.scenario import Scenario

RIVALS_PLAYER = "rivals"
"""Name of the player that stands for the rivals' answer."""

Schedule = dict[str, Array]


@dataclass(frozen=True, kw_only=True)
class Player:
    """Levers that move together; the three KPI weights of a unit are one player."""

    name: str
    levers: tuple[str, ...]


def players(scenario: Scenario, baseline: Mapping[str, float]) -> tuple[Player, ...]:
    """List what ``scenario`` moves, in the order of the lever table."""
    names = dict.fromkeys(UNIT_OF_WEIGHT.get(name, name) for name in scenario.changed(baseline))
    return tuple(Player(name=name, levers=KPI_UNITS.get(name, (name,))) for name in names)


def coalition(
    planned: Mapping[str, Array], still: Mapping[str, Array], members: Iterable[Player]
) -> Schedule:
    """Give the plan in which ``members`` move as planned and everybody else stands still.

    Parameters
    ----------
    planned, still : mapping of str to array, shape (T,)
        Targets of every lever in the plan and without it.
    """
    moved = {lever: planned[lever] for member in members for lever in member.levers}
    return {**still, **moved}


def members_of(mask: int, everybody: tuple[Player, ...]) -> tuple[Player, ...]:
    """Name the players whose bits are set in ``mask``."""
    return tuple(player for i, player in enumerate(everybody) if mask >> i & 1)
