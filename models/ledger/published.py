"""The figure that came, out of a file of published or internal figures by quarter."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from models.calibration.actuals_rows import ActualRow, read_rows
from models.errors import ActualsError, Problem
from models.ledger.miss import Aim
from models.notation import METRICS, MONEY, OWN_METRICS
from models.scenario.csv.cells import number, with_slip
from models.scenario.csv.sheet import repeats
from models.text_rules import refusal

SERIES = {
    "revenue": ("Taotian", "CMR", "RMB mn"),
    "ebita": ("Taotian", "adj_EBITA", "RMB mn"),
    "gmv": ("Taotian", "GMV", "RMB bn"),
    "dau": ("Taobao", "DAU_avg", "mn"),
}
"""Platform, name and usual unit under which a metric of the own group is published."""

OWN = ("taotian", "taobao", "own")
"""Platforms under which a metric may stand by the name that the model has for it."""

AIMS = tuple(METRICS | OWN_METRICS)
"""Metrics that a decision may be judged by."""

_MONEY = {"RMB bn": 1.0, "RMB mn": 1e-3}
_PEOPLE = {"mn": 1.0, "million": 1.0}


@dataclass(frozen=True, kw_only=True)
class Published:
    """A figure in the unit of the model, and the words of the file for where it comes from."""

    value: float
    line: int | None = None
    kind: str = ""
    source: str = ""


def published(data: bytes, aim: Aim) -> Published:
    """Find the figure that a decision is judged by.

    The file has the columns of ``data/actuals/quarterly.csv``; rows of other figures may be
    anything. A metric stands under the name of its series, or under its own.

    Raises
    ------
    ActualsError
        The file cannot be read, the figure is not in it, stands there twice or is no number.
    """
    table = read_rows(data, lambda cell: _faults(cell, aim))
    rows = [row for row in table.rows if _is_wanted(row._asdict(), aim)]
    twice = [_twice(row, first) for row, first in repeats(rows, key=lambda row: row.period)]
    if problems := [*table.problems, *twice]:
        raise ActualsError(problems)
    if not rows:
        raise ActualsError([_nothing(aim)])
    row = rows[0]
    value = row.value * _factors(aim.metric)[row.unit]
    return Published(value=value, line=row.line, kind=row.kind, source=row.source)


def row_wanted(aim: Aim) -> str:
    """Write the row that a file needs, as an example: its columns but for the value."""
    platform, metric, unit = SERIES.get(aim.metric, (OWN[0], aim.metric, _unit(aim.metric)))
    return f"{platform},{aim.quarter},{metric},…,{unit}"


def _is_wanted(cell: Mapping[str, object], aim: Aim) -> bool:
    if cell["period"] != aim.quarter:
        return False
    platform, metric = str(cell["platform"]), str(cell["metric"])
    ours = metric == aim.metric and platform.strip().casefold() in OWN
    return ours or (platform, metric) == SERIES.get(aim.metric, ("", "", ""))[:2]


def _faults(cell: Mapping[str, str], aim: Aim) -> Iterator[tuple[str, str]]:
    """List what is wrong with a row that is wanted, column first."""
    if not _is_wanted(cell, aim):
        return
    if number(cell["value"]) is None:
        rule = "a value is a plain number with a decimal point; leave the row out if unknown"
        yield "value", with_slip(rule, cell["value"])
    if cell["unit"] not in _factors(aim.metric):
        allowed = " or ".join(_factors(aim.metric))
        yield "unit", f"the unit of {aim.metric} is {allowed}; convert it"


def _unit(metric: str) -> str:
    return (METRICS | OWN_METRICS)[metric]


def _factors(metric: str) -> Mapping[str, float]:
    """Units that a file may use for a metric, and what brings each to the model's."""
    own = _unit(metric)
    return {own: 1.0} | {MONEY: _MONEY, "RMB bn": _MONEY, "million": _PEOPLE}.get(own, {})


def _twice(row: ActualRow, first: ActualRow) -> Problem:
    rule = f"line {first.line} gives this figure already; keep one of the two"
    return refusal(row.line, "period", f"{row.platform} {row.metric} {row.period}", rule)


def _nothing(aim: Aim) -> Problem:
    rule = f"no row gives {aim.metric} of {aim.quarter}; add one like {row_wanted(aim)}"
    return Problem(line=None, column="metric", found="", message=rule)
