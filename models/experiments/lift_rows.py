"""A file of tests of levers: bytes to tests, or every problem with its line and column."""

from collections.abc import Iterator, Sequence

from models.errors import FileError, Problem
from models.experiments.lift import Lift
from models.experiments.lift_rules import faults, quarters_in, readings
from models.scenario.csv.dates import quarter_of
from models.scenario.csv.kinds import TESTS
from models.scenario.csv.records import Record
from models.scenario.csv.sheet import (
    cells_of,
    filled_rows,
    header_problems,
    open_sheet,
    repeats,
    row_problems,
)
from models.scenario.csv.text import decode
from models.text_rules import refusal

COLUMNS = (
    *("lever", "from", "to", "metric", "platform", "quarters", "effect", "standard_error"),
    *("date", "total_or_average"),
)
SPANS = ("weeks", "months", "days")
"""Columns that may stand for that of the quarters."""

NUMBERS = ("from", "to", "quarters", "effect", "standard_error")
TEST_LIMIT = 100
"""More tests than this would take a fit too long."""

_TOO_MANY = "a file has at most {limit} tests; leave the weakest out"


def read_lifts(
    data: bytes, platforms: Sequence[str], vintages: Sequence[str]
) -> tuple[tuple[Lift, ...], tuple[str, ...]]:
    """Read every test, and notes of what was understood on the way.

    Parameters
    ----------
    platforms, vintages
        Names of the apps, own group first, and the markets there are, ascending.

    Raises
    ------
    FileError
        Holds every problem of the file.
    """
    text, guesses = decode(data)
    notes = list(guesses)
    sheet = open_sheet(text, COLUMNS)
    names, span = _columns(sheet.names)
    if faulty := list(header_problems(sheet.header, names, TESTS, COLUMNS, COLUMNS)):
        raise FileError(faulty)
    lifts: list[Lift] = []
    problems: list[Problem] = []
    for record in filled_rows(sheet.rows, problems, limit=TEST_LIMIT, rule=_TOO_MANY):
        row = _read(record, names, platforms, vintages, span)
        if isinstance(row, list):
            problems += row
        else:
            lifts.append(row[0])
            notes += row[1]
    problems += _repeated(lifts)
    if not lifts and not problems:
        problems.append(refusal(None, None, "", "a file of tests has at least one row"))
    if problems:
        raise FileError(sorted(problems, key=lambda problem: problem.line or 0))
    return tuple(lifts), tuple(notes)


def _columns(names: list[str]) -> tuple[list[str], str]:
    """Give the names of the columns, and the unit where the length is not in quarters."""
    span = next((name for name in SPANS if name in names and "quarters" not in names), "")
    return ["quarters" if name == span else name for name in names], span


def _read(
    record: Record,
    names: list[str],
    platforms: Sequence[str],
    vintages: Sequence[str],
    span: str,
) -> tuple[Lift, list[str]] | list[Problem]:
    if problems := list(row_problems(record, names, COLUMNS, COLUMNS, NUMBERS)):
        return problems
    cells = cells_of(record, names, COLUMNS)
    cells["platform"] = cells["platform"] or platforms[0]
    cells["quarters"] = f"{cells['quarters']} {span}".strip()
    broken = list(faults(cells, platforms, vintages))
    if broken:
        return [refusal(record.line, column, cells[column], rule) for column, rule in broken]
    lift = Lift(
        lever=cells["lever"],
        start=float(cells["from"]),
        end=float(cells["to"]),
        metric=cells["metric"],
        platform=cells["platform"],
        quarters=quarters_in(cells["quarters"]) or 0,
        effect=float(cells["effect"]),
        error=float(cells["standard_error"]),
        quarter=quarter_of(cells["date"]) or "",
        is_total=cells["total_or_average"] == "total",
        line=record.line,
    )
    return lift, [f"Line {record.line}: {reading}" for reading in readings(cells)]


def _repeated(lifts: Sequence[Lift]) -> Iterator[Problem]:
    for lift, first in repeats(lifts, key=_said):
        rule = f"line {first.line} gives this test already; pool the two, or keep one"
        yield refusal(lift.line, "lever", lift.name, rule)


def _said(one: Lift) -> tuple[object, ...]:
    """Give what makes two rows the same test, whatever they found."""
    return (
        *(one.lever, one.start, one.end, one.metric, one.platform, one.quarters),
        *(one.quarter, one.is_total),
    )
