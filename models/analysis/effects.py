"""Changes draw by draw at the last quarter, each with the range of eight draws in ten."""

import numpy as np

from models.analysis.outcome import Effect, Sample
from models.notation import Array

_EIGHT_IN_TEN = (0.10, 0.90)


def effect(difference: Array) -> Effect:
    """Summarise one difference, (1+D,): central run first, then the draws."""
    draws = difference[1:] if len(difference) > 1 else difference
    low, high = np.quantile(draws, _EIGHT_IN_TEN)
    return Effect(central=float(difference[0]), low=float(low), high=float(high))


def change(name: str, plan: Sample, no_change: Sample) -> Effect:
    """Change of a metric of the own group, in its unit."""
    return effect(_last(name, plan) - _last(name, no_change))


def relative(name: str, plan: Sample, no_change: Sample) -> Effect:
    """Change of a metric of the own group as a ratio; no number where there is nothing to change.

    A market without commission has no change of it.
    """
    ours, base = _last(name, plan), _last(name, no_change)
    nothing = np.full_like(base, np.nan)
    return effect(np.divide(ours, base, out=nothing, where=base != 0) - 1.0)


def _last(name: str, of: Sample) -> Array:
    path = of.own[name]
    return path if path.ndim == 1 else path[-1]
