"""Changes draw by draw over the last year, each with the range of eight draws in ten."""

from collections.abc import Mapping

import numpy as np

from models.analysis.outcome import Effect, Sample
from models.analysis.reading import own_figure
from models.notation import Array

_EIGHT_IN_TEN = (0.10, 0.90)


def effect(difference: Array) -> Effect:
    """Summarise one difference, (1+D,): central run first, then the draws."""
    draws = difference[1:] if len(difference) > 1 else difference
    low, high = np.quantile(draws, _EIGHT_IN_TEN)
    return Effect(central=float(difference[0]), low=float(low), high=float(high))


def effects(differences: Mapping[str, Array]) -> dict[str, Effect]:
    """Summarise many differences, each (1+D,); value and worth have fewer draws than the rest."""
    return {name: effect(one) for name, one in differences.items()}


def change(name: str, plan: Sample, no_change: Sample) -> Effect:
    """Change of a metric of the own group, in its unit."""
    return effect(difference(name, plan, no_change))


def relative(name: str, plan: Sample, no_change: Sample) -> Effect:
    """Change of a metric of the own group as a ratio; no number where there is nothing to change.

    A market without commission has no change of it.
    """
    return effect(ratio(name, plan, no_change))


def difference(name: str, plan: Sample, no_change: Sample) -> Array:
    """Change of a metric of the own group over the last year, (1+D,), in its unit."""
    return _last(name, plan) - _last(name, no_change)


def ratio(name: str, plan: Sample, no_change: Sample) -> Array:
    """Change of a metric of the own group over the last year as a ratio, (1+D,)."""
    base = _last(name, no_change)
    return over(_last(name, plan) - base, base)


def over(change: Array, base: Array) -> Array:
    """Set a change against what it changes, draw by draw; no number where that is nothing."""
    return np.divide(change, base, out=np.full_like(base, np.nan), where=base != 0)


def _last(name: str, of: Sample) -> Array:
    return own_figure(of.own, name)
