"""Published effects behind the priors: the rows of ``data/evidence.csv`` and what they must hold.

A row tells one effect of one study: what was varied, what came, the estimate in the unit of the
parameter with its 90% range, how it was converted, and whether it is pooled or why not. Rows of
the parameter ``context`` describe a platform and belong to no parameter of the model.
"""

import difflib
import math
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from models.errors import ParameterError, Problem
from models.text_rules import refusal, shown, text_rule

DISTANCES = {"near": 1.0, "mid": 2.0, "far": 4.0}
"""Weight of a row's variance by its setting: Chinese e-commerce, another digital platform, far."""

MOST = 1e9
"""Largest effect either way; the square of a far larger one would be no number."""

CONTEXT = "context"
"""Stands where a parameter does in rows that belong to none."""

NUMBERS = ("estimate", "low", "high")

NEEDED = (
    *("id", "parameter", "study", "year", "url", "distance", "estimate", "low", "high"),
    *("pooled", "why_not", "conversion"),
)
"""Columns with a rule, which every file of evidence has."""

WORDS = ("design", "setting", "varied", "outcome", "effect_as_published")
"""Columns that are told to the reader as they are; a file may lack them."""

COLUMNS = (*NEEDED, *WORDS, "venue", "range", "n", "seen", "note")
"""All columns of a file of evidence."""

Row: TypeAlias = tuple[int, Mapping[str, str]]
"""Line in the file, and cells by column."""

_FILLED = {
    "id": "every row has an id of its own; write one",
    "study": "name the study",
    "url": "say where the effect can be read",
    "conversion": (
        "say how it was converted to the parameter's unit, or write 'as published' if it is in it"
    ),
}
_NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d{1,3})?", re.ASCII)


@dataclass(frozen=True, kw_only=True)
class Effect:
    """One row: an estimate with its 90% range, in the unit of its ``parameters``.

    Numbers are not a number where the row has none in that unit; such a row is not ``pooled``,
    and ``why_not`` says why.
    """

    id: str
    parameters: tuple[str, ...]
    study: str
    year: str
    url: str
    distance: str
    estimate: float
    low: float
    high: float
    conversion: str = ""
    pooled: bool = True
    why_not: str = ""
    design: str = ""
    setting: str = ""
    varied: str = ""
    outcome: str = ""
    effect_as_published: str = ""

    @property
    def has_range(self) -> bool:
        """Whether the row has an estimate with both ends."""
        return math.isfinite(self.low + self.estimate + self.high)


def read_effects(rows: Iterable[Row], parameters: Collection[str]) -> tuple[Effect, ...]:
    """Read every row of the evidence, pooled or not.

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
    if found := list(faults(rows, parameters)):
        ids = {line: shown(cells["id"]) or "without id" for line, cells in rows}
        lines = (
            f"evidence.csv, line {fault.line}, {ids[fault.line or 0]}, column {fault.column}: "
            f"{fault.message}"
            for fault in found
        )
        raise ParameterError("\n".join(lines))
    return tuple(effect_of(cells) for _, cells in rows)


def effect_of(cells: Mapping[str, str]) -> Effect:
    """Turn the cells of a row without fault into an effect."""
    estimate, low, high = (float(cells[name] or math.nan) for name in NUMBERS)
    kept = ("id", "study", "year", "url", "distance", "conversion", "why_not")
    told: dict[str, Any] = {name: cells.get(name, "") for name in (*kept, *WORDS)}
    return Effect(
        **told,
        estimate=estimate,
        low=low,
        high=high,
        parameters=tuple(cells["parameter"].split("|")),
        pooled=cells["pooled"] == "yes",
    )


def faults(rows: Iterable[Row], parameters: Collection[str]) -> Iterator[Problem]:
    """List what is wrong with rows, each fault with its line and column."""
    seen: dict[str, int] = {}
    for line, cells in rows:
        first = seen.setdefault(cells["id"], line)
        if cells["id"] and first != line:
            rule = f"line {first} has this id already; every row has its own"
            yield refusal(line, "id", cells["id"], rule)
        for column, rule in (*_words(cells, parameters), *_numbers(cells)):
            yield refusal(line, column, cells[column], rule)


def _words(cells: Mapping[str, str], parameters: Collection[str]) -> Iterator[tuple[str, str]]:
    for column, cell in cells.items():
        if column in _FILLED and not cell.strip():
            yield column, _FILLED[column]
        elif hidden := text_rule(cell):
            yield column, hidden
    yield from (("parameter", rule) for rule in _names(cells, parameters))
    if cells["distance"] not in DISTANCES:
        yield "distance", f"a distance is one of {', '.join(DISTANCES)}"
    if cells["pooled"] not in {"yes", "no"}:
        yield "pooled", "write yes or no"
    elif cells["pooled"] == "no" and not cells["why_not"].strip():
        yield "why_not", "the row is not pooled; say why"


def _names(cells: Mapping[str, str], parameters: Collection[str]) -> Iterator[str]:
    names = cells["parameter"].split("|")
    for name in names:
        if name not in {*parameters, CONTEXT}:
            near = difflib.get_close_matches(name, parameters, n=3)
            hint = f"; closest: {', '.join(near)}" if near else ""
            yield f"the parameter is none of parameters.csv{hint}"
    if len({*names}) < len(names):
        yield "a row names a parameter once"
    if CONTEXT in names and cells["pooled"] == "yes":
        yield "a row of context belongs to no parameter and is not pooled; write no"


def _numbers(cells: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    numbers = {name: _number(cells[name]) for name in NUMBERS if cells[name]}
    for column, number in numbers.items():
        if not abs(number) <= MOST:
            yield column, "write a finite number up to 1e9, such as 0.12"
    for column in NUMBERS:
        if cells["pooled"] == "yes" and not cells[column]:
            yield column, "a pooled row has an estimate with a low and a high end (90%)"
    centre = numbers.get("estimate", math.nan)
    if numbers.get("low", -math.inf) > centre:
        yield "low", f"the low end is at most the estimate, {centre:g}"
    if numbers.get("high", math.inf) < centre:
        yield "high", f"the high end is at least the estimate, {centre:g}"


def _number(text: str) -> float:
    return float(text) if _NUMBER.fullmatch(text) else math.nan
