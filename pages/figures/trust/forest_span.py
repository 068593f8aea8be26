"""What a forest plot spans: wide enough for its centre of interest, and nice ticks."""

from collections.abc import Mapping, Sequence
from math import ceil, floor, log10
from typing import Any

import numpy as np

from pages.charts.forest import Span

_WIDER = 0.6
"""Ranges may leave the estimates and what is drawn from by this part of their span."""

_PAD = 0.06
_LOG_FROM = 4.0
"""From this ratio of its ends a span of positive numbers is shown in logarithms."""

_STEPS = (1.0, 2.0, 2.5, 5.0, 10.0)
_TICKS = 5


def span_of(rows: Sequence[Mapping[str, Any]], *, is_log: bool) -> Span:
    """Span all estimates and what is drawn from, and of the ranges what lies near them."""
    core = [row["estimate"] for row in rows if row["kind"] != "corner"]
    inner = [row for row in rows if row["kind"] in ("prior", "pool")]
    core += [row[end] for row in inner for end in ("low", "high")]
    ends = [row[end] for row in rows for end in ("low", "high")]
    is_log = is_log and min(core) > 0.0 and max(core) / min(core) >= _LOG_FROM
    forward, back = (np.log, np.exp) if is_log else (_same, _same)
    low, high = (float(forward(end)) for end in (min(core), max(core)))
    room = _WIDER * (high - low) or 0.5 * abs(low) or 1.0
    far = [float(forward(end)) for end in ends if not is_log or end > 0.0]
    least, most = max(min(far), low - room), min(max(far), high + room)
    pad = _PAD * (most - least) or 0.5 * abs(least) or 1.0
    least, most = float(back(least - pad)), float(back(most + pad))
    ticks = _log_ticks(least, most) if is_log else _ticks(least, most)
    return Span(low=least, high=most, ticks=ticks, is_log=is_log)


def clipped(rows: Sequence[Mapping[str, Any]], span: Span) -> list[dict[str, Any]]:
    """Keep rows inside the plot, and mark the ends that lie beyond."""
    return [
        {
            **row,
            **{end: min(max(row[end], span.low), span.high) for end in ("low", "high")},
            "cut_low": row["low"] < span.low,
            "cut_high": row["high"] > span.high,
            "tip": f"{_whole(row)}  {row['text']}  {row['below']}".strip(),
        }
        for row in rows
    ]


def _whole(row: Mapping[str, Any]) -> str:
    """Name a row as the plot has no room to."""
    return str(row.get("whole") or row.get("name", ""))


def digits(rows: Sequence[Mapping[str, Any]]) -> int:
    """Decimals that tell two digits of the middling width of a range, and suit all rows."""
    widths = [row["high"] - row["low"] for row in rows if row["high"] > row["low"]]
    width = float(np.median(widths)) if widths else max(abs(row["estimate"]) for row in rows)
    return max(0, 1 - floor(log10(width))) if width else 0


def _same(value: float) -> float:
    return value


def _ticks(low: float, high: float) -> tuple[float, ...]:
    rough = (high - low) / _TICKS
    power = 10.0 ** floor(log10(rough))
    step = power * next(step for step in _STEPS if step * power >= rough)
    first, last = ceil(low / step), floor(high / step)
    return tuple(float(f"{step * place:.6g}") for place in range(first, last + 1))


def _log_ticks(low: float, high: float) -> tuple[float, ...]:
    powers = range(floor(log10(low)), ceil(log10(high)) + 1)
    for steps in ((1.0, 2.0, 5.0), (1.0, 3.0), (1.0,)):
        places = (step * 10.0**power for power in powers for step in steps)
        found = tuple(float(f"{place:.6g}") for place in places if low <= place <= high)
        if len(found) <= _TICKS + 2:
            break
    return found
