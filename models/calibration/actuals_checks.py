"""Figures that are readable and yet cannot be right, against the stored ones of their series."""

from collections.abc import Iterable, Iterator, Mapping
from statistics import median

from models.calibration.actuals_rows import FORMS, WANTED, ActualRow
from models.calibration.series import HALVES, SERIES
from models.errors import Problem
from models.notation import quarter_name
from models.text_rules import refusal

Placed = tuple[ActualRow, str, int, float]
"""A row, its series ('' for a half-year), its quarter and its figure in RMB bn."""

Stored = Mapping[str, Mapping[int, float]]
"""RMB bn by name of the series ('' for half-years) and number of the quarter."""

SLIP, SLIP_FAR = 5.0, 8.0
"""Factors by which no figure departs from its stored neighbours: the least slip of a unit is 10."""

_NEIGHBOURS, _NEAR, _FAR = 4, 6, 20
_SLIPS = (
    ("RMB bn", 1000.0, "are the figures in RMB mn?"),
    ("RMB mn", 0.001, "are the figures in RMB bn?"),
    ("RMB bn", 10.0, "are the figures in \u4ebf (0.1 RMB bn)?"),
    ("RMB mn", 0.01, "are the figures in \u4ebf (100 RMB mn)?"),
    ("RMB mn", 100.0, "are the figures in \u4e07 (0.01 RMB mn)?"),
    ("RMB bn", 100_000.0, "are the figures in \u4e07 (0.00001 RMB bn)?"),
)
_ALIKE = 3.0


def slips(placed: Iterable[Placed], stored: Stored) -> Iterator[Problem]:
    """Refuse figures far off the stored one of their quarter, or of the quarters nearest to it.

    The file's own rows are no witness: a wrong unit is mostly wrong in all of them.
    """
    for row, name, quarter, value in placed:
        usual, where, bound = _usual(stored.get(name, {}), quarter)
        if usual and not usual / bound < value < usual * bound:
            about = f"{where} (about {usual:,.4g} RMB bn)"
            rule = (
                f"in {row.unit} that is {_times(value / usual)} {about};"
                f" {_unit_hint(row.unit, value / usual)}correct the value or the unit"
            )
            yield refusal(row.line, "value", f"{row.value:.12g}", rule)


def _usual(levels: Mapping[int, float], quarter: int) -> tuple[float, str, float]:
    """Give what is stored for a quarter or around it, what that is, and how far off one may be."""
    if quarter in levels:
        return levels[quarter], "the stored figure of that quarter", SLIP
    near = sorted(levels, key=lambda other: (abs(other - quarter), other))[:_NEIGHBOURS]
    if not near:
        return 0.0, "", SLIP
    # Before its first figure a series may have been a fraction of it.
    is_close = quarter > min(levels) and abs(near[0] - quarter) <= _NEAR
    bound = SLIP if is_close else SLIP_FAR
    span = f"{quarter_name(min(near))} to {quarter_name(max(near))}"
    return median(levels[other] for other in near), f"the stored figures of {span}", bound


def _times(factor: float) -> str:
    """Write a factor with three digits, as times more or less."""
    size = factor if factor > 1.0 else 1.0 / max(factor, 1e-300)
    factor_text = f"{float(f'{size:.3g}'):,.12g}" if size < 1e15 else f"{size:.3g}"
    return f"{factor_text} times {'' if factor > 1.0 else 'less than '}".rstrip()


def _unit_hint(unit: str, factor: float) -> str:
    for given, usual, hint in _SLIPS:
        if given == unit and 1.0 / _ALIKE < factor / usual < _ALIKE:
            return f"{hint} "
    return ""


def strays(placed: Iterable[Placed], stored: Stored) -> Iterator[Problem]:
    """Refuse quarters years away from all that is stored of their series."""
    for row, name, quarter, _ in placed:
        away = [abs(other - quarter) for other in stored.get(name, {})]
        if away and min(away) > _FAR:
            rule = "no stored figure of the series lies within five years of it; correct the period"
            yield refusal(row.line, "period", row.period, rule)


def nothing_to_score(rows: Iterable[ActualRow]) -> list[Problem]:
    """Refuse a file without any single quarter of a series that is forecast, row by row."""
    idle = [row for row in rows if row.key in WANTED or row.key == HALVES]
    if not idle:
        wanted = ", ".join(" ".join(series.key) for series in SERIES)
        message = f"no row gives a series that is forecast; platform and metric are of: {wanted}"
        return [Problem(line=None, column="metric", found="", message=message)]
    rule = f"no row of the file is a single quarter as first reported, and this is none; {FORMS}"
    return [refusal(row.line, "period", row.period, rule) for row in idle]
