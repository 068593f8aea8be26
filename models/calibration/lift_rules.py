"""What the cells of a test of a lever may hold."""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from difflib import get_close_matches

from models.csv_cells import number, whole
from models.levers import LEVERS
from models.notation import METRICS, OWN_METRICS, quarter_number

LONGEST = 12
"""Quarters that a test may last."""

MOST = 1e6
"""Largest effect in any unit: beyond it, and below its inverse, arithmetic loses its meaning."""

_UNITS = METRICS | OWN_METRICS
_UNTESTED = ("kpi", "environment")
_WAYS = ("total", "average")
_QUARTER = re.compile(r"\d{4}Q[1-4]", re.ASCII)
_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_KNOWN_AHEAD = 12

Cells = dict[str, str]


def faults(
    cells: Cells, platforms: Sequence[str], vintages: Sequence[str]
) -> Iterator[tuple[str, str]]:
    """Say what is wrong with a row, column first.

    Parameters
    ----------
    cells
        By column, trimmed; an empty platform already filled in.
    platforms, vintages
        Names of the apps, own group first, and the markets there are, ascending.
    """
    yield from _lever_faults(cells)
    yield from _metric_faults(cells, platforms)
    quarters = whole(cells["quarters"])
    if quarters is None or not 1 <= quarters <= LONGEST:
        yield "quarters", f"a test lasts a whole number of quarters from 1 to {LONGEST}"
    effect, error = number(cells["effect"]), number(cells["standard_error"])
    if effect is None or abs(effect) > MOST:
        yield "effect", f"an effect is a finite number in the unit of the metric, up to {MOST:g}"
    if error is None or not 1.0 / MOST <= error <= MOST:
        above = f"a standard error is a finite number above zero, {1.0 / MOST:g} to {MOST:g}"
        yield "standard_error", f"{above}, in the unit of the effect"
    if rule := _date_rule(cells["date"], vintages):
        yield "date", rule


def _lever_faults(cells: Cells) -> Iterator[tuple[str, str]]:
    lever = LEVERS.get(cells["lever"])
    if lever is None or lever.klass in _UNTESTED:
        names = [lever.name for lever in LEVERS.values() if lever.klass not in _UNTESTED]
        near = get_close_matches(cells["lever"], names, 1)
        hint = f"; did you mean '{near[0]}'?" if near else ""
        yield "lever", f"a test is of one lever that is set alone: {', '.join(names)}{hint}"
        return
    for column in ("from", "to"):
        if rule := lever.rule(number(cells[column])):
            yield column, rule
    if number(cells["from"]) is not None and number(cells["from"]) == number(cells["to"]):
        yield "to", "a test moves its lever: from and to differ"


def _metric_faults(cells: Cells, platforms: Sequence[str]) -> Iterator[tuple[str, str]]:
    metric, platform = cells["metric"], cells["platform"]
    if metric not in _UNITS:
        yield "metric", f"a metric is one of {', '.join(_UNITS)}"
    if platform not in platforms:
        yield "platform", f"a platform is one of {', '.join(platforms)}"
    elif metric in OWN_METRICS and platform != platforms[0]:
        yield "platform", f"{metric} is known of {platforms[0]} alone"
    if cells["total_or_average"] not in _WAYS:
        yield "total_or_average", "say total (the sum over the quarters) or average (their mean)"
    elif cells["total_or_average"] == "total" and not _adds_up(metric):
        yield "total_or_average", f"{metric} does not add up over quarters; give its average"


def _adds_up(metric: str) -> bool:
    return _UNITS.get(metric, "/quarter").endswith("/quarter")


def _date_rule(text: str, vintages: Sequence[str]) -> str | None:
    quarter = quarter_of(text)
    if quarter is None:
        return "a date is the first day of the test, such as 2024-04-01, or its quarter, 2024Q2"
    first, last = quarter_number(vintages[0]), quarter_number(vintages[-1]) + _KNOWN_AHEAD
    if not first <= quarter_number(quarter) <= last:
        return f"the markets known are those of {vintages[0]} to {vintages[-1]}; too far from them"
    return None


def quarter_of(text: str) -> str | None:
    """Read a quarter, or the quarter of a day; None for anything else."""
    if _QUARTER.fullmatch(text):
        return text
    if not _DAY.fullmatch(text):
        return None
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return f"{day.year:04d}Q{(day.month + 2) // 3}"
