"""Totals over the horizon and worst years, as the terminal sets them beside a year (E32)."""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from models.analysis.horizon_figures import HorizonFigure


def as_objects(figures: Mapping[str, "HorizonFigure"]) -> dict[str, dict[str, object]]:
    """Give figures for JSON by metric; the total is null where a metric does not add up."""
    return {
        name: {
            "last_year": one.year,
            "total": one.total,
            "worst_year": one.worst,
            "worst_year_to": one.worst_quarter,
        }
        for name, one in figures.items()
    }


def lines(figures: Mapping[str, "HorizonFigure"]) -> Iterator[str]:
    """Write a row for each metric; flows are RMB bn or bn a quarter, their totals without it."""
    if not figures:
        return
    yield f"  {'metric':<18}{'last year':>12}{'total':>12}{'worst year':>12}  to"
    for name, one in figures.items():
        total = "" if one.total is None else f"{one.total:.5g}"
        yield f"  {name:<18}{one.year:>12.5g}{total:>12}{one.worst:>12.5g}  {one.worst_quarter}"
