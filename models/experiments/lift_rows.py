"""A file of tests of levers: bytes to tests, or every problem with its line and column."""

from collections.abc import Callable, Iterator, Sequence

from models.errors import FileError, Problem
from models.experiments.lift import Lift
from models.experiments.lift_rules import faults, quarters_in, readings
from models.scenario.csv.cells import unguarded
from models.scenario.csv.dates import quarter_of
from models.scenario.csv.kinds import TESTS, elsewhere
from models.scenario.csv.records import Record, records
from models.scenario.csv.tabular import row_problems
from models.scenario.csv.text import decode
from models.text_rules import refusal

COLUMNS = (
    *("lever", "from", "to", "metric", "platform", "quarters", "effect", "standard_error"),
    *("date", "total_or_average"),
)
SPANS = ("weeks", "months", "days")
"""Columns that may stand for that of the quarters."""

NUMBERS = ("from", "to", "quarters", "effect", "standard_error")
ROW_LIMIT = 100
"""More tests than this would take a fit too long."""


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
    delimiter = max(",;\t", key=lambda sign: len(set(_names(text, sign)) & set(COLUMNS)))
    lines = (record for record in records(text, delimiter) if not record.is_blank)
    names, span = _header(next(lines, Record(1, ())))
    lifts: list[Lift] = []
    problems: list[Problem] = []
    for record in lines:
        if len(lifts) + len(problems) >= ROW_LIMIT:
            rule = f"a file has at most {ROW_LIMIT} tests; leave the weakest out"
            problems.append(refusal(record.line, None, "one more row", rule))
            break
        found = _read(record, names, platforms, vintages, span)
        if isinstance(found, list):
            problems += found
        else:
            lifts.append(found[0])
            notes += found[1]
    problems += _repeated(lifts)
    if not lifts and not problems:
        problems.append(refusal(None, None, "", "a file of tests has at least one row"))
    if problems:
        raise FileError(sorted(problems, key=lambda problem: problem.line or 0))
    return tuple(lifts), tuple(notes)


def _names(text: str, delimiter: str) -> list[str]:
    first = next((r for r in records(text, delimiter) if not r.is_blank), Record(1, ()))
    return [cell.strip().casefold() for cell in first.cells]


def _header(record: Record) -> tuple[list[str], str]:
    """Give the names of the columns, and the unit where the length is not in quarters."""
    names = [cell.strip().casefold() for cell in record.cells]
    span = next((name for name in SPANS if name in names and "quarters" not in names), "")
    names = ["quarters" if name == span else name for name in names]
    found = ", ".join(record.cells)
    rule = f"the first line is a header with the columns {','.join(COLUMNS)}, each once"
    if record.fault or not set(COLUMNS) & set(names):
        problem = record.fault or elsewhere(names, TESTS) or rule
        raise FileError([refusal(record.line, None, found, problem)])
    if place := elsewhere(names, TESTS):
        raise FileError([refusal(record.line, None, found, place)])
    if missing := [name for name in COLUMNS if names.count(name) != 1]:
        raise FileError([refusal(record.line, name, found, rule) for name in missing])
    return names, span


def _read(
    record: Record,
    names: list[str],
    platforms: Sequence[str],
    vintages: Sequence[str],
    span: str,
) -> tuple[Lift, list[str]] | list[Problem]:
    if problems := list(row_problems(record, names, COLUMNS, COLUMNS, NUMBERS)):
        return problems
    given = dict(zip(names, record.cells, strict=False))
    cells = {name: unguarded(given[name]).strip() for name in COLUMNS}
    cells["platform"] = cells["platform"] or platforms[0]
    cells["quarters"] = f"{cells['quarters']} {span}".strip()
    found = list(faults(cells, platforms, vintages))
    if found:
        return [refusal(record.line, column, cells[column], rule) for column, rule in found]
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
    key: Callable[[Lift], tuple[object, ...]] = lambda one: (  # noqa: E731
        *(one.lever, one.start, one.end, one.metric, one.platform, one.quarters),
        *(one.quarter, one.is_total),
    )
    seen: dict[tuple[object, ...], int | None] = {}
    for lift in lifts:
        first = seen.setdefault(key(lift), lift.line)
        if first != lift.line:
            rule = f"line {first} gives this test already; pool the two, or keep one"
            yield refusal(lift.line, "lever", lift.name, rule)
