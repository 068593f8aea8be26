"""Changes that add up as they are written, in the digits that are shown."""

from collections.abc import Mapping

from pages.labels.format import (
    Change,
    money_measure,
    people_measure,
    rounded_change,
    shared_decimals,
)

Triple = tuple[float, float, float]
"""A change with the low and the high end of its range."""


def adding_up(
    changes: Mapping[str, Triple], unit: str, level: float = 0.0, *, total: str, rest: str
) -> dict[str, Change]:
    """Write changes alike, so that those beside ``total`` add up to it.

    What rounding leaves over goes to ``rest``, which may so differ from its own rounding by a
    unit of the last digit for each of the others. ``unit`` is million or RMB bn a quarter,
    ``level`` what changes, 0 where it is not known.
    """
    scale, words = people_measure() if unit == "million" else money_measure()
    scaled = {name: [scale * x for x in triple] for name, triple in changes.items()}
    decimals = shared_decimals([x for values in scaled.values() for x in values], scale * level)
    shown = {name: round(values[0], decimals) for name, values in scaled.items()}
    others = sum(value for name, value in shown.items() if name not in (total, rest))
    shown[rest] = shown[total] - others
    return {
        name: rounded_change(words, (shown[name], low, high), decimals)
        for name, (_, low, high) in scaled.items()
    }
