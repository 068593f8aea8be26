"""What the rows may be that give one rival a conduct of its own; a rule says what is allowed."""

from collections.abc import Iterable, Iterator

from models.errors import Problem
from models.scenario.rules import POSTURES
from models.text_rules import refusal

RIVALS = "rivals:"
"""What stands before the platform in the rows of a rival's own conduct."""

PLATFORMS = ("pdd", "douyin", "jd", "kuaishou")
"""Rivals that a plan may name."""

CONDUCTS = (*POSTURES, "fee-cut")
"""How one rival may answer; the last gives sellers the money that following would give buyers."""

LONGEST_LAG = 3
"""Quarters after which every rival has seen what we did."""

STRONGEST = 3.0
LARGEST_CAP = 60.0
"""RMB bn a quarter."""

PARTS = {"strength": "", "lag": "quarters", "cap": "RMB bn/quarter"}
"""What may stand behind the platform, with the unit of each."""

Row = tuple[str, str | float]
"""Platform, or platform and part, as in ``pdd:lag``; a posture or a number."""


def part_of(name: str) -> str:
    """Give what the row ``name`` sets: one of `PARTS`, or nothing for the posture."""
    return name.partition(":")[2]


def name_rule(name: str) -> str | None:
    """Check platform and part of a row, which is named without `RIVALS`."""
    platform, mark, part = name.partition(":")
    if platform not in PLATFORMS:
        return f"{RIVALS} is followed by a rival: one of {', '.join(PLATFORMS)}"
    if mark and part not in PARTS:
        parts = ", ".join(f":{known}" for known in PARTS)
        return f"{RIVALS}{platform} is followed by nothing, for the posture, or by one of {parts}"
    return None


def value_rule(name: str, value: object) -> str | None:
    """Check the value of a row whose name is right; None stands for no plain number."""
    part, fits = part_of(name), isinstance(value, float | int) and not isinstance(value, bool)
    number = float(value) if isinstance(value, float | int) else -1.0
    rules = {
        "": (value in CONDUCTS, f"one of {', '.join(CONDUCTS)}"),
        "strength": (
            fits and 0.0 <= number <= STRONGEST,
            f"a plain number from 0 to {STRONGEST:g}; 1 is as we expect it",
        ),
        "lag": (
            fits and number in range(1, LONGEST_LAG + 1),
            f"a whole number of quarters from 1 to {LONGEST_LAG}",
        ),
        "cap": (
            fits and 0.0 <= number <= LARGEST_CAP,
            f"a plain number from 0 to {LARGEST_CAP:g} RMB bn/quarter",
        ),
    }
    is_right, allowed = rules[part]
    return None if is_right else f"{RIVALS}{name} is {allowed}"


def conduct_problems(rows: Iterable[Row]) -> Iterator[Problem]:
    """Check the rows of a plan made in Python; a row given twice is the caller's."""
    for name, value in rows:
        if rule := name_rule(name):
            yield refusal(None, "conduct", name, rule)
        elif rule := value_rule(name, value):
            yield refusal(None, RIVALS + name, value, rule)
