"""A market file taken apart: texts and numbers by their dotted place."""

import math
import re
import reprlib
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from models.errors import MarketError
from models.notation import GRADES
from models.text_rules import shown
from models.vintage import Number

Fault = tuple[str, str]
"""Place, and what was found there and what is allowed."""

LONGEST_SOURCE = 2_000
"""Characters of a source at most."""

LONGEST_PLACE = 120
"""Characters of a place that a message quotes."""

RAW = ("unavailable", "limits", "instant.in_ebita")
"""Places that hold plain years, ends of ranges, and a yes or no."""

_NUMBER = ("value", "unit", "source", "grade")
_GRADES = "A reported, B derived, C estimate or recalled, D judgement"


@dataclass(frozen=True, kw_only=True, eq=False)
class Content:
    """Texts and numbers of one file, with the line of every place.

    ``raw`` holds, by place, what is neither text nor number with a source: the tables of
    ``RAW``, unread. ``faults`` holds (place, what is wrong) of the numbers that cannot be read.
    """

    name: str
    lines: Mapping[str, int]
    platforms: tuple[str, ...]
    sides: tuple[str, ...]
    services: tuple[str, ...] = ()
    texts: dict[str, str] = field(default_factory=dict)
    numbers: dict[str, Number] = field(default_factory=dict)
    raw: dict[str, Any] = field(default_factory=dict)
    faults: list[tuple[str, str]] = field(default_factory=list)

    def group(self, table: str) -> dict[str, float]:
        """Values of one table by their last name."""
        start = f"{table}."
        found = {place: number.value for place, number in self.numbers.items()}
        return {p.removeprefix(start): v for p, v in found.items() if p.startswith(start)}

    def refuse(self, faults: Iterable[Fault]) -> None:
        """Raise one error that lists all faults, if there are any.

        Raises
        ------
        MarketError
            One line for each fault: file, line, place, what was found and what is allowed.
        """
        where = ((self._line(place), shown(place, LONGEST_PLACE), what) for place, what in faults)
        if told := [f"{self.name}{line}, {place}: {what}" for line, place, what in where]:
            raise MarketError("\n".join(told))

    def _line(self, place: str) -> str:
        while place and place not in self.lines:
            place = place.rpartition(".")[0]
        return f", line {self.lines[place]}" if place else ""


def take_apart(text: str, name: str) -> Content:
    """Read TOML; ``name`` is the name of the file in messages.

    Raises
    ------
    MarketError
        The text is not TOML, for example because it was cut short.
    """
    try:
        tables = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        msg = f"{name}: this is not TOML, perhaps cut short: {error}; mend it there"
        raise MarketError(msg) from error
    content = Content(
        name=name,
        lines=_lines(text),
        platforms=_ids(tables.get("platforms")),
        sides=_ids(tables.get("sides")),
        services=_services(tables.get("instant")),
    )
    _collect(tables, "", content)
    return content


def _ids(table: object) -> tuple[str, ...]:
    return tuple(table) if isinstance(table, dict) else ()


def _services(instant: object) -> tuple[str, ...]:
    """Name the services of a table of instant commerce: its tables that are no numbers."""
    if not isinstance(instant, dict):
        return ()
    tables = {key: item for key, item in instant.items() if isinstance(item, dict)}
    return tuple(key for key, item in tables.items() if not item.keys() & set(_NUMBER))


def _collect(table: Mapping[str, Any], place: str, content: Content) -> None:
    for key, item in table.items():
        here = f"{place}.{key}" if place else key
        if here in RAW:
            content.raw[here] = item
        elif isinstance(item, str):
            content.texts[here] = item
        elif isinstance(item, dict) and not item.keys() & set(_NUMBER):
            _collect(item, here, content)
        elif faults := list(_number_faults(item)):
            content.faults.extend((here, what) for what in faults)
        else:
            content.numbers[here] = Number(path=here, **item | {"value": float(item["value"])})


def _number_faults(item: object) -> Iterator[str]:
    form = f"write it as {{ {', '.join(f'{key} = …' for key in _NUMBER)} }}"
    if not isinstance(item, dict):
        yield f"found {reprlib.repr(item)}, which is no number with a source; {form}"
    elif item.keys() != set(_NUMBER):
        wrong = [f"lacks {key}" for key in _NUMBER if key not in item]
        wrong += [f"holds {shown(key)!r}" for key in item if key not in _NUMBER]
        yield f"it {' and '.join(wrong)}; {form}"
    else:
        yield from _cell_faults(item)


def _cell_faults(item: Mapping[str, Any]) -> Iterator[str]:
    value = item["value"]
    if isinstance(value, bool) or not isinstance(value, int | float) or not is_finite(value):
        yield f"value = {reprlib.repr(value)} is not a finite number"
    if not isinstance(item["unit"], str):
        yield f"unit = {reprlib.repr(item['unit'])} is not a text"
    if not isinstance(item["source"], str) or not item["source"].strip():
        yield "source is empty; say where the number comes from, or that it is a judgement"
    elif len(item["source"]) > LONGEST_SOURCE:
        count = f"{len(item['source']):,} characters"
        yield f"source has {count}; allowed are at most {LONGEST_SOURCE:,}; shorten it"
    if item["grade"] not in GRADES:
        yield f"grade = {reprlib.repr(item['grade'])} is not a grade; allowed are {_GRADES}"


def is_finite(value: float) -> bool:
    """Tell whether a number of TOML is one that a float holds."""
    try:
        return math.isfinite(value)
    except OverflowError:  # a whole number too long for a float
        return False


def _lines(text: str) -> dict[str, int]:
    """Line of every table and key by dotted place, as files are laid out: one key a line."""
    lines: dict[str, int] = {}
    table = ""
    for number, line in enumerate(text.splitlines(), start=1):
        if header := re.match(r"\s*\[([\w.]+)\]", line):
            table = header[1]
            lines.setdefault(table, number)
        elif key := re.match(r"\s*([\w.]+)\s*=", line):
            lines.setdefault(f"{table}.{key[1]}" if table else key[1], number)
    return lines
