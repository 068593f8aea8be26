"""How the rivals of a plan answer: the one place where its rows become the model's posture."""

from dataclasses import replace

from models.market.rivals import Conduct, Posture
from models.scenario import Scenario
from models.scenario.conduct_rules import RIVALS
from models.vintage import Market

MIXED = "mixed"
"""In place of a posture: rivals that do not all answer alike, or not as is usual."""


def posture_of(scenario: Scenario, market: Market) -> Posture:
    """Give the posture of all rivals, or the conduct of each where some have their own."""
    return ways_of(scenario, market) if scenario.conduct else scenario.rivals


def ways_of(scenario: Scenario, market: Market) -> tuple[Conduct, ...]:
    """Give the conduct of every rival, in the order of the market.

    A rival answers in the posture of all, until a row gives it its own; a row of a rival that the
    market does not hold waits for another market.
    """
    rows = dict(scenario.conduct)
    return tuple(_way(rows, rival, scenario.rivals) for rival in market.platform_ids[1:])


def _way(rows: dict[str, str | float], rival: str, posture: str) -> Conduct:
    cap = rows.get(f"{rival}:cap")
    return Conduct(
        posture=str(rows.get(rival, posture)),
        strength=float(rows.get(f"{rival}:strength", 1.0)),
        lag=int(rows.get(f"{rival}:lag", 1)),
        cap=None if cap is None else float(cap),
    )


def shared_posture(scenario: Scenario, market: Market) -> str:
    """Name the posture that all rivals share, ``passive`` where nobody answers, else `MIXED`."""
    ways = ways_of(scenario, market)
    if all(way.posture == "passive" for way in ways):
        return "passive"
    usual = Conduct(posture=scenario.rivals)
    return scenario.rivals if all(way == usual for way in ways) else MIXED


def alike(scenario: Scenario, rivals: str) -> Scenario:
    """Give the plan with one posture for all rivals, whatever conduct it gives some of them."""
    notes = tuple(note for note in scenario.notes if not note[0].startswith(RIVALS))
    return replace(scenario, rivals=rivals, conduct=(), notes=notes)
