"""What a market forbids: levers that did not exist yet, and narrower ranges."""

import reprlib
from collections.abc import Iterator, Mapping
from typing import Any

from models.levers import LEVERS, MONEY
from models.vintage import most_money
from models.vintage.market_content import Content, Fault, is_finite

UNAVAILABLE, LIMITS = "unavailable", "limits"

BASELINE = "baseline"
"""Word for the market's own baseline as an end of a range."""

Range = tuple[float, float]

_FIRST_YEAR, _LAST_YEAR = 1900, 2100


def term_faults(content: Content) -> Iterator[Fault]:
    """List levers that do not exist, years that are none, and ranges without the baseline."""
    for table, check in ((UNAVAILABLE, _year_fault), (LIMITS, _limit_fault)):
        entries = content.raw.get(table, {})
        if not isinstance(entries, dict):
            yield table, f"found {reprlib.repr(entries)}; write a table, an entry a lever"
            continue
        for lever, entry in entries.items():
            place = f"{table}.{lever}"
            if lever not in LEVERS:
                yield place, "there is no such lever; delete it"
            elif fault := check(entry, content.group("levers").get(lever)):
                yield place, fault


def _year_fault(entry: object, _baseline: float | None) -> str | None:
    if isinstance(entry, int) and _FIRST_YEAR <= entry <= _LAST_YEAR:
        return None
    return f"found {reprlib.repr(entry)}; write the year in which the lever began, such as 2016"


def _limit_fault(entry: object, baseline: float | None) -> str | None:
    if not (isinstance(entry, list) and len(entry) == 2 and all(map(_is_end, entry))):
        return f"found {reprlib.repr(entry)}; write [low, high], each a number or {BASELINE!r}"
    if baseline is None:  # told as missing, or given by the table of instant commerce
        return None
    low, high = _ends(entry, baseline)
    if not low <= baseline <= high:
        return f"the range {low:g} to {high:g} leaves the baseline {baseline:g} out; widen it"
    return None


def _is_end(end: object) -> bool:
    if isinstance(end, bool) or not isinstance(end, int | float):
        return end == BASELINE
    return is_finite(end)


def _ends(entry: list[Any], baseline: float) -> Range:
    low, high = (baseline if end == BASELINE else float(end) for end in entry)
    return low, high


def unavailable(content: Content) -> dict[str, int]:
    """Levers that did not exist yet, with the year in which each began."""
    return dict(content.raw.get(UNAVAILABLE, {}))


def limits(content: Content, levers: Mapping[str, float], gmv: float) -> dict[str, Range]:
    """Close the range of the levers that may move less here than the table of levers says.

    Parameters
    ----------
    content : Content
        The file, with what it forbids.
    levers : mapping of str to float
        Baseline of every lever.
    gmv : float
        Sales of the own group, RMB bn a quarter: no lever spends more than 3.5% of them.
    """
    told, found = content.raw.get(LIMITS, {}), {}
    for name, baseline in levers.items():
        lever = LEVERS[name]
        low, high = _ends(told[name], baseline) if name in told else (lever.low, lever.high)
        low, high = max(low, lever.low), min(high, lever.high)
        if lever.unit == MONEY:
            high = max(baseline, min(high, most_money(gmv)))
        if (low, high) != (lever.low, lever.high):
            found[name] = (low, high)
    return found
