"""Schedules as the address bar carries them: ``2024Q4_11~2025Q2_14``, one text a lever.

These signs stand in an address as they are; a person may as well type ``2024Q4:11,2025Q2:14``.
"""

import re
from collections.abc import Iterable, Mapping

from models.csv_cells import number, number_text
from models.errors import Problem
from models.levers import LEVERS, UNIT_OF_WEIGHT, Step
from models.plan_checks import step_problems
from models.text_rules import refusal

LONGEST = 2_000
"""Characters of one schedule: forty quarters of long numbers."""

_FORM = "a schedule is written quarter:target, with commas between, such as 2024Q4:11,2025Q2:14"
_ROW = re.compile(r"\s*([0-9]{4}Q[1-4])\s*[:_](.+)")
_NEXT = re.compile("[,~]")


def encode(steps: Iterable[Step]) -> dict[str, str]:
    """Write schedules by lever, in the order of the quarters; notes are left behind."""
    texts: dict[str, list[str]] = {}
    for step in sorted(steps, key=lambda step: step.quarter):
        row = f"{step.quarter}_{number_text(step.value)}"
        texts.setdefault(step.lever, []).append(row)
    return {lever: "~".join(rows) for lever, rows in texts.items()}


def decode(
    texts: Mapping[str, str], span: tuple[str, int]
) -> tuple[tuple[Step, ...], tuple[Problem, ...]]:
    """Read schedules by lever; ``span`` is (market, horizon).

    A lever with a fault is left out whole, and so are the weights of its unit: half a schedule
    would be another plan. Each problem names the lever in ``column`` and quotes what was found.
    """
    problems: list[Problem] = []
    by_unit: dict[str, list[Step]] = {}
    for lever, text in texts.items():
        steps, problem = _read(lever, text)
        problems += [problem] if problem else []
        by_unit.setdefault(UNIT_OF_WEIGHT.get(lever, lever), []).extend(steps)
    good: list[Step] = []
    for steps in by_unit.values():
        found = list(step_problems(steps, span))
        good += [] if found else steps
        problems += [_of_lever(problem, steps[0].lever) for problem in found]
    return tuple(good), tuple(problems)


def _read(lever: str, text: str) -> tuple[list[Step], Problem | None]:
    """Read the rows of one lever as far as their form goes."""
    if lever not in LEVERS:
        return [], refusal(None, lever, text, "there is no such lever")
    if len(text) > LONGEST:
        return [], refusal(None, lever, text, f"a schedule has at most {LONGEST:,} characters")
    matches = [_ROW.fullmatch(part) for part in _NEXT.split(text)]
    pairs = [(match[1], number(match[2])) for match in matches if match]
    steps = [Step(lever=lever, quarter=at, value=value) for at, value in pairs if value is not None]
    return (steps, None) if len(steps) == len(matches) else ([], refusal(None, lever, text, _FORM))


def _of_lever(problem: Problem, lever: str) -> Problem:
    """Name the lever as the column, where the rule named the cell of a file."""
    column = problem.column if problem.column in LEVERS else lever
    return Problem(line=None, column=column, found=problem.found, message=problem.message)
