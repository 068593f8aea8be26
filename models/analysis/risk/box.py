"""A box of futures: a few rules on inputs, and how well they tell the futures that miss."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import inf, isfinite

import numpy as np

from models.notation import Array, Marks

_USUAL = (0.05, 0.95)


@dataclass(frozen=True, kw_only=True)
class BoxRule:
    """Range of one input inside the box, ends included; an open end is infinite."""

    name: str
    low: float = -inf
    high: float = inf

    def holds(self, values: Array) -> Marks:
        """Mark the futures whose value lies inside."""
        return np.asarray((values >= self.low) & (values <= self.high))

    @property
    def ends(self) -> tuple[float | None, float | None]:
        """Low and high, None for an open end."""
        return tuple(end if isfinite(end) else None for end in (self.low, self.high))  # type: ignore[return-value]


@dataclass(frozen=True, kw_only=True)
class Box:
    """Rules that hold together, and what they tell of the futures that miss.

    ``coverage`` is the share of all misses that lie inside, ``density`` the share of the futures
    inside that miss, ``mass`` the share of all futures inside. ``score`` is the correlation of
    being inside and missing: 1 where the rules tell everything, 0 where they tell nothing.
    """

    rules: tuple[BoxRule, ...]
    coverage: float
    density: float
    mass: float
    score: float


def correlation(hits: float, inside: float, missed: float, count: float) -> float:
    """Correlate being inside a box and missing, from counts of futures; 0 where one never varies.

    Unlike a mean of coverage and density it gives the box of all futures nothing, however many
    of them miss.

    References
    ----------
    Matthews (1975), Biochimica et Biophysica Acta 405(2), 442-451.
    """
    spread = inside * (count - inside) * missed * (count - missed)
    return (hits * count - inside * missed) / spread**0.5 if spread > 0.0 else 0.0


def inside(rules: tuple[BoxRule, ...], inputs: Mapping[str, Array], count: int) -> Marks:
    """Mark the futures in which every rule holds, (D,); all of them without a rule."""
    marks = np.ones(count, bool)
    for rule in rules:
        marks &= rule.holds(inputs[rule.name])
    return marks


def box_of(rules: tuple[BoxRule, ...], inputs: Mapping[str, Array], missed: Marks) -> Box:
    """Measure rules on futures.

    Parameters
    ----------
    rules : tuple of Rule
    inputs : mapping of str to array, shape (D,)
        By name, in any unit.
    missed : array of bool, shape (D,)
        At least one is true.
    """
    marks = inside(rules, inputs, len(missed))
    hits, within, bad = int((marks & missed).sum()), int(marks.sum()), int(missed.sum())
    return Box(
        rules=rules,
        coverage=hits / bad,
        density=hits / max(within, 1),
        mass=within / len(marks),
        score=correlation(hits, within, bad, len(marks)),
    )


def rounded(
    rules: tuple[BoxRule, ...], inputs: Mapping[str, Array], digits: int = 2
) -> tuple[BoxRule, ...]:
    """Round every end to so many digits of its input's usual spread, so that it can be said.

    Rules are rounded before they are measured, never after: what is said is what was counted.
    """
    spreads = [np.ptp(np.quantile(inputs[rule.name], _USUAL)) for rule in rules]
    return tuple(
        _round(rule, float(spread), digits) for rule, spread in zip(rules, spreads, strict=True)
    )


def _round(rule: BoxRule, spread: float, digits: int) -> BoxRule:
    places = digits - 1 - int(np.floor(np.log10(spread))) if spread > 0.0 else digits
    low, high = (round(end, places) if isfinite(end) else end for end in (rule.low, rule.high))
    return BoxRule(name=rule.name, low=low, high=high)
