"""Tornado: each assumption moved alone to the ends of what it may be."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from models.analysis.effects import quantiles
from models.analysis.risk.range_sources import HIGH, LOW, FigureOf, Spread


@dataclass(frozen=True, kw_only=True)
class TornadoBar:
    """A figure with one parameter low and high, the others central, in the unit of the figure.

    ``from_value`` and ``to_value`` are the ends, between which nine draws in ten lie.
    """

    parameter: str
    low: float
    high: float
    from_value: float
    to_value: float

    @property
    def size(self) -> float:
        """How far the figure moves."""
        return abs(self.high - self.low)


def tornado(
    outcome: FigureOf, spreads: Mapping[str, Spread], central: Mapping[str, float]
) -> tuple[float, tuple[TornadoBar, ...]]:
    """Give the central figure, and that with every parameter at both ends, one at a time.

    Parameters
    ----------
    outcome : callable
        From columns of parameters to a figure, as `outcome_of` makes it.
    spreads : mapping of str to Spread
        Every parameter that varies.
    central : mapping of str to float
        Where the others stay.

    Returns
    -------
    tuple
        The figure with all parameters central, and the bars, the widest first.
    """
    names = tuple(spreads)
    ends = {name: quantiles(spread.draws, (LOW, HIGH)) for name, spread in spreads.items()}
    columns = {name: np.full(2 * len(names) + 1, central[name]) for name in names}
    for place, name in enumerate(names):
        columns[name][2 * place : 2 * place + 2] = ends[name]
    *found, still = outcome(columns).tolist()
    swings = [
        TornadoBar(
            parameter=name,
            low=low,
            high=high,
            from_value=float(ends[name][0]),
            to_value=float(ends[name][1]),
        )
        for name, low, high in zip(names, found[::2], found[1::2], strict=True)
    ]
    return still, tuple(sorted(swings, key=lambda swing: -swing.size))
