"""A whole plan as the address bar carries it, and back.

``market=2024Q3&horizon=12`` stand in every address that the app writes, and one without a market
means `UNSAID`; the other settings stand where they are not the default: ``rivals``, ``draws``,
``seed``, ``plan`` (its name), ``rivals.pdd.lag=2`` (how one rival answers),
``a.habit_weight=0.3`` (assumptions). A lever that is set once, in the first projected
quarter, is ``lever.subsidy_budget=12``; any other schedule is
``s.subsidy_budget=2024Q4_11~2025Q2_14``, for which a person may as well type
``2024Q4:11,2025Q2:14``. Notes, author and other open plans are left behind.
"""

from collections.abc import Iterable
from dataclasses import fields

from models.levers import Step
from models.notation import quarters_after
from models.scenario import Scenario
from models.scenario.csv.cells import number_text

NAME, LEVER, SCHEDULE, ASSUMED, RIVAL = "plan", "lever.", "s.", "a.", "rivals."
"""Names of the address: the plan's own, and what stands before the names of many."""

UNSAID = "2024Q3"
"""Market of an address that names none: the latest when addresses still went without one."""

SETTINGS = ("market", "horizon", "rivals", "draws", "seed", NAME)
DEFAULTS = {field.name: field.default for field in fields(Scenario)}


def is_ours(name: str) -> bool:
    """Tell whether a name of the address belongs to the plan."""
    return name in SETTINGS or name.startswith((LEVER, SCHEDULE, ASSUMED, RIVAL))


def to_query(scenario: Scenario) -> dict[str, str]:
    """Write a plan as names and texts of an address; `from_query` reads them back.

    Returns
    -------
    dict of str
        Numbers as the shortest text that reads back to the same float.
    """
    found = {"market": scenario.market, "horizon": str(scenario.horizon)}
    for name in ("rivals", "draws", "seed"):
        if (value := getattr(scenario, name)) != DEFAULTS[name]:
            found[name] = str(value)
    found[NAME] = scenario.name
    found |= {RIVAL + name.replace(":", "."): _text(value) for name, value in scenario.conduct}
    found |= {ASSUMED + name: number_text(value) for name, value in scenario.assumptions}
    return found | _levers(scenario)


def _text(value: str | float) -> str:
    return value if isinstance(value, str) else number_text(value)


def _levers(scenario: Scenario) -> dict[str, str]:
    first = quarters_after(scenario.market, 1)[0]
    rows: dict[str, list[Step]] = {}
    for step in scenario.steps:
        rows.setdefault(step.lever, []).append(step)
    return {
        **{LEVER + name: number_text(s[0].value) for name, s in rows.items() if _once(s, first)},
        **{SCHEDULE + name: encode(s) for name, s in rows.items() if not _once(s, first)},
    }


def _once(steps: list[Step], first: str) -> bool:
    return [step.quarter for step in steps] == [first]


def encode(steps: Iterable[Step]) -> str:
    """Write the schedule of one lever, its steps in order; these signs need no escape."""
    return "~".join(f"{step.quarter}_{number_text(step.value)}" for step in steps)
