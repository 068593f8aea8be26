"""Scenario discovery: the box of few rules that holds the futures in which a plan misses (PRIM).

A box starts with all futures and is peeled: of the thin slices at both ends of every input, the
one goes that leaves the densest box. From the trajectory of boxes the one is taken that tells
misses best; rules that do not earn their place are dropped, the ends of the rest are found anew
without the others in the way, and pasted back where that helps.

The package `prim` of the Python index finds the same boxes on planted examples, but is under the
GPL, brings a plotting library, and takes seconds for a dozen inputs; a stress test has a hundred.

References
----------
Friedman and Fisher (1999), "Bump hunting in high-dimensional data", Statistics and Computing
9(2), 123-143. Bryant and Lempert (2010), "Thinking inside the box", Technological Forecasting and
Social Change 77(1), 34-49 (coverage, density, few rules).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from models.analysis.risk.box import Box, BoxRule, box_of, correlation, inside, rounded
from models.notation import Array, Marks

Counts = NDArray[np.int64]

PEEL = 0.05
"""Share of a box that one peel takes away."""

FEWEST = 20
"""Misses, and futures that do not miss, that it takes to describe a box."""

MOST_RULES = 2
"""More rules than that nobody keeps in mind."""

_EARNS = 0.02
"""What a rule must add to the score of a box to stay."""

_TELLS = 0.1
"""Score below which a box tells nothing: what chance alone finds in a hundred inputs."""

_SMALLEST = 0.02
"""Share of all futures below which a box is not peeled further."""

_MOST_GONE = 0.15
"""Share of a box that may stay in its sorted rows after it is peeled off: least time in all."""


@dataclass(frozen=True, kw_only=True, eq=False)
class _Peeled:
    """A point of the trajectory: ends of the box by input, and its score."""

    low: Array
    high: Array
    score: float


def find_box(
    inputs: Mapping[str, Array], missed: Marks, *, most: int = MOST_RULES, digits: int = 2
) -> Box | None:
    """Find the box that best tells the futures that miss.

    Parameters
    ----------
    inputs : mapping of str to array, shape (D,)
        What differs from future to future, by name, in any unit.
    missed : array of bool, shape (D,)
        Which futures miss.
    most : int
        Largest number of rules, 1 or more.
    digits : int
        Digits of an input's spread that an end of a rule keeps.

    Returns
    -------
    Box or None
        Its ends are rounded first and measured then; the rule that tells most comes first. None
        where fewer than 20 futures miss or fewer than 20 do not, or where no rule tells them apart.
    """
    if min(missed.sum(), (~missed).sum()) < FEWEST:
        return None
    names = [name for name, values in inputs.items() if np.ptp(values) > 0.0]
    while True:
        rules = _rules(names, inputs, missed)
        kept = _worthy(rules, inputs, missed, most)
        if len(kept) == len(rules) or not kept:
            break
        names = [rule.name for rule in kept]
    ends = rounded(_pasted(kept, inputs, missed), inputs, digits)
    box = box_of(_telling(ends, inputs, missed), inputs, missed)
    return box if box.score >= _TELLS else None


def _rules(names: Sequence[str], inputs: Mapping[str, Array], missed: Marks) -> tuple[BoxRule, ...]:
    """Peel on some inputs and write down the ends that were moved."""
    table = np.stack([inputs[name] for name in names])
    best = max(_trajectory(table, missed), key=lambda point: point.score)
    return tuple(
        BoxRule(name=name, low=float(low), high=float(high))
        for name, low, high in zip(names, best.low, best.high, strict=True)
        if np.isfinite(low) or np.isfinite(high)
    )


def _trajectory(table: Array, missed: Marks) -> list[_Peeled]:
    """Peel inputs (P, D) until the box is small, or a smaller one cannot tell more."""
    low, high = (np.full(len(table), end) for end in (-np.inf, np.inf))
    total, smallest = int(missed.sum()), max(_SMALLEST * len(missed), FEWEST)
    rows, hits, points, best = _Rows(table), total, list[_Peeled](), -1.0
    # The best that may be left to find: all misses of this box, and nothing else.
    while rows.size > smallest and correlation(hits, hits, total, len(missed)) > best:
        peels = [_below(table, rows, missed), _above(table, rows, missed)]
        side, row = _densest(peels, hits, rows.size)
        if side is None:
            break
        end = peels[side].end[row]
        rows.keep(table[row] >= end if side == 0 else table[row] <= end)
        (low, high)[side][row] = end
        hits = int((rows.kept & missed).sum())
        score = correlation(hits, rows.size, total, len(missed))
        points.append(_Peeled(low=low.copy(), high=high.copy(), score=score))
        best = max(best, score)
    return points or [_Peeled(low=low, high=high, score=0.0)]


class _Rows:
    """Futures in the order of every input, (P, D), of which some are peeled off.

    Sorted once, each input by itself: what a peel leaves of a row is still in its order. Rows are
    written anew only now and then; until then what is gone is passed over at their ends.
    """

    def __init__(self, table: Array) -> None:
        self.order = np.argsort(table, axis=-1)
        self.kept = np.ones(table.shape[-1], bool)
        self.size = table.shape[-1]

    def keep(self, marks: Marks) -> None:
        """Peel off the futures that are not marked."""
        self.kept &= marks
        self.size = int(self.kept.sum())
        if self.order.shape[-1] > (1.0 + _MOST_GONE) * self.size:
            self.order = self.order[self.kept[self.order]].reshape(-1, self.size)

    def first(self, count: int) -> Counts:
        """Give the first futures of every row, (P, count)."""
        return self._outermost(self.order, count)

    def last(self, count: int) -> Counts:
        """Give the last futures of every row, the very last one first, (P, count)."""
        return self._outermost(self.order[:, ::-1], count)

    def _outermost(self, order: Counts, count: int) -> Counts:
        gone = order.shape[-1] - self.size
        if not gone:
            return order[:, :count]
        outer = order[:, : count + gone]
        left = self.kept[outer]
        left &= np.cumsum(left, axis=-1, dtype=np.int32) <= count
        return outer[left].reshape(-1, count)


@dataclass(frozen=True, kw_only=True, eq=False)
class _Peel:
    """What may be taken off one side, by input: where it ends, how many futures, how many miss."""

    end: Array
    taken: Counts
    hits: Counts


def _below(table: Array, rows: _Rows, missed: Marks) -> _Peel:
    """Peel what lies below a low quantile: of sorted rows the first few alone are looked at."""
    before, share = _place(rows.size, PEEL)
    ends = rows.first(before + 2)
    end = _between(_values(table, ends[:, -2]), _values(table, ends[:, -1]), share)
    return _peel(table, ends[:, :-1], end, np.less, missed)


def _above(table: Array, rows: _Rows, missed: Marks) -> _Peel:
    """Peel what lies above a high quantile: of sorted rows the last few alone are looked at."""
    before, share = _place(rows.size, 1.0 - PEEL)
    ends = rows.last(rows.size - before)
    end = _between(_values(table, ends[:, -1]), _values(table, ends[:, -2]), share)
    return _peel(table, ends[:, :-1], end, np.greater, missed)


def _peel(table: Array, ends: Counts, end: Array, beyond: np.ufunc, missed: Marks) -> _Peel:
    """Count futures ``beyond`` an end, of those at the ends of all rows, (P, n), outermost first.

    All are, where the innermost is; only where others are like it all must be looked at.
    """
    taken = np.full(len(ends), ends.shape[-1])
    alike = np.flatnonzero(~beyond(_values(table, ends[:, -1]), end))
    values = table[alike[:, None], ends[alike]]
    taken[alike] = beyond(values, end[alike, None]).sum(axis=-1)
    out = np.arange(ends.shape[-1]) < taken[:, None]
    return _Peel(end=end, taken=taken, hits=(out & missed[ends]).sum(axis=-1))


def _values(table: Array, futures: Counts) -> Array:
    """Value of every input in a future of its own, (P,)."""
    return table[np.arange(len(table)), futures]


def _place(size: int, point: float) -> tuple[int, float]:
    """Place of a quantile in a sorted row of this size: the one before it, and how far beyond."""
    place = point * (size - 1)
    return int(place), place - int(place)


def _between(left: Array, right: Array, share: float) -> Array:
    """Quantiles between neighbours, to the bit those of numpy, which would sort them again."""
    if share < 0.5:
        return left + (right - left) * share
    return right - (right - left) * (1.0 - share)


def _densest(peels: Sequence[_Peel], hits: int, size: int) -> tuple[int | None, int]:
    """Choose the peel after which the box is densest: side 0 low or 1 high, and the input."""
    count = size - np.stack([peel.taken for peel in peels])
    hits_kept = hits - np.stack([peel.hits for peel in peels])
    usable = (count > 0) & (count < size)
    density = np.divide(hits_kept, count, out=np.full(count.shape, -1.0), where=usable)
    side, row = np.unravel_index(int(density.argmax()), density.shape)
    return (int(side) if density[side, row] >= 0.0 else None), int(row)


def _worthy(
    rules: tuple[BoxRule, ...], inputs: Mapping[str, Array], missed: Marks, most: int
) -> tuple[BoxRule, ...]:
    """Drop, one by one, the rule that is missed least, while it earns little or is too many."""
    while rules:
        score = box_of(rules, inputs, missed).score
        without = [tuple(r for r in rules if r is not rule) for rule in rules]
        scores = [box_of(rest, inputs, missed).score for rest in without]
        best = int(np.argmax(scores))
        if len(rules) <= most and score - scores[best] >= _EARNS:
            break
        rules = without[best]
    return rules


def _pasted(
    rules: tuple[BoxRule, ...], inputs: Mapping[str, Array], missed: Marks
) -> tuple[BoxRule, ...]:
    """Move single ends outwards by a peel while the box tells more by it."""
    gained = True
    while gained:
        score = box_of(rules, inputs, missed).score
        tried = [wider for place in range(len(rules)) for wider in _wider(rules, place, inputs)]
        scores = [box_of(wider, inputs, missed).score for wider in tried]
        gained = bool(scores) and max(scores) > score
        if gained:
            rules = tried[int(np.argmax(scores))]
    return rules


def _telling(
    rules: tuple[BoxRule, ...], inputs: Mapping[str, Array], missed: Marks
) -> tuple[BoxRule, ...]:
    """Put the rule first that tells most on its own."""
    return tuple(sorted(rules, key=lambda rule: -box_of((rule,), inputs, missed).score))


def _wider(
    rules: tuple[BoxRule, ...], place: int, inputs: Mapping[str, Array]
) -> list[tuple[BoxRule, ...]]:
    """Widen one rule downwards and upwards by a share of the box, the other rules as they are."""
    rule, others = rules[place], rules[:place] + rules[place + 1 :]
    values = inputs[rule.name]
    reachable = values[inside(others, inputs, len(values))]
    step = max(int(PEEL * inside(rules, inputs, len(values)).sum()), 1)
    below = np.sort(reachable[reachable < rule.low])
    above = np.sort(reachable[reachable > rule.high])
    wider = []
    if len(below):
        wider.append(BoxRule(name=rule.name, low=float(below[-step:][0]), high=rule.high))
    if len(above):
        wider.append(BoxRule(name=rule.name, low=rule.low, high=float(above[:step][-1])))
    return [(*rules[:place], new, *rules[place + 1 :]) for new in wider]
