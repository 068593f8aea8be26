"""Changes draw by draw over the last year, each with the range of eight draws in ten."""

from collections.abc import Mapping, Sequence
from typing import TypeVar

import numpy as np

from models.analysis.outcome import Effect, Sample
from models.notation import Array

_EIGHT_IN_TEN = (0.10, 0.90)

_Key = TypeVar("_Key")


def effect(difference: Array) -> Effect:
    """Summarise one difference, (1+D,): central run first, then the draws."""
    return effects({"": difference})[""]


def effects(differences: Mapping[_Key, Array]) -> dict[_Key, Effect]:
    """Summarise many differences, each (1+D,), those of as many draws in one go.

    Value and worth have fewer draws than the rest; a central run alone is its own range.
    """
    found: dict[_Key, Effect] = {}
    for count in {len(one) for one in differences.values()}:
        alike = {name: one for name, one in differences.items() if len(one) == count}
        together = np.stack(list(alike.values()))
        middle = together[:, 0]
        ends = quantiles(together[:, 1:], _EIGHT_IN_TEN) if count > 1 else (middle, middle)
        rows = (row.tolist() for row in (middle, *ends))
        for name, central, low, high in zip(alike, *rows, strict=True):
            found[name] = Effect(central=central, low=low, high=high)
    return {name: found[name] for name in differences}


def quantiles(draws: Array, points: Sequence[float]) -> Array:
    """Quantiles of draws (..., D), points in front; no number where one of the draws is none.

    Those of `numpy.quantile` to the bit, which looks for them on the first axis and takes four
    times as long.
    """
    ordered = np.sort(draws, axis=-1)  # what is no number comes last
    place = (draws.shape[-1] - 1) * np.asarray(points)
    below = place.astype(int)
    low, high = ordered[..., below], ordered[..., np.minimum(below + 1, draws.shape[-1] - 1)]
    gap, part = high - low, place - below
    found = np.where(part < 0.5, low + gap * part, high - gap * (1.0 - part))
    found = np.where(np.isnan(ordered[..., -1:]), np.nan, found)
    return np.moveaxis(found, -1, 0)


def difference(name: str, plan: Sample, no_change: Sample) -> Array:
    """Change of a metric of the own group over the last year, (1+D,), in its unit."""
    return plan.last_year[name] - no_change.last_year[name]


def ratio(name: str, plan: Sample, no_change: Sample) -> Array:
    """Change of a metric of the own group over the last year as a ratio, (1+D,).

    No number where there is nothing to change: a market without commission has no change of it.
    """
    return over(difference(name, plan, no_change), no_change.last_year[name])


def over(change: Array, base: Array) -> Array:
    """Set a change against what it changes, draw by draw; no number where that is nothing."""
    return np.divide(change, base, out=np.full_like(base, np.nan), where=base != 0)
