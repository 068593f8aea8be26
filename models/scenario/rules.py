"""What the settings and the rows of a plan may be; a rule is None or says what is allowed."""

import re
from collections.abc import Iterator, Mapping
from datetime import datetime

from models.levers import KPI_UNITS, UNIT_OF_WEIGHT
from models.market.rivals import POSTURES
from models.notation import quarter_name, quarter_number
from models.text_rules import text_rule

SETTINGS = (
    *("market", "horizon", "rivals", "draws", "seed"),
    *("author", "created", "model", "format"),
)
"""Reserved names of the setting rows, in the order in which files list them."""

ASSUMPTION = "assumption:"
"""What stands before the name of a parameter in the rows that replace one."""

WHOLE = {"horizon": (1, 40), "draws": (1, 100_000), "seed": (0, 2**53 - 1)}
"""Ranges of the whole numbers; a seed stays exact in JSON and in a browser."""

# Three weights typed with six digits, 0.333333 each, pass in spite of rounding.
KPI_TOLERANCE = 1e-6 + 1e-9
"""How far the weights of a unit may be from a sum of 1."""

_ISO = re.compile(
    r"\d{4}-\d\d-\d\d([T ]\d\d:\d\d(:\d\d(\.\d{1,6})?)?(Z|[+-]\d\d:\d\d)?)?", re.ASCII
)

SUCCESSORS = {"confidence_growth": ("confidence_level", "log points of demand, once")}
"""Parameters that the model no longer has: what stands in their place, and its unit."""

Place = tuple[str, str]
"""A lever and a quarter."""


def setting_rule(name: str, value: str | int | None) -> str | None:
    """Check one setting by itself; whether there is a market of that vintage is the caller's."""
    if name in WHOLE:
        low, high = WHOLE[name]
        fits = isinstance(value, int) and low <= value <= high
        return None if fits else f"{name} is a whole number from {low} to {high}"
    text = str(value)
    if name == "market":
        fits = re.fullmatch("[0-9]{4}Q[1-4]", text) is not None
        return None if fits else "market is a vintage such as 2023Q1"
    if name == "rivals":
        return None if text in POSTURES else f"rivals is one of {', '.join(POSTURES)}"
    if name == "created" and text and not _is_time(text):
        return "created is an ISO 8601 date or time, such as 2025-11-22 or 2025-11-22T10:15+08:00"
    return text_rule(text)


def _is_time(text: str) -> bool:
    try:
        datetime.fromisoformat(text)
    except ValueError:
        return False
    return _ISO.fullmatch(text) is not None


def successor_rule(parameter: str) -> str | None:
    """Tell what took the place of a parameter of an earlier model; None where nothing did."""
    if parameter not in SUCCESSORS:
        return None
    name, unit = SUCCESSORS[parameter]
    return f"this is {name} now, in another unit ({unit}); nothing is converted: write that row"


def quarter_rule(quarter: str, market: str | None, horizon: int) -> str | None:
    """Check that ``quarter`` is one of the ``horizon`` quarters that follow ``market``.

    Where the market is itself in doubt (None), any quarter passes that is written like one.
    """
    try:
        here = quarter_number(quarter)
    except ValueError:
        here = -1
    start = quarter_number(market) if market else here - 1
    if here >= 0 and 1 <= here - start <= horizon:
        return None
    if not market:
        return "a lever row needs a quarter, written like 2023Q2"
    first, last = quarter_name(start + 1), quarter_name(start + horizon)
    return (
        f"a lever row needs a quarter from {first} to {last}, written like {first}"
        f" (market {market}, horizon {horizon})"
    )


def kpi_rules(values: Mapping[Place, float | None]) -> Iterator[tuple[Place, str, str]]:
    """Check that the weights of a unit come together and sum to 1 in each quarter.

    Parameters
    ----------
    values
        Value of every row, other levers included; None where a row gave no usable number.

    Yields
    ------
    tuple
        The row to blame, its column, the rule.
    """
    units: dict[Place, dict[str, float | None]] = {}
    for (lever, quarter), value in values.items():
        if lever in UNIT_OF_WEIGHT:
            units.setdefault((UNIT_OF_WEIGHT[lever], quarter), {})[lever] = value
    for (unit, quarter), given in units.items():
        last = (list(given)[-1], quarter)
        if absent := [name for name in KPI_UNITS[unit] if name not in given]:
            rule = f"the three weights of {unit} are set together and {quarter} lacks"
            yield last, "lever", f"{rule} {' and '.join(absent)}"
        elif abs((total := _sum(given)) - 1) > KPI_TOLERANCE:
            yield last, "value", f"the weights of {unit} in {quarter} sum to {total:.9g}, not to 1"


def _sum(weights: Mapping[str, float | None]) -> float:
    """Add the weights up; a weight that is wrong by itself is no reason to blame the sum."""
    known = [weight for weight in weights.values() if weight is not None]
    return sum(known) if len(known) == len(weights) else 1.0
