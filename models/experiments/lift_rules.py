"""What the cells of a test of a lever may hold."""

import re
from collections.abc import Iterator, Sequence
from difflib import get_close_matches

from models.levers import LEVERS
from models.notation import FLOWS, METRICS, OWN_METRICS, quarter_number
from models.scenario.csv.cells import number, whole, with_slip
from models.scenario.csv.dates import quarter_of, quarters_of

LONGEST_TEST = 12
"""Quarters that a test may last."""

LARGEST_EFFECT = 1e6
"""Largest effect in any unit: beyond it, and below its inverse, arithmetic loses its meaning."""

_METRICS = METRICS | OWN_METRICS
_TESTED = tuple(
    name for name, lever in LEVERS.items() if lever.delivery != "kpi" and lever.search != "nobody"
)
_WAYS = ("total", "average")
_SPAN = re.compile(
    r"([0-9]+(?:\.[0-9]+)?) *"
    "(day|week|month|quarter|year|\u5929|\u65e5|\u5468|\u4e2a?\u6708|\u4e2a?\u5b63\u5ea6?|\u5e74)s?",
    re.IGNORECASE,
)
_IN_QUARTERS = {
    "day": 1 / 91,
    "\u5929": 1 / 91,
    "\u65e5": 1 / 91,
    "week": 1 / 13,
    "\u5468": 1 / 13,
    "month": 1 / 3,
    "\u6708": 1 / 3,
    "quarter": 1.0,
    "\u5b63": 1.0,
    "year": 4.0,
    "\u5e74": 4.0,
}
_ROUGHLY = 0.1
_ISO = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_KNOWN_AHEAD = 12

Cells = dict[str, str]


def faults(
    cells: Cells, platforms: Sequence[str], vintages: Sequence[str]
) -> Iterator[tuple[str, str]]:
    """List what is wrong with a row, column first.

    Parameters
    ----------
    cells
        By column, trimmed; an empty platform already filled in.
    platforms, vintages
        Names of the apps, own group first, and the markets there are, ascending.
    """
    yield from _lever_faults(cells)
    yield from _metric_faults(cells, platforms)
    if rule := _length_rule(cells["quarters"]):
        yield "quarters", rule
    effect, error = number(cells["effect"]), number(cells["standard_error"])
    if effect is None or abs(effect) > LARGEST_EFFECT:
        rule = f"an effect is a finite number in the unit of the metric, up to {LARGEST_EFFECT:g}"
        yield "effect", with_slip(rule, cells["effect"])
    if error is None or not 1.0 / LARGEST_EFFECT <= error <= LARGEST_EFFECT:
        allowed = f"{1.0 / LARGEST_EFFECT:g} to {LARGEST_EFFECT:g}"
        above = f"a standard error is a finite number above zero, {allowed}"
        rule = f"{above}, in the unit of the effect"
        yield "standard_error", with_slip(rule, cells["standard_error"])
    if rule := _date_rule(cells["date"], vintages):
        yield "date", rule


def _lever_faults(cells: Cells) -> Iterator[tuple[str, str]]:
    lever = LEVERS.get(cells["lever"])
    if lever is None or lever.name not in _TESTED:
        near = get_close_matches(cells["lever"], _TESTED, 1)
        hint = f"; did you mean '{near[0]}'?" if near else ""
        yield "lever", f"a test is of one lever that is set alone: {', '.join(_TESTED)}{hint}"
        return
    for column in ("from", "to"):
        if rule := lever.rule(number(cells[column])):
            yield column, with_slip(rule, cells[column])
    if number(cells["from"]) is not None and number(cells["from"]) == number(cells["to"]):
        yield "to", "a test moves its lever: from and to differ"


def _metric_faults(cells: Cells, platforms: Sequence[str]) -> Iterator[tuple[str, str]]:
    metric, platform = cells["metric"], cells["platform"]
    if metric not in _METRICS:
        yield "metric", f"a metric is one of {', '.join(_METRICS)}"
    if platform not in platforms:
        yield "platform", f"a platform is one of {', '.join(platforms)}"
    elif metric in OWN_METRICS and platform != platforms[0]:
        yield "platform", f"{metric} is known of {platforms[0]} alone"
    if cells["total_or_average"] not in _WAYS:
        yield "total_or_average", "say total (the sum over the quarters) or average (their mean)"
    elif cells["total_or_average"] == "total" and not _adds_up(metric):
        yield "total_or_average", f"{metric} does not add up over quarters; give its average"


def _adds_up(metric: str) -> bool:
    return metric in FLOWS or metric not in _METRICS


def quarters_in(text: str) -> int | None:
    """Read how many quarters a test lasted: a whole number, or days, weeks or months of about it.

    None where that is not about a whole number of quarters.
    """
    span = _span(text)
    count = round(span) if span is not None and span < LONGEST_TEST + 1 else 0
    is_near = span is not None and abs(span - count) <= _ROUGHLY
    return count if is_near and (count == span or _SPAN.fullmatch(text)) else None


def _span(text: str) -> float | None:
    """Read a length in quarters, whole or not."""
    if match := _SPAN.fullmatch(text):
        unit = match[2].casefold().removeprefix("\u4e2a").removesuffix("\u5ea6")
        return float(match[1]) * _IN_QUARTERS[unit]
    return number(text)


def _length_rule(text: str) -> str | None:
    count, span = quarters_in(text), _span(text)
    if count is not None and 1 <= count <= LONGEST_TEST:
        return None
    rule = f"a test lasts a whole number of quarters from 1 to {LONGEST_TEST}"
    if span is None or not 0.0 < span < LONGEST_TEST:
        return with_slip(rule, text) if whole(text) is None else rule
    count = max(1, round(span))
    weeks, months = f"{13 * span:.3g}", f"{3 * span:.2g}"
    return (
        f"{rule}; this is {weeks} weeks or {months} months, and a quarter has 13 weeks: write"
        f" {count}, keep an average as it is, and multiply a total and its standard error by"
        f" {count / span:.3g}"
    )


def _date_rule(text: str, vintages: Sequence[str]) -> str | None:
    possible = sorted(quarters_of(text))
    form = "a date is the first day of the test, such as 2024-04-01, or its quarter, 2024Q2"
    if len(possible) > 1:
        return f"this may be {' or '.join(possible)}; {form}"
    if not possible:
        return form
    quarter = possible[0]
    first, last = quarter_number(vintages[0]), quarter_number(vintages[-1]) + _KNOWN_AHEAD
    if not first <= quarter_number(quarter) <= last:
        return f"the markets known are those of {vintages[0]} to {vintages[-1]}; too far from them"
    return None


def readings(cells: Cells) -> Iterator[str]:
    """List what was read otherwise than it stands, of a row without faults."""
    date, quarter = cells["date"], quarter_of(cells["date"])
    if date != quarter and not _ISO.fullmatch(date):
        yield f"date '{date}' was read as {quarter}"
    if whole(cells["quarters"]) is None:
        yield f"'{cells['quarters']}' was read as {quarters_in(cells['quarters'])} quarters"
