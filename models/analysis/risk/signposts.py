"""Signposts: the published figure that shows first in which kind of future we are."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Context

import numpy as np

from models.notation import Array, Marks, metrics_of

OBSERVED = metrics_of("users", "sales", "revenue", "profit", "spend")
"""Figures that platforms publish, or that the market estimates within the quarter."""

SOON = 12
"""Quarters within which a sign is looked for: later, it helps nobody."""

CLEAR = 0.75
"""Skill from which a figure is a clear sign."""

_ALMOST = 0.9
"""Where nothing is clear, the first figure is taken that tells almost as much as any later."""

_DIGITS = 4
"""Significant digits of a threshold."""


@dataclass(frozen=True, kw_only=True)
class Signpost:
    """A figure to watch, and from when.

    ``skill`` is the chance that it ranks a future that misses on the right side of one that does
    not: 1/2 tells nothing, 1 everything. Past ``threshold`` the plan misses with the chance
    ``sure``, short of it with ``otherwise``; ``is_low`` where trouble shows as a low figure.
    ``is_clear`` tells whether the skill reaches `CLEAR` at all.
    """

    metric: str
    platform: int
    quarter: int
    threshold: float
    is_low: bool
    skill: float
    sure: float
    otherwise: float
    is_clear: bool


def first_sign(paths: Mapping[str, Array], missed: Marks, last: int) -> Signpost | None:
    """Find the figure that tells the futures that miss earliest, the best one of its quarter.

    Parameters
    ----------
    paths : mapping of str to array, shape (T, A, D)
        Figures of `OBSERVED`, by name.
    missed : array of bool, shape (D,)
    last : int
        Quarters that may be looked at, counted from 0; a sign must come before the date.

    Returns
    -------
    Signpost or None
        None where all futures miss or none does, or where there is no quarter before the date.
    """
    if missed.all() or not missed.any() or last < 1:
        return None
    tops, enough = [], 0.0
    for quarter in range(last):
        tops.append(_best_of(paths, missed, quarter))
        enough = _enough(max(skill for skill, *_ in tops))
        if enough == CLEAR:  # however much a later quarter tells
            break
    return _signpost(next(top for top in tops if top[0] >= enough), paths, missed)


def _enough(best: float) -> float:
    """Skill from which a figure is taken, where the ``best`` of all has so much."""
    return min(CLEAR, 0.5 + _ALMOST * (best - 0.5))


def _best_of(
    paths: Mapping[str, Array], missed: Marks, quarter: int
) -> tuple[float, str, int, int]:
    """Give the best figure of a quarter: skill, metric, platform, quarter."""
    return max(
        (max(skill, 1.0 - skill), metric, platform, quarter)
        for metric in OBSERVED
        for platform, skill in enumerate(_skills(paths[metric][quarter], missed).tolist())
    )


def _skills(values: Array, missed: Marks) -> Array:
    """Chance that a future that misses ranks higher than one that does not, by row of (A, D).

    References
    ----------
    Mann and Whitney (1947), Annals of Mathematical Statistics 18(1), 50-60.
    """
    # Those below, and half of those alike: scipy's ranks take half a second to load.
    bad, good = (np.compress(marks, values, axis=-1) for marks in (missed, ~missed))
    pairs = bad.shape[-1] * good.shape[-1]
    if bad.shape[-1] <= good.shape[-1]:
        below = _below(bad, good)
    else:  # fewer are looked for among more
        below = 2.0 * pairs - _below(good, bad)
    return below / (2.0 * pairs)


def _below(few: Array, many: Array) -> Array:
    """Count twice those of the many below each of the few, and once those alike, by row."""
    found = []
    for looked_for, among in zip(np.sort(few, axis=-1), np.sort(many, axis=-1), strict=True):
        left = right = among.searchsorted(looked_for, "left")
        if (among[np.minimum(left, len(among) - 1)] == looked_for).any():
            right = among.searchsorted(looked_for, "right")
        found.append(left.sum() + right.sum())
    return np.array(found, float)


def _signpost(
    candidate: tuple[float, str, int, int], paths: Mapping[str, Array], missed: Marks
) -> Signpost:
    skill, metric, platform, quarter = candidate
    values = paths[metric][quarter, platform]
    is_low = bool(_skills(values[None], missed)[0] < 0.5)
    threshold = _threshold(values, missed, is_low)
    past = values <= threshold if is_low else values >= threshold
    return Signpost(
        metric=metric,
        platform=platform,
        quarter=quarter,
        threshold=threshold,
        is_low=is_low,
        skill=float(skill),
        sure=float(missed[past].mean()),
        otherwise=float(missed[~past].mean()) if (~past).any() else 0.0,
        is_clear=bool(skill >= CLEAR),
    )


def _threshold(values: Array, missed: Marks, is_low: bool) -> float:
    """Put the line where the shares caught and let pass rightly add up to most (Youden)."""
    order = np.argsort(values if is_low else -values)
    bad = missed[order]
    gain = np.cumsum(bad) / bad.sum() - np.cumsum(~bad) / (~bad).sum()
    # Rounded outwards: the future that it was drawn at stays past it, be it the only one.
    outwards = Context(prec=_DIGITS, rounding=ROUND_CEILING if is_low else ROUND_FLOOR)
    return float(outwards.create_decimal_from_float(float(values[order[int(gain.argmax())]])))
