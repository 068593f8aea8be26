"""Changes that add up as they are written, in the digits that are shown."""

from collections.abc import Mapping

from pages.labels.catalogue import LANGUAGES, language, t
from pages.labels.format import Change, fixed, interval, money_scale, shared_decimals

_WAN_IN_MILLION = 100.0

Triple = tuple[float, float, float]
"""A change with the low and the high end of its range."""


def adding_up(
    changes: Mapping[str, Triple], unit: str, *, total: str, rest: str
) -> dict[str, Change]:
    """Write changes alike, so that those beside ``total`` add up to it.

    What rounding leaves over goes to ``rest``, which may so differ from its own rounding by a
    unit of the last digit for each of the others. ``unit`` is million or RMB bn a quarter.
    """
    scale, words = _measure(unit)
    scaled = {name: [scale * x for x in triple] for name, triple in changes.items()}
    decimals = shared_decimals([x for values in scaled.values() for x in values])
    shown = {name: round(values[0], decimals) for name, values in scaled.items()}
    others = sum(value for name, value in shown.items() if name not in (total, rest))
    shown[rest] = shown[total] - others
    return {
        name: Change(
            value=t(words, value=fixed(shown[name], decimals, sign=True)),
            interval=interval(low, high, decimals),
        )
        for name, (_, low, high) in scaled.items()
    }


def _measure(unit: str) -> tuple[float, str]:
    """Give the factor on a value and the words around it."""
    english = language() == LANGUAGES[0]
    if unit == "million":
        return (1.0, "format.million") if english else (_WAN_IN_MILLION, "format.wan")
    return money_scale(), "format.bn" if english else "format.yi"
