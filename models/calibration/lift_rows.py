"""A file of tests of levers: bytes to tests, or every problem with its line and column."""

import re
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from difflib import get_close_matches

from models.calibration.lift import Lift
from models.csv_cells import number, unguarded, whole
from models.csv_records import Record, records
from models.csv_text import decode
from models.errors import FileError, Problem
from models.levers import LEVERS
from models.notation import METRICS, OWN_METRICS, quarter_number
from models.text_rules import refusal

COLUMNS = (
    *("lever", "from", "to", "metric", "platform", "quarters", "effect", "standard_error"),
    *("date", "total_or_average"),
)
ROW_LIMIT = 500
LONGEST = 12
"""Quarters that a test may last."""

_UNITS = METRICS | OWN_METRICS
_UNTESTED = ("kpi", "environment")
_WAYS = ("total", "average")
_QUARTER = re.compile(r"\d{4}Q[1-4]", re.ASCII)
_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_KNOWN_AHEAD = 12

Cells = dict[str, str]


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
    text, notes = decode(data)
    delimiter = max(",;\t", key=lambda sign: len(set(_names(text, sign)) & set(COLUMNS)))
    lines = (record for record in records(text, delimiter) if not record.is_blank)
    names = _header(next(lines, Record(1, ())))
    lifts: list[Lift] = []
    problems: list[Problem] = []
    for record in lines:
        if len(lifts) + len(problems) >= ROW_LIMIT:
            rule = f"a file has at most {ROW_LIMIT} tests; leave the weakest out"
            problems.append(refusal(record.line, None, "one more row", rule))
            break
        found = _read(record, names, platforms, vintages)
        problems += found if isinstance(found, list) else []
        lifts += [found] if isinstance(found, Lift) else []
    problems += _repeated(lifts)
    if not lifts and not problems:
        problems.append(refusal(None, None, "", "a file of tests has at least one row"))
    if problems:
        raise FileError(sorted(problems, key=lambda problem: problem.line or 0))
    return tuple(lifts), tuple(notes)


def _names(text: str, delimiter: str) -> list[str]:
    first = next((r for r in records(text, delimiter) if not r.is_blank), Record(1, ()))
    return [cell.strip().casefold() for cell in first.cells]


def _header(record: Record) -> list[str]:
    names = [cell.strip().casefold() for cell in record.cells]
    faults = [name for name in COLUMNS if names.count(name) != 1]
    if faults or record.fault:
        rule = f"the first line is a header with the columns {','.join(COLUMNS)}, each once"
        found = ", ".join(record.cells)
        raise FileError([refusal(record.line, next(iter(faults), None), found, rule)])
    return names


def _read(
    record: Record, names: list[str], platforms: Sequence[str], vintages: Sequence[str]
) -> Lift | list[Problem]:
    if record.fault:
        return [refusal(record.line, None, record.cells[0], record.fault)]
    if len(record.cells) < max(names.index(name) for name in COLUMNS) + 1:
        rule = f"this row has {len(record.cells)} of {len(names)} cells; is it cut off?"
        return [refusal(record.line, None, ", ".join(record.cells[-2:]), rule)]
    given = dict(zip(names, record.cells, strict=False))
    cells = {name: unguarded(given[name]).strip() for name in COLUMNS}
    cells["platform"] = cells["platform"] or platforms[0]
    faults = list(_faults(cells, platforms, vintages))
    if faults:
        return [refusal(record.line, column, cells[column], rule) for column, rule in faults]
    return Lift(
        lever=cells["lever"],
        start=float(cells["from"]),
        end=float(cells["to"]),
        metric=cells["metric"],
        platform=cells["platform"],
        quarters=int(cells["quarters"]),
        effect=float(cells["effect"]),
        error=float(cells["standard_error"]),
        quarter=_quarter(cells["date"]) or "",
        is_total=cells["total_or_average"] == "total",
        line=record.line,
    )


def _faults(
    cells: Cells, platforms: Sequence[str], vintages: Sequence[str]
) -> Iterator[tuple[str, str]]:
    """Say what is wrong, column first."""
    yield from _lever_faults(cells)
    yield from _metric_faults(cells, platforms)
    quarters = whole(cells["quarters"])
    if quarters is None or not 1 <= quarters <= LONGEST:
        yield "quarters", f"a test lasts a whole number of quarters from 1 to {LONGEST}"
    if number(cells["effect"]) is None:
        yield "effect", "an effect is a plain finite number in the unit of the metric"
    error = number(cells["standard_error"])
    if error is None or error <= 0.0:
        yield "standard_error", "a standard error is a finite number above zero, as the effect"
    if rule := _date_rule(cells["date"], vintages):
        yield "date", rule


def _lever_faults(cells: Cells) -> Iterator[tuple[str, str]]:
    lever = LEVERS.get(cells["lever"])
    if lever is None or lever.klass in _UNTESTED:
        names = [lever.name for lever in LEVERS.values() if lever.klass not in _UNTESTED]
        near = get_close_matches(cells["lever"], names, 1)
        hint = f"; did you mean '{near[0]}'?" if near else ""
        yield "lever", f"a test is of one lever that is set alone: {', '.join(names)}{hint}"
        return
    for column in ("from", "to"):
        if rule := lever.rule(number(cells[column])):
            yield column, rule
    if number(cells["from"]) is not None and number(cells["from"]) == number(cells["to"]):
        yield "to", "a test moves its lever: from and to differ"


def _metric_faults(cells: Cells, platforms: Sequence[str]) -> Iterator[tuple[str, str]]:
    metric, platform = cells["metric"], cells["platform"]
    if metric not in _UNITS:
        yield "metric", f"a metric is one of {', '.join(_UNITS)}"
    if platform not in platforms:
        yield "platform", f"a platform is one of {', '.join(platforms)}"
    elif metric in OWN_METRICS and platform != platforms[0]:
        yield "platform", f"{metric} is known of {platforms[0]} alone"
    if cells["total_or_average"] not in _WAYS:
        yield "total_or_average", "say total (the sum over the quarters) or average (their mean)"
    elif cells["total_or_average"] == "total" and not _adds_up(metric):
        yield "total_or_average", f"{metric} does not add up over quarters; give its average"


def _adds_up(metric: str) -> bool:
    return _UNITS.get(metric, "/quarter").endswith("/quarter")


def _date_rule(text: str, vintages: Sequence[str]) -> str | None:
    quarter = _quarter(text)
    if quarter is None:
        return "a date is the first day of the test, such as 2024-04-01, or its quarter, 2024Q2"
    first, last = quarter_number(vintages[0]), quarter_number(vintages[-1]) + _KNOWN_AHEAD
    if not first <= quarter_number(quarter) <= last:
        return f"the markets known are those of {vintages[0]} to {vintages[-1]}; too far from them"
    return None


def _quarter(text: str) -> str | None:
    if _QUARTER.fullmatch(text):
        return text
    if not _DAY.fullmatch(text):
        return None
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return f"{day.year:04d}Q{(day.month + 2) // 3}"


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
