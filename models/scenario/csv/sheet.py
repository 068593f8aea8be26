"""The table of a file that a user hands in: header, rows and their limit, in every kind of file."""

import re
from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Sequence
from itertools import islice, pairwise, zip_longest
from typing import NamedTuple, TypeVar

from models.errors import Problem
from models.scenario.csv.cells import number, slip, unguarded
from models.scenario.csv.kinds import elsewhere
from models.scenario.csv.records import Record, records
from models.text_rules import refusal, text_rule

ROW_LIMIT = 50_000

DELIMITERS = {",": "commas", ";": "semicolons", "\t": "tabs"}

_BARE = "this row has a cell under no header: a decimal comma? "
_HEAD, _DIGITS = re.compile("[+-]?[0-9]+"), re.compile("[0-9]{1,19}")

T = TypeVar("T")


class Sheet(NamedTuple):
    """A text cut into records: its ``header``, the names in it, and the rows that follow."""

    header: Record
    names: list[str]
    rows: Iterator[Record]
    delimiter: str


def open_sheet(text: str, columns: Collection[str]) -> Sheet:
    """Find the header, with the delimiter under which it names most of ``columns``."""

    def known(delimiter: str) -> int:
        return len({*column_names(_first(records(text, delimiter)))} & {*columns})

    delimiter = max(DELIMITERS, key=known)
    rows = records(text, delimiter)
    header = _first(rows)
    return Sheet(header, column_names(header), rows, delimiter)


def _first(rows: Iterator[Record]) -> Record:
    """Find the header; rows of blank cells above it count as rows, lest they be endless."""
    filled = (record for record in islice(rows, ROW_LIMIT) if not record.is_blank)
    return next(filled, Record(1, ()))


def column_names(header: Record) -> list[str]:
    """Names of columns without regard to case and blanks."""
    return [cell.strip().casefold() for cell in header.cells]


def header_problems(
    header: Record,
    names: Sequence[str],
    kind: str,
    required: Collection[str],
    columns: Sequence[str],
) -> Iterator[Problem]:
    """Check a header.

    Parameters
    ----------
    kind
        Of file that is wanted, as `models.scenario.csv.kinds` calls it.
    required, columns
        Columns that must be there, and all that the format knows; each stands once at most.
    """
    found = ", ".join(header.cells)
    wanted = f"the first line is a header with the columns {','.join(required)}"
    if fault := header.fault or text_rule(found):
        yield refusal(header.line, None, found, f"{fault}; {wanted}")
    elif place := elsewhere(names, kind):
        yield refusal(header.line, None, found, place)
    elif not {*names} & {*columns}:
        yield refusal(header.line, None, found, wanted)
    else:
        for name in columns:
            if names.count(name) > 1:
                yield refusal(header.line, name, found, f"the column {name} stands twice; keep one")
            elif name in required and name not in names:
                rule = f"{wanted}; the column {name} is missing"
                yield refusal(header.line, name, found, rule)


def filled_rows(
    rows: Iterable[Record],
    problems: list[Problem],
    *,
    limit: int = ROW_LIMIT,
    rule: str = "a file has at most {limit:,} rows; split it",
    counts: Callable[[Record], bool] = lambda record: not record.is_blank,
) -> Iterator[Record]:
    """Give the rows that are not blank, up to ``limit`` of those that count; refuse one more."""
    counted = 0
    for record in rows:
        counted += counts(record)
        if counted > limit:
            found = "one more row"
            problems.append(refusal(record.line, None, found, rule.format(limit=limit)))
            return
        if not record.is_blank:
            yield record


def cells_of(record: Record, names: Sequence[str], columns: Iterable[str]) -> dict[str, str]:
    """Cells of a row by the name of their column, without apostrophe and outer blanks."""
    given = dict(zip(names, record.cells, strict=False))
    return {name: unguarded(given.get(name, "")).strip() for name in columns}


def repeats(items: Iterable[T], key: Callable[[T], Hashable]) -> Iterator[tuple[T, T]]:
    """Give every item whose key an earlier one has, with that earlier one."""
    seen: dict[Hashable, T] = {}
    for item in items:
        first = seen.setdefault(key(item), item)
        if first is not item:
            yield item, first


def row_problems(
    record: Record,
    names: Sequence[str],
    due: Collection[str],
    checked: Collection[str],
    numbers: Collection[str] = ("value",),
) -> Iterator[Problem]:
    """Check the cells of a row against a header, the same way in every kind of file.

    Parameters
    ----------
    names
        Of the columns, empty where a column has none.
    due, checked, numbers
        Columns that every row reaches to, whose cells have a rule of their own, that are numbers.
    """
    found = ", ".join(record.cells[-2:])
    width = max(place for place, name in enumerate(names) if name and name in due) + 1
    bare = any(c.strip() for c, name in zip_longest(record.cells, names, fillvalue="") if not name)
    if record.fault:
        yield refusal(record.line, None, found, record.fault)
    elif len(record.cells) < width:
        rule = f"this row has {len(record.cells)} of the {width} cells that are due; is it cut off?"
        yield refusal(record.line, None, found, rule)
    elif bare and (pair := _pair(record.cells)):
        rule = f"{_BARE}{slip(pair)}, or quote a text that holds a comma"
        yield refusal(record.line, None, pair, rule)
    elif bare:
        rule = f"{_BARE}write decimals with a point, or quote a text that holds a comma"
        yield refusal(record.line, None, found, rule)
    else:
        yield from _split_numbers(record, names, checked, numbers)


def _pair(cells: Sequence[str]) -> str:
    """Find two neighbours that may be one number with a comma, the later ones first."""
    for left, right in reversed(list(pairwise(cell.strip() for cell in cells))):
        if _DIGITS.fullmatch(right) and _HEAD.fullmatch(left):
            return f"{left},{right}"
    return ""


def _split_numbers(
    record: Record, names: Sequence[str], checked: Collection[str], numbers: Collection[str]
) -> Iterator[Problem]:
    """Refuse a whole number beside bare digits where a text is due: half of a decimal comma."""
    for (name, after), (cell, rest) in zip(pairwise(names), pairwise(record.cells), strict=False):
        is_number = name in numbers and after not in checked
        if is_number and _HEAD.fullmatch(cell) and _DIGITS.fullmatch(rest):
            pair = f"{cell},{rest}"
            hint = slip(pair) if number(cell) is not None else ""
            rule = f"the digits beside this number look like half of it: a decimal comma? {hint}"
            yield refusal(record.line, name, pair, rule)
