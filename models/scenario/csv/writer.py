"""Scenarios to bytes: six columns, every setting written out, so that nothing is left to guess."""

import csv
import io
from codecs import BOM_UTF8
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from models.errors import Problem, ScenarioError
from models.levers import LEVERS
from models.scenario import Scenario
from models.scenario.conduct_rules import PARTS, RIVALS, part_of
from models.scenario.csv.cells import guarded, number_text
from models.scenario.csv.rows import FORMAT
from models.scenario.csv.tabular import COLUMNS, ROW_LIMIT
from models.scenario.csv.text import LIMIT
from models.scenario.rules import ASSUMPTION, SETTINGS
from models.text_rules import name_key, refusal

SCENARIO_LIMIT = 200


def write_bytes(scenarios: Sequence[Scenario]) -> bytes:
    """Write a scenario file: UTF-8 with a byte-order mark, CRLF.

    Raises
    ------
    ScenarioError
        The file could not be read back: no scenario or too many, two of one name, too large.
    """
    rows = [row for scenario in scenarios for row in _rows(scenario)]
    sheet = io.StringIO(newline="")
    csv.writer(sheet).writerows([COLUMNS, *rows])
    data = BOM_UTF8 + sheet.getvalue().encode()
    counted = sum(row[1] not in SETTINGS for row in rows)
    if problems := list(_problems(scenarios, counted, len(data))):
        raise ScenarioError(problems)
    return data


def _rows(scenario: Scenario) -> Iterator[tuple[str, ...]]:
    name, notes = guarded(scenario.name), dict(scenario.notes)
    for setting in SETTINGS:
        value = FORMAT if setting == "format" else str(getattr(scenario, setting))
        note = guarded(notes.get(setting, ""))
        if value or note:
            yield name, setting, "", guarded(value), "", note
    for parameter, number in scenario.assumptions:
        lever = ASSUMPTION + parameter
        yield name, lever, "", number_text(number), "", guarded(notes.get(lever, ""))
    for rival, way in scenario.conduct:
        lever, unit = RIVALS + rival, PARTS.get(part_of(rival), "")
        text = way if isinstance(way, str) else number_text(way)
        yield name, lever, "", text, unit, guarded(notes.get(lever, ""))
    for step in scenario.steps:
        value, unit = number_text(step.value), LEVERS[step.lever].unit
        yield name, step.lever, step.quarter, value, unit, guarded(step.note)


def _problems(scenarios: Sequence[Scenario], rows: int, size: int) -> Iterator[Problem]:
    if not scenarios:
        yield refusal(None, None, "no scenario", "a file holds at least one")
    for count, limit, what in (
        (len(scenarios), SCENARIO_LIMIT, "scenarios"),
        (rows, ROW_LIMIT, "rows"),
        (size, LIMIT, "bytes"),
    ):
        if count > limit:
            rule = f"a file holds at most {limit:,} {what}; write several"
            yield refusal(None, None, f"{count:,} {what}", rule)
    yield from _namesakes(scenario.name for scenario in scenarios)


def _namesakes(names: Iterable[str]) -> Iterator[Problem]:
    for key, count in Counter(map(name_key, names)).items():
        if count > 1:
            rule = f"{count} scenarios share it but for case or blanks; rename all but one"
            yield refusal(None, "scenario", key, rule)
