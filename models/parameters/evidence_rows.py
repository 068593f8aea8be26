"""Published effects behind the priors: the rows of ``data/evidence.csv`` and what they must hold.

A row tells one effect of one study: what was varied, what came, the estimate in the unit of the
parameter with its 90% range, how it was converted, and whether it is pooled or why not. Rows of
the parameter ``context`` describe a platform and belong to no parameter of the model.
"""

import math
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from models.errors import ParameterError
from models.text_rules import shown

DISTANCES = {"near": 1.0, "mid": 2.0, "far": 4.0}
"""Weight of a row's variance by its setting: Chinese e-commerce, another digital platform, far."""

CONTEXT = "context"
"""Stands where a parameter does in rows that belong to none."""

Row: TypeAlias = tuple[int, Mapping[str, str]]
"""Line in the file, and cells by column."""

_NEEDED = {
    "study": "name the study",
    "url": "say where the effect can be read",
    "conversion": "say how it was converted to the parameter's unit",
}


@dataclass(frozen=True, kw_only=True)
class Effect:
    """One pooled row: an estimate with its 90% range, in the unit of its ``parameters``."""

    id: str
    parameters: tuple[str, ...]
    study: str
    year: str
    url: str
    distance: str
    estimate: float
    low: float
    high: float


def read_effects(rows: Iterable[Row], parameters: Collection[str]) -> tuple[Effect, ...]:
    """Read the pooled rows of the evidence.

    Parameters
    ----------
    rows : iterable of (int, mapping of str to str)
        Line and cells of each row.
    parameters : collection of str
        Names of the parameter table.

    Raises
    ------
    ParameterError
        One line for each fault: line, identifier, what was found and what to do.
    """
    rows = list(rows)
    if faults := list(_faults(rows, {*parameters, CONTEXT})):
        raise ParameterError("\n".join(faults))
    return tuple(_effect(cells) for _, cells in rows if cells["pooled"] == "yes")


def _effect(cells: Mapping[str, str]) -> Effect:
    low, estimate, high = (float(cells[column]) for column in ("low", "estimate", "high"))
    return Effect(
        id=cells["id"],
        parameters=_parameters(cells),
        study=cells["study"],
        year=cells["year"],
        url=cells["url"],
        distance=cells["distance"],
        estimate=estimate,
        low=low,
        high=high,
    )


def _parameters(cells: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(cells["parameter"].split("|"))


def _faults(rows: list[Row], known: Collection[str]) -> Iterator[str]:
    seen: dict[str, int] = {}
    for line, cells in rows:
        where = f"evidence.csv, line {line}, {shown(cells['id']) or 'without id'}"
        first = seen.setdefault(cells["id"], line)
        if first != line or not cells["id"]:
            yield f"{where}: the id stands in line {first} already; every row has its own"
        for fault in (*_words(cells, known), *_numbers(cells)):
            yield f"{where}: {fault}"


def _words(cells: Mapping[str, str], known: Collection[str]) -> Iterator[str]:
    for column, rule in _NEEDED.items():
        if not cells[column].strip():
            yield f"{column} is empty; {rule}"
    for name in _parameters(cells):
        if name not in known:
            yield f"found the parameter {shown(name)!r}, which is none of parameters.csv"
    if cells["distance"] not in DISTANCES:
        yield f"found the distance {shown(cells['distance'])!r}; it is {', '.join(DISTANCES)}"
    if cells["pooled"] not in {"yes", "no"}:
        yield f"pooled is {shown(cells['pooled'])!r}; write yes or no"
    elif cells["pooled"] == "no" and not cells["why_not"].strip():
        yield "it is not pooled; say in why_not why"


def _numbers(cells: Mapping[str, str]) -> Iterator[str]:
    written = {column: cells[column] for column in ("low", "estimate", "high") if cells[column]}
    numbers = {column: _number(text) for column, text in written.items()}
    for column, number in numbers.items():
        if not math.isfinite(number):
            yield f"{column} is {shown(written[column])!r}, which is no finite number"
    if cells["pooled"] == "yes" and len(numbers) < 3:
        yield "it is pooled, but has no estimate with a low and a high end"
    centre = numbers.get("estimate", math.nan)
    if numbers.get("low", -math.inf) > centre:
        yield f"low = {numbers['low']:g} is above the estimate {centre:g}"
    if numbers.get("high", math.inf) < centre:
        yield f"high = {numbers['high']:g} is below the estimate {centre:g}"


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return math.nan
