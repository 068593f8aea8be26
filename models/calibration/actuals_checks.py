"""Figures that are readable and yet cannot be right, against the others of their series."""

from collections.abc import Iterable, Iterator, Mapping
from statistics import median

from models.calibration.actuals_rows import Row
from models.calibration.series import SERIES
from models.errors import Problem
from models.text_rules import refusal

Placed = tuple[Row, str, int, float]
"""A row, its series ('' for a half-year), its quarter and its figure in RMB bn."""

SLIP = 8.0
"""No series moved by this factor within a year and a half: a slip of the unit is a thousand."""

_NEAR, _FAR = 6, 20


def slips(placed: Iterable[Placed], levels: Mapping[str, Mapping[int, float]]) -> Iterator[Problem]:
    """Refuse figures far off their neighbours in time."""
    for row, name, quarter, value in placed:
        near = [
            x for q, x in levels.get(name, {}).items() if q != quarter and abs(q - quarter) <= _NEAR
        ]
        if near and not 1 / SLIP < value / median(near) < SLIP:
            factor = value / median(near)
            usual = f"{median(near):,.4g} RMB bn"
            rule = (
                f"in {row.unit} that is {factor:,.3g} times the quarters around it (about {usual});"
                " correct the value or the unit"
            )
            yield refusal(row.line, "value", f"{row.value:.12g}", rule)


def strays(
    placed: Iterable[Placed], levels: Mapping[str, Mapping[int, float]]
) -> Iterator[Problem]:
    """Refuse quarters years away from all others of their series."""
    for row, name, quarter, _ in placed:
        others = [abs(q - quarter) for q in levels.get(name, {}) if q != quarter]
        if others and min(others) > _FAR:
            rule = "no other figure of the series lies within five years of it; correct the period"
            yield refusal(row.line, "period", row.period, rule)


def nothing_to_score() -> Problem:
    """Refuse a file without any series that is forecast."""
    wanted = ", ".join(" ".join(series.key) for series in SERIES)
    message = f"no row gives a series that is forecast; platform and metric are one of: {wanted}"
    return Problem(line=None, column="metric", found="", message=message)
