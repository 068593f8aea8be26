"""One scenario against another: the difference, its range, and the odds."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from models.analysis.compare.field import Field
from models.analysis.effects import effect
from models.analysis.outcome import Effect
from models.notation import HORIZON_METRICS, Array

EVEN = 0.5

CLOSE = (0.10, 0.90)
"""Odds between these leave the call open."""


@dataclass(frozen=True, kw_only=True)
class Contest:
    """Scenario ``a`` against ``b`` by one metric and one quarter.

    ``difference`` is a less b on the same futures, in the unit of the metric; ``odds`` is the
    share of futures in which a is higher, equal ones counting half; None where no draw tells.
    ``is_same`` says that the two are equal in the central run and in every draw; ``alone`` that
    the quarter itself was read and not the year to it.
    """

    metric: str
    quarter: str
    a: str
    b: str
    difference: Effect
    odds: float | None
    is_same: bool = False
    alone: bool = False

    @property
    def is_close(self) -> bool:
        """Whether neither is higher in nine futures of ten, though they differ."""
        return not self.is_same and self.odds is not None and CLOSE[0] < self.odds < CLOSE[1]


def odds(a: Array, b: Array) -> float | None:
    """Probability that a is higher than b on the same draws.

    Parameters
    ----------
    a, b : array, shape (1+D,)
        Central run first.

    Returns
    -------
    float or None
        0 to 1; equal draws count half, so two plans that are one get 0.5. None where a draw has
        no figure, and for one run, unless both are equal.
    """
    if len(a) == 1:
        return EVEN if a[0] == b[0] else None
    ours, theirs = a[1:], b[1:]
    if np.isnan(ours).any() or np.isnan(theirs).any():
        return None
    return float(np.mean((ours > theirs) + EVEN * (ours == theirs)))


def contests(
    comparison: Field,
    metrics: Sequence[str] | None = None,
    quarters: Sequence[str] | None = None,
    *,
    alone: bool = False,
) -> Iterator[Contest]:
    """Set every pair of scenarios against each other, by the last quarter by default.

    Figures are read over the year to it, or where ``alone`` in it alone. A metric of the whole
    horizon appears once, at the last quarter.
    """
    last = comparison.quarters[-1]
    for metric in metrics or comparison.paths:
        whole = metric in HORIZON_METRICS
        for quarter in (last,) if whole else quarters or (last,):
            figures = comparison.of(metric, quarter, alone=alone)
            for i, j in combinations(range(len(figures)), 2):
                yield Contest(
                    metric=metric,
                    quarter=quarter,
                    a=comparison.names[i],
                    b=comparison.names[j],
                    difference=effect(figures[i] - figures[j]),
                    odds=odds(figures[i], figures[j]),
                    alone=alone,
                    is_same=np.array_equal(figures[i], figures[j], equal_nan=True),
                )
