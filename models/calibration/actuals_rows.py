"""Bytes of a file of reported figures to its rows, each with its line, and what is wrong."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import NamedTuple

from models.calibration.series import HALVES, SERIES, TO_BN
from models.errors import ActualsError, FileError, Problem
from models.scenario.csv.cells import number, with_slip
from models.scenario.csv.dates import quarter_of
from models.scenario.csv.kinds import ACTUALS
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

REQUIRED = ("platform", "period", "metric", "value", "unit")
COLUMNS = (*REQUIRED, "kind", "source")
WANTED = {series.key: series for series in SERIES}

# 2024Q3 · 2023Q2-Q3 · 2023Q4-2024Q1 · any of them followed by "restated" · 2022-04 · 2022
_QUARTERS = r"\d{4}Q[1-4](-(\d{4})?Q[1-4])?( restated)?"
PERIOD = re.compile(rf"{_QUARTERS}|\d{{4}}-(0[1-9]|1[0-2])|\d{{4}}|FY ?\d{{4}}.*", re.ASCII)


FORMS = (
    f"a period is a single quarter such as 2024Q3, or for {HALVES[1]} a half-year such as 2023Q2-Q3"
)
"""What a period may be, for messages."""


class ActualRow(NamedTuple):
    """One figure as the file states it; ``kind`` says how well it is known, ``source`` whence."""

    line: int
    platform: str
    period: str
    metric: str
    value: float
    unit: str
    kind: str
    source: str = ""

    @property
    def key(self) -> tuple[str, str]:
        """Platform and metric."""
        return self.platform, self.metric


class ActualsTable(NamedTuple):
    """Rows that could be read, whichever series they belong to, what was wrong, and notes."""

    rows: list[ActualRow]
    problems: list[Problem]
    notes: tuple[str, ...]


Check = Callable[[Mapping[str, str]], Iterable[tuple[str, str]]]
"""Faults of the cells of a row, column first."""


def read_rows(data: bytes, check: Check = lambda _: ()) -> ActualsTable:
    """Read every row; figures of the forecast series are checked, others by ``check`` alone.

    Raises
    ------
    ActualsError
        The file is no table of figures, so that no row can be read.
    """
    try:
        text, notes = decode(data)
    except FileError as error:
        raise ActualsError(error.problems) from error
    sheet = open_sheet(text, REQUIRED)
    if faults := list(header_problems(sheet.header, sheet.names, ACTUALS, REQUIRED, COLUMNS)):
        raise ActualsError(faults)
    rows: list[ActualRow] = []
    problems: list[Problem] = []
    for record in filled_rows(sheet.rows, problems):
        row = _row(record, sheet.names, check)
        if isinstance(row, ActualRow):
            rows.append(row)
        else:
            problems += row
    return ActualsTable(rows, [*problems, *_duplicates(rows)], notes)


def _row(record: Record, names: list[str], check: Check) -> ActualRow | list[Problem]:
    if problems := list(row_problems(record, names, REQUIRED, REQUIRED)):
        return problems
    cell = cells_of(record, names, COLUMNS)
    if faults := [*_faults(cell), *check(cell)]:
        return [refusal(record.line, column, cell[column], rule) for column, rule in faults]
    return ActualRow(record.line, **cell | {"value": number(cell["value"]) or 0.0})  # type: ignore[arg-type]


def _faults(cell: dict[str, str]) -> Iterator[tuple[str, str]]:
    """List what is wrong, column first; figures that nobody forecasts may be anything."""
    key = cell["platform"], cell["metric"]
    if key not in WANTED and key != HALVES:
        return
    if not PERIOD.fullmatch(cell["period"]):
        quarter = quarter_of(cell["period"])
        hint = f"write {quarter}; " if quarter else ""
        yield "period", f"{hint}{FORMS}"
    value = number(cell["value"])
    if value is None:
        rule = "a value is a plain number with a decimal point; leave the row out if unknown"
        yield "value", with_slip(rule, cell["value"])
    elif value <= 0:
        yield "value", "revenue and sales are above zero"
    if cell["unit"] not in TO_BN:
        yield (
            "unit",
            f"the unit is one of {', '.join(TO_BN)}; 1 \u4ebf\u5143 is 0.1 RMB bn or 100 RMB mn",
        )


def _duplicates(rows: list[ActualRow]) -> Iterator[Problem]:
    relevant = [row for row in rows if row.key in WANTED or row.key == HALVES]
    for row, first in repeats(relevant, key=lambda row: (*row.key, row.period)):
        rule = f"line {first.line} gives this figure already; keep one of the two"
        yield refusal(row.line, "period", f"{row.platform} {row.metric} {row.period}", rule)
