"""Sobol indices: the share of a figure's variance that each assumption explains."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from models.analysis.risk.range_sources import FigureOf
from models.notation import Array

SAMPLES = 1024
"""A power of two."""

RESAMPLES = 1000
CONFIDENCE = 0.95


@dataclass(frozen=True, kw_only=True)
class Index:
    """Shares of the variance: by a parameter alone, and with all it interacts with.

    The ends are those of a 95% bootstrap interval; they may cross 0 or 1, as the estimate may.
    """

    parameter: str
    first: float
    first_low: float
    first_high: float
    total: float
    total_low: float
    total_high: float


def sobol(
    outcome: FigureOf, distributions: Mapping[str, Any], *, samples: int = SAMPLES, seed: int = 0
) -> tuple[Index, ...]:
    """Estimate first and total indices; the largest total first.

    Parameters
    ----------
    outcome : callable
        From columns of parameters, (D,) each, to a figure, (D,).
    distributions : mapping of str to distribution, which is to have a ``ppf`` as those of scipy do
        The parameters to vary, independently of each other.
    samples : int
        A power of two; the figure is computed ``samples`` times parameters plus two.

    Notes
    -----
    The interval is made here from weights of a seeded bootstrap, because that of scipy cannot be
    seeded and takes its time.

    References
    ----------
    Saltelli et al. (2010), Computer Physics Communications 181(2), 259-270.
    """
    from scipy.stats import sobol_indices  # half a second to load, which a tornado does without

    names = list(distributions)
    kept: list[Array] = []

    def figure(table: Array) -> Array:
        kept.append(outcome(dict(zip(names, table, strict=True))))
        return kept[-1]

    rng = np.random.default_rng(np.random.SeedSequence([seed]))
    result = sobol_indices(func=figure, n=samples, dists=list(distributions.values()), rng=rng)
    # The library calls for the figure three times: two samples, then all their mixtures.
    first_ends, total_ends = _intervals(kept[0], kept[1], kept[2], rng)
    rows = zip(
        names,
        np.atleast_1d(result.first_order).tolist(),
        first_ends.T.tolist(),
        np.atleast_1d(result.total_order).tolist(),
        total_ends.T.tolist(),
        strict=True,
    )
    indices = [
        Index(
            parameter=name,
            first=first,
            first_low=first_span[0],
            first_high=first_span[1],
            total=total,
            total_low=total_span[0],
            total_high=total_span[1],
        )
        for name, first, first_span, total, total_span in rows
    ]
    return tuple(sorted(indices, key=lambda index: -index.total))


def _intervals(
    f_a: Array, f_b: Array, f_ab: Array, rng: np.random.Generator
) -> tuple[Array, Array]:
    """Bootstrap both indices, (2, P) each: low and high end."""
    count = len(f_a)
    centre = np.mean([f_a, f_b])
    a, b = f_a - centre, f_b - centre
    mixed = f_ab.reshape(count, -1).T - centre
    weights = rng.multinomial(count, np.full(count, 1.0 / count), RESAMPLES) / count
    mean = 0.5 * (weights @ a + weights @ b)
    variance = 0.5 * (weights @ a**2 + weights @ b**2) - mean**2
    scale = np.divide(1.0, variance, out=np.zeros_like(variance), where=variance > 0.0)[:, None]
    first = (weights @ (b * (mixed - a)).T) * scale
    total = 0.5 * (weights @ ((a - mixed) ** 2).T) * scale
    ends = (0.5 - CONFIDENCE / 2.0, 0.5 + CONFIDENCE / 2.0)
    return np.quantile(first, ends, axis=0), np.quantile(total, ends, axis=0)
