"""Names and amounts in the words that the pages of Decide share."""

import re
from collections.abc import Sequence

from models.analysis.drivers.players import RIVALS_PLAYER
from models.levers import KPI_UNITS, LEVERS
from models.notation import UNITS
from pages.labels import html
from pages.labels.catalogue import t
from pages.labels.format import (
    Change,
    figure,
    fixed,
    money_change,
    number,
    people_change,
    points_change,
    setting,
    written_change,
)
from pages.labels.html import Html

_ASIDE = re.compile(r"\s*[(（].*[)）]\s*$")


def lever(name: str) -> str:
    """Name a lever, a KPI unit or the rivals, without what stands in brackets."""
    if name == RIVALS_PLAYER:
        return t("decide.rivals")
    if name in KPI_UNITS:
        return t(f"decide.{name}")
    return _ASIDE.sub("", t(name))


def measure(name: str) -> str:
    """Name a metric with a capital letter."""
    name_text = t(f"measure.{name}")
    return name_text[:1].upper() + name_text[1:]


def measured(name: str) -> Html:
    """Name a metric as `measure` does, with the way to its equation, inputs and evidence."""
    return html.measured(name, measure(name))


def level(value: float, metric: str) -> str:
    """Write a level of ``metric``."""
    return figure(value, UNITS[metric])


def change(metric: str, value: float, low: float, high: float, *, level: float = 0.0) -> Change:
    """Write a change of ``metric`` with its range, in its unit; ``level`` is what changes."""
    return _in_unit(UNITS[metric], value, low, high, level)


def _in_unit(unit: str, value: float, low: float, high: float, level: float = 0.0) -> Change:
    if unit == "million":
        return people_change(value, low, high, level=level)
    if unit.startswith("RMB bn"):
        return money_change(value, low, high, level=level)
    if unit == "share":
        return points_change(value, low, high)
    return written_change("format.plain", (value, low, high), level)


def lone_change(metric: str, value: float, *, level: float = 0.0) -> str:
    """Write a change of ``metric`` without a range; ``level`` is what changes."""
    return change(metric, value, value, value, level=level).value


def size(value: float, unit: str, *, level: float = 0.0) -> str:
    """Write how large a change in ``unit`` is, without its sign; ``level`` is what changes."""
    written = _in_unit(unit, abs(value), value, value, level)
    return t("format.none") if written.is_none else written.value.lstrip("+")


def target(name: str, value: float) -> str:
    """Write the target of a lever with its unit."""
    return setting(value, LEVERS[name].unit)


def amount(value: float, unit: str) -> str:
    """Write a figure of any unit that a lever or metric has."""
    known = unit in ("share", "million") or unit.startswith("RMB")
    return figure(value, unit) if known else number(value)


def percent(part: float) -> str:
    """Write a probability in whole per cent; never certain where a draw disagrees."""
    if 0.0 < part < 0.01:
        return "<1%"
    if 0.99 < part < 1.0:
        return ">99%"
    return f"{fixed(100.0 * part, 0)}%"


def together(parts: Sequence[str]) -> str:
    """Join clauses that hold at once, for which Chinese has another word than for names."""
    if len(parts) < 2:
        return "".join(parts)
    return t("finding.both", most=t("finding.comma").join(parts[:-1]), last=parts[-1])


def listed(parts: Sequence[str]) -> str:
    """Join as people do: a, b and c."""
    if len(parts) < 2:
        return "".join(parts)
    return t("finding.and", most=t("finding.comma").join(parts[:-1]), last=parts[-1])


def inside(text: str) -> str:
    """Write a name inside a sentence: small first letter, but for abbreviations."""
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]


def capital(text: str) -> str:
    """Begin a text with a capital letter."""
    return text[:1].upper() + text[1:]
