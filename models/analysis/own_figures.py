"""Figures of a reader from which a market can be made: read, and refused by line."""

from collections.abc import Iterable, Iterator, Mapping
from functools import cache

from models.calibration import actuals_checks
from models.calibration.actuals import read_actuals
from models.calibration.actuals_rows import FORMS, PERIOD, WANTED, ActualRow, read_rows
from models.errors import ActualsError, Problem
from models.inputs import actuals_bytes
from models.levers import LEVERS
from models.notation import MONEY, quarter_number
from models.own_day import figures, recipes
from models.scenario.csv.cells import number, with_slip
from models.scenario.csv.dates import quarter_of
from models.scenario.csv.sheet import repeats
from models.text_rules import refusal
from models.vintage.making.market_figures import GRADES, Row, is_quarter

FAR = 8.0
"""Factor by which a figure departs from all that is known of its series at most."""

_UNITS = {"RMB mn": ("RMB mn", "RMB bn"), "RMB bn": ("RMB mn", "RMB bn")}
_TO_BN = {"RMB mn": 1e-3}
_KINDS = ", ".join(GRADES)
_LEAST_GROWTH, _MOST_GROWTH = -50.0, 200.0
_OWN = "Taotian"

Key = tuple[str, str]


def read_figures(data: bytes) -> tuple[list[Row], tuple[str, ...]]:
    """Read a reader's figures: those that the rules use, as rows, and notes.

    Raises
    ------
    ActualsError
        Holds every fault of the file by line and column.
    """
    table = read_rows(data, _faults)
    used = [row for row in table.rows if row.key in series_used()]
    problems = [*table.problems, *_repeated(used), *_slips(used), *_far(used)]
    if problems:
        raise ActualsError(sorted(problems, key=lambda problem: problem.line or 0))
    if not any(is_quarter(row.period) for row in used):
        raise ActualsError([_nothing()])
    return [_row(row) for row in used], (*table.notes, *_notes(table.rows, used))


@cache
def series_used() -> Mapping[Key, str]:
    """Units of the series that the rules use, by platform and metric."""
    known = {(p, m): rows[0]["unit"] for (p, _, m), rows in figures().rows.items()}
    named = {(p, m): "RMB bn" if m.endswith("GMV") else "mn" for p, m in _asked()}
    yearly = {key: "%" for key in named if "yoy" in key[1]}
    found = named | yearly | {key: known[key] for key in named if key in known}
    return found | {(_OWN, name): _unit(lever.unit) for name, lever in LEVERS.items()}


def _unit(of_lever: str) -> str:
    return "RMB bn" if of_lever == MONEY else of_lever


def _asked() -> Iterator[Key]:
    """List platform and metric of every figure that some rule asks for."""
    common = recipes().common
    for entry in (*common["rule"], *common["solve"]):
        for way in entry["ways"]:
            for name in ("actual", "trend", "level", "yearly"):
                parts = str(way.get(name, "")).split("|")
                if len(parts) > 1 and parts[-1] != "{name}":
                    yield parts[0], parts[-1]


def _faults(cell: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """List what is wrong with a row that the rules use, column first."""
    key = cell["platform"], cell["metric"]
    if key not in series_used():
        return
    if cell["kind"] and cell["kind"] not in GRADES:
        yield "kind", f"a kind is one of {_KINDS}; write one, or leave the cell empty"
    if key in WANTED:  # the reader of forecast series checks the rest
        return
    unit, value = series_used()[key], number(cell["value"])
    if not PERIOD.fullmatch(cell["period"]):
        quarter = quarter_of(cell["period"])
        yield "period", f"write {quarter}; {FORMS}" if quarter else FORMS
    if value is None:
        rule = "a value is a plain number with a decimal point; leave the row out if unknown"
        yield "value", with_slip(rule, cell["value"])
    elif fault := _value_rule(key, unit, value):
        yield "value", fault
    allowed = _UNITS.get(unit, (unit,))
    if cell["unit"] not in allowed:
        yield "unit", f"the unit of this series is {' or '.join(allowed)}; convert it"


def _value_rule(key: Key, unit: str, value: float) -> str | None:
    if key[0] == _OWN and key[1] in LEVERS:
        fixed = LEVERS[key[1]].fixed
        if fixed is not None and value != fixed:
            return f"it is {fixed:g} in every market, by definition; leave the row out"
        return LEVERS[key[1]].rule(value)
    if unit == "%":
        if _LEAST_GROWTH <= value <= _MOST_GROWTH:
            return None
        return f"growth is from {_LEAST_GROWTH:g} to {_MOST_GROWTH:g} (%); correct the value"
    if not is_signed(key) and value <= 0:
        return "it is above zero; correct the value, or leave the row out"
    return None


def is_signed(key: Key) -> bool:
    """Tell whether a series may be below zero: profits."""
    return "EBITA" in key[1] or "profit" in key[1]


def _repeated(rows: Iterable[ActualRow]) -> Iterator[Problem]:
    others = [row for row in rows if row.key not in WANTED]
    for row, first in repeats(others, key=lambda row: (*row.key, row.period)):
        rule = f"line {first.line} gives this figure already; keep one of the two"
        yield refusal(row.line, "period", f"{row.platform} {row.metric} {row.period}", rule)


def _slips(rows: Iterable[ActualRow]) -> Iterator[Problem]:
    """Find slips of units in the series that are forecast, as the backtest does."""
    placed = [
        (row, WANTED[row.key].name, quarter_number(row.period), row.value * _TO_BN.get(row.unit, 1))
        for row in rows
        if row.key in WANTED and is_quarter(row.period)
    ]
    yield from actuals_checks.slips(placed, read_actuals(actuals_bytes()).levels)


def _far(rows: Iterable[ActualRow]) -> Iterator[Problem]:
    """Refuse figures of the other series that are far from all that is known of theirs."""
    for row in rows:
        unit = series_used()[row.key]
        if row.key in WANTED or unit == "%" or row.metric in LEVERS:
            continue
        known = [abs(x) for x in figures().quarters("|".join(row.key)).values()]
        size = abs(row.value) * _TO_BN.get(row.unit, 1.0)
        too_small = known and not is_signed(row.key) and size < min(known) / FAR
        if too_small or (known and size > FAR * max(known)):
            span = f"{min(known):,.4g} to {max(known):,.4g} {'mn' if unit == 'mn' else 'RMB bn'}"
            rule = f"what is known of this series lies from {span}; correct the value or the unit"
            yield refusal(row.line, "value", f"{row.value:.12g}", rule)


def _nothing() -> Problem:
    names = ", ".join(" ".join(key) for key in series_used() if key[1] not in LEVERS)
    rule = "no row gives a quarter of a series that a market is made of"
    message = f"{rule}; platform and metric are of: {names}"
    return Problem(line=None, column="metric", found="", message=message)


def _notes(rows: Iterable[ActualRow], used: Iterable[ActualRow]) -> Iterator[str]:
    taken = {row.line for row in used}
    if left := sum(row.line not in taken for row in rows):
        yield f"{left} rows of series that no market is made of were left out"
    if bare := sum(not row.kind for row in used):
        yield f"{bare} figures without a kind count as estimates, grade C"


def _row(row: ActualRow) -> Row:
    text = {"platform": row.platform, "period": row.period, "metric": row.metric}
    kind = {"unit": row.unit, "kind": row.kind or "estimate", "source": row.source}
    return {**text, **kind, "value": repr(row.value)}
