"""What stands beside a figure of one year: the total over the horizon and the worst year (E32)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from models.analysis.reading import own_by_quarter, own_figure, total
from models.market.over_year import YEAR
from models.notation import FLOWS, HORIZON_METRICS, Array


@dataclass(frozen=True, kw_only=True)
class HorizonFigure:
    """A figure of the own group in the central run, in the unit of its metric.

    ``year`` is read over the last year of the horizon. ``total`` sums a flow up over the horizon
    and is None for what is no flow. ``worst`` is the lowest full trailing year, the one to
    quarter ``worst_quarter``; of a horizon shorter than a year the one window that there is.
    """

    year: float
    total: float | None
    worst: float
    worst_quarter: str


def horizon_figures(
    own: Mapping[str, Array], quarters: Sequence[str], metrics: Iterable[str]
) -> dict[str, HorizonFigure]:
    """Read quarterly metrics; those of the whole horizon are left out, as they are totals.

    Parameters
    ----------
    own : mapping of str to array, shape (T, 1+D)
        Paths of the own group; of ratios also what `needed` names.
    """
    central = {name: path[..., :1] for name, path in own.items()}
    return {
        name: _figure(central, quarters, name) for name in metrics if name not in HORIZON_METRICS
    }


def _figure(own: Mapping[str, Array], quarters: Sequence[str], name: str) -> HorizonFigure:
    first = min(YEAR, len(quarters)) - 1
    years = own_by_quarter(own, name)[first:, 0]
    place = int(np.argmin(years))
    return HorizonFigure(
        year=float(own_figure(own, name)[0]),
        total=float(total(own[name])[0]) if name in FLOWS else None,
        worst=float(years[place]),
        worst_quarter=quarters[first + place],
    )
