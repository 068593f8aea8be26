"""Text to the rows of the format: delimiter, header, cells by the name of their column."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import islice, pairwise, zip_longest
from typing import NamedTuple

from models.errors import Problem, ScenarioError
from models.scenario.csv.cells import number, slip, unguarded
from models.scenario.csv.kinds import SCENARIO, elsewhere
from models.scenario.csv.records import Record, records
from models.scenario.rules import SETTINGS
from models.text_rules import note_rule, refusal, shown, text_rule

REQUIRED = ("scenario", "lever", "quarter", "value")
COLUMNS = (*REQUIRED, "unit", "note")
ROW_LIMIT = 50_000

_CHECKED = COLUMNS[:-1]
_BARE = "this row has a cell under no header: a decimal comma? "
_HEAD, _DIGITS = re.compile("[+-]?[0-9]+"), re.compile("[0-9]{1,19}")

_DELIMITERS = {",": "commas", ";": "semicolons", "\t": "tabs"}


class Row(NamedTuple):
    """One data row; ``value`` and ``unit`` still carry their apostrophe, texts do not."""

    line: int
    scenario: str
    lever: str
    quarter: str
    value: str
    unit: str
    note: str


class Table(NamedTuple):
    """The rows that could be read, how many there were, and what was wrong with the others."""

    rows: list[Row]
    total: int
    problems: list[Problem]
    notes: list[str]


class _Header(NamedTuple):
    names: list[str]
    places: dict[str, int]
    notes: list[str]


def read_table(text: str) -> Table:
    """Read the header and every row.

    Raises
    ------
    ScenarioError
        The first line is no header, so that no row can be understood.
    """
    delimiter = max(_DELIMITERS, key=lambda sign: len(_known(_first(records(text, sign)).cells)))
    lines = records(text, delimiter)
    header = _header(_first(lines))
    if delimiter != ",":
        header.notes.append(f"The cells are separated by {_DELIMITERS[delimiter]}, not by commas.")
    rows: list[Row] = []
    problems: list[Problem] = []
    total = counted = 0
    for record in lines:
        counted += not _is_setting(record, header.places)
        if counted > ROW_LIMIT:
            rule = f"a file has at most {ROW_LIMIT:,} rows; split it"
            problems.append(refusal(record.line, None, "one more row", rule))
            break
        if record.is_blank:
            continue
        total += 1
        if found := list(row_problems(record, header.names, header.names, _CHECKED)):
            problems += found
            continue
        row = _row(record, header.places)
        if found := list(_hidden_characters(row)):
            problems += found
        else:
            rows.append(row)
    return Table(rows, total, problems, header.notes)


def _is_setting(record: Record, places: Mapping[str, int]) -> bool:
    """Tell rows that do not count: writing adds some, and what was read must be writable."""
    at = places["lever"]
    return len(record.cells) > at and record.cells[at].strip(" ") in SETTINGS


def _first(lines: Iterator[Record]) -> Record:
    """Find the header; rows of blank cells above it count as rows, lest they be endless."""
    filled = (record for record in islice(lines, ROW_LIMIT) if not record.is_blank)
    return next(filled, Record(1, ()))


def _names(cells: tuple[str, ...]) -> list[str]:
    return [cell.strip().casefold() for cell in cells]


def _known(cells: tuple[str, ...]) -> set[str]:
    return set(_names(cells)) & set(COLUMNS)


def _header(record: Record) -> _Header:
    names = _names(record.cells)
    problems = list(_header_problems(record, names))
    if problems:
        raise ScenarioError(problems)
    places = {name: names.index(name) for name in COLUMNS if name in names}
    pairs = list(zip(record.cells, names, strict=True))
    renamed = [cell for cell, name in pairs if name in places and cell != name]
    unknown = [cell for cell, name in pairs if name and name not in places]
    notes = []
    if renamed:
        notes.append(f"Header cells read without regard to case and blanks: {_list(renamed)}.")
    if unknown:
        notes.append(f"Columns that the format does not know were left out: {_list(unknown)}.")
    return _Header(names, places, notes)


def _header_problems(record: Record, names: list[str]) -> Iterator[Problem]:
    found = ", ".join(record.cells)
    wanted = f"the first line is a header with the columns {','.join(REQUIRED)}"
    if fault := record.fault or text_rule(found):
        yield refusal(record.line, None, found, f"{fault}; {wanted}")
    elif place := elsewhere(names, SCENARIO):
        yield refusal(record.line, None, found, place)
    elif not _known(record.cells):
        yield refusal(record.line, None, found, wanted)
    else:
        for name in COLUMNS:
            if names.count(name) > 1:
                yield refusal(record.line, name, found, f"the column {name} stands twice; keep one")
            elif name in REQUIRED and name not in names:
                rule = f"{wanted}; the column {name} is missing"
                yield refusal(record.line, name, found, rule)


def _list(cells: list[str]) -> str:
    few = ", ".join(f"'{shown(cell)}'" for cell in cells[:5])
    return few if len(cells) <= 5 else f"{few} and {len(cells) - 5:,} more"


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


def _row(record: Record, places: dict[str, int]) -> Row:
    cells = {name: record.cells[place] for name, place in places.items()}
    return Row(
        line=record.line,
        scenario=unguarded(cells["scenario"]),
        lever=cells["lever"].strip(" "),
        quarter=cells["quarter"].strip(" "),
        value=cells["value"],
        unit=cells.get("unit", ""),
        note=unguarded(cells.get("note", "")),
    )


def _hidden_characters(row: Row) -> Iterator[Problem]:
    for column, cell in zip(COLUMNS, row[1:], strict=True):
        # What only a note may hold, tabs and line ends, each column's own rule refuses.
        if rule := note_rule(cell) if column == "note" else text_rule(cell, lines=True):
            yield refusal(row.line, column, cell, rule)
