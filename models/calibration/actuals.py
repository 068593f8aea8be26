"""Reported figures by series and quarter, their half-year spine, and what was known when."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from models.calibration import actuals_checks, actuals_notes
from models.calibration.actuals_notes import Levels
from models.calibration.actuals_rows import WANTED, ActualRow, read_rows
from models.calibration.series import HALVES, SERIES, TO_BN
from models.errors import ActualsError
from models.notation import quarter_name, quarter_number

_QUARTER = re.compile(r"\d{4}Q[1-4]", re.ASCII)
_HALF = re.compile(r"(\d{4})Q([24])-(\d{4})?Q([13])", re.ASCII)
_CMR = SERIES[0].name
_SUM_ERROR = 0.01
_GRADES = {"reported": "A", "derived": "B"}
_WRONG_SUM = "CMR: the half-year {}-{} is not the sum of its quarters and was left out"


@dataclass(frozen=True, kw_only=True, eq=False)
class KnownFigures:
    """What was known at an origin; ``halves`` are sums of two quarters of CMR not both known."""

    levels: Levels
    halves: Mapping[int, float]


@dataclass(frozen=True, kw_only=True, eq=False)
class Actuals:
    """Figures as reported, ``halves`` by their first quarter, and what the reader should know.

    ``grades`` are A reported, B derived, C estimate or recalled, by series and quarter. Where the
    figures are ``on_one_basis``, those on a later one are brought to the one before it.
    """

    levels: Levels
    halves: Mapping[int, float]
    grades: Mapping[str, Mapping[int, str]]
    notes: tuple[str, ...] = ()
    on_one_basis: bool = False

    def linked(self) -> "Actuals":
        """Bring every figure to the basis before the links of its series."""
        if self.on_one_basis:
            return self
        levels = {
            series.name: {q: x / series.link(q) for q, x in self.levels[series.name].items()}
            for series in SERIES
        }
        halves = {first: total / SERIES[0].link(first) for first, total in self.halves.items()}
        return replace(self, levels=levels, halves=halves, on_one_basis=True)

    @property
    def last(self) -> int:
        """Latest quarter of any series."""
        return max(quarter for quarters in self.levels.values() for quarter in quarters)

    def known_at(self, origin: int) -> KnownFigures:
        """Leave out every later figure; make the quarters of CMR add up to the known halves."""
        levels = {
            name: {quarter: value for quarter, value in quarters.items() if quarter <= origin}
            for name, quarters in self.levels.items()
        }
        halves = {first: total for first, total in self.halves.items() if first < origin}
        cmr, rest = levels[_CMR], {}
        for first, total in halves.items():
            if first in cmr and first + 1 in cmr:
                factor = total / (cmr[first] + cmr[first + 1])
                cmr |= {first: cmr[first] * factor, first + 1: cmr[first + 1] * factor}
            else:
                rest[first] = total
        return KnownFigures(levels=levels, halves=rest)


def read_actuals(stored: bytes, file: bytes | None = None) -> Actuals:
    """Read the stored figures and, over them, those of a user's file.

    Raises
    ------
    ActualsError
        Holds every fault of the file by line and column.
    """
    base = read_rows(stored).rows
    actuals = _gather(base)
    if file is None:
        return actuals
    table = read_rows(file)
    merged = _gather(base, table.rows)
    lines = [(row, *place) for row in table.rows for place in _places(row)]
    known_levels = {**actuals.levels, "": actuals.halves}
    problems = [
        *table.problems,
        *actuals_checks.slips(lines, known_levels),
        *actuals_checks.strays(lines, known_levels),
    ]
    if not problems and not any(name for _, name, *_ in lines):
        problems += actuals_checks.nothing_to_score(table.rows)
    if problems:
        raise ActualsError(sorted(problems, key=lambda problem: problem.line or 0))
    known = {row.key for row in base}
    notes = (
        *table.notes,
        *merged.notes,
        *actuals_notes.notes(table.rows, lines, known, actuals.levels, merged.levels),
    )
    return replace(merged, notes=notes)


def _gather(*tables: list[ActualRow]) -> Actuals:
    """Collect rows by series; a later table wins over an earlier one, a quarter over its half."""
    levels: dict[str, dict[int, float]] = {series.name: {} for series in SERIES}
    grades: dict[str, dict[int, str]] = {series.name: {} for series in SERIES}
    halves: dict[int, float] = {}
    for row in (row for rows in tables for row in rows):
        for name, quarter, value in _places(row):
            (levels[name] if name else halves)[quarter] = value
            if name:
                grades[name][quarter] = _GRADES.get(row.kind, "C")
    cmr = levels[_CMR]
    wrong = [first for first, total in halves.items() if _differs(cmr, first, total)]
    return Actuals(
        levels=levels,
        grades=grades,
        halves={first: total for first, total in halves.items() if first not in wrong},
        notes=tuple(_WRONG_SUM.format(quarter_name(q), quarter_name(q + 1)) for q in wrong),
    )


def _differs(cmr: Mapping[int, float], first: int, total: float) -> bool:
    both = first in cmr and first + 1 in cmr
    return both and abs(total / (cmr[first] + cmr[first + 1]) - 1.0) > _SUM_ERROR


def _places(row: ActualRow) -> Iterator[tuple[str, int, float]]:
    """Give series, quarter and RMB bn of a row that is used; the series is '' for a half-year.

    Restated figures are on another basis than the series and are left out.
    """
    if row.key in WANTED and _QUARTER.fullmatch(row.period):
        yield WANTED[row.key].name, quarter_number(row.period), row.value * TO_BN[row.unit]
    elif row.key == HALVES and (match := _HALF.fullmatch(row.period)):
        first = quarter_number(f"{match[1]}Q{match[2]}")
        second = quarter_number(f"{match[3] or match[1]}Q{match[4]}")
        if second == first + 1:
            yield "", first, row.value * TO_BN[row.unit]
