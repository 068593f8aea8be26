"""Text to the rows of the format: delimiter, header, cells by the name of their column."""

from collections.abc import Iterator, Mapping
from functools import partial
from typing import NamedTuple

from models.errors import Problem, ScenarioError
from models.scenario.csv.cells import unguarded
from models.scenario.csv.kinds import SCENARIO
from models.scenario.csv.records import Record
from models.scenario.csv.sheet import (
    DELIMITERS,
    Sheet,
    filled_rows,
    header_problems,
    open_sheet,
    row_problems,
)
from models.scenario.rules import SETTINGS
from models.text_rules import note_rule, refusal, shown, text_rule

REQUIRED = ("scenario", "lever", "quarter", "value")
COLUMNS = (*REQUIRED, "unit", "note")

_CHECKED = COLUMNS[:-1]


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
    sheet = open_sheet(text, COLUMNS)
    header = _header(sheet)
    if sheet.delimiter != ",":
        name = DELIMITERS[sheet.delimiter]
        header.notes.append(f"The cells are separated by {name}, not by commas.")
    rows: list[Row] = []
    problems: list[Problem] = []
    total = 0
    counts = partial(_counts, places=header.places)
    for record in filled_rows(sheet.rows, problems, counts=counts):
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


def _counts(record: Record, places: Mapping[str, int]) -> bool:
    """Leave settings out: writing adds some, and what was read must be writable."""
    at = places["lever"]
    return len(record.cells) <= at or record.cells[at].strip(" ") not in SETTINGS


def _header(sheet: Sheet) -> _Header:
    names = sheet.names
    problems = list(header_problems(sheet.header, names, SCENARIO, REQUIRED, COLUMNS))
    if problems:
        raise ScenarioError(problems)
    places = {name: names.index(name) for name in COLUMNS if name in names}
    pairs = list(zip(sheet.header.cells, names, strict=True))
    renamed = [cell for cell, name in pairs if name in places and cell != name]
    unknown = [cell for cell, name in pairs if name and name not in places]
    notes = []
    if renamed:
        notes.append(f"Header cells read without regard to case and blanks: {_list(renamed)}.")
    if unknown:
        notes.append(f"Columns that the format does not know were left out: {_list(unknown)}.")
    return _Header(names, places, notes)


def _list(cells: list[str]) -> str:
    few = ", ".join(f"'{shown(cell)}'" for cell in cells[:5])
    return few if len(cells) <= 5 else f"{few} and {len(cells) - 5:,} more"


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
