"""How analyses read a figure: over the year that ends with a quarter, or in it alone (E32).

Targets, floors, aims, comparisons and headlines all read here, draw by draw and before any
quantile is taken, so that no season and no festival decides between two plans.
"""

from collections.abc import Iterable, Mapping

import numpy as np

from models.analysis.group_paths import own_path
from models.market.over_year import YEAR, full_years, over_year, ratio_over_year
from models.notation import HORIZON_METRICS, PARTS, WHOLES, Array


def needed(metrics: Iterable[str]) -> tuple[str, ...]:
    """Name the metrics and what their ratios are made of, each once."""
    names = tuple(metrics)
    ends = (of[name] for name in names for of in (PARTS, WHOLES) if name in of)
    return tuple(dict.fromkeys((*names, *ends)))


def figure(
    paths: Mapping[str, Array], metric: str, place: int = -1, *, alone: bool = False
) -> Array:
    """Read the own group's figure by one quarter, (..., 1+D), out of paths as in `own_path`.

    Parameters
    ----------
    paths : mapping of str to array
        The metric and, of a ratio, what `needed` names.
    place : int
        Quarter of the horizon from 0, or from its end where negative.
    alone
        Whether to read that quarter alone. What describes the whole horizon is neither.
    """
    return own_figure(_own(paths, metric), metric, place, alone=alone)


def own_figure(
    own: Mapping[str, Array], metric: str, place: int = -1, *, alone: bool = False
) -> Array:
    """Read a figure by one quarter, as `figure`, of paths that are the own group's alone."""
    path = own[metric]
    if metric in HORIZON_METRICS:
        return path
    if alone:
        return path[..., place, :]
    stop = place % path.shape[-2] + 1
    window = {
        name: np.moveaxis(own[name][..., max(stop - YEAR, 0) : stop, :], -2, 0)
        for name in needed([metric])
    }
    return _yearly(window, metric)[-1]


def by_quarter(paths: Mapping[str, Array], metric: str, *, alone: bool = False) -> Array:
    """Read the own group's figure by every quarter, (..., T, 1+D), as `figure` does by one.

    What describes the whole horizon has no quarters, (..., 1+D).
    """
    return own_by_quarter(_own(paths, metric), metric, alone=alone)


def own_by_quarter(own: Mapping[str, Array], metric: str, *, alone: bool = False) -> Array:
    """Read a figure by every quarter, as `by_quarter`, of paths that are the own group's alone."""
    if metric in HORIZON_METRICS or alone:
        return own[metric]
    whole = {name: np.moveaxis(own[name], -2, 0) for name in needed([metric])}
    return np.moveaxis(_yearly(whole, metric), 0, -2)


def _own(paths: Mapping[str, Array], metric: str) -> dict[str, Array]:
    return {name: own_path(paths, name) for name in needed([metric])}


def year_to(path: Array, place: int = -1) -> Array:
    """Mean over the year that ends with a quarter, the last by default, of a path (T, ...)."""
    stop = place % len(path) + 1
    return path[max(stop - YEAR, 0) : stop].mean(axis=0)


def total(path: Array) -> Array:
    """Sum of a flow over the horizon, (..., 1+D), of (..., T, 1+D)."""
    return path.sum(axis=-2)


def worst_year(path: Array) -> tuple[Array, Array]:
    """Lowest full trailing year of each draw, (..., 1+D), and the quarter that it ends with.

    Of a horizon shorter than a year the one window that there is.
    """
    first = min(YEAR, path.shape[-2]) - 1
    years = np.moveaxis(full_years(np.moveaxis(path, -2, 0)), 0, -2)
    return years.min(axis=-2), years.argmin(axis=-2) + first


def _yearly(paths: Mapping[str, Array], metric: str) -> Array:
    """Read paths with time in front, (T, ..., 1+D), over the year to each quarter."""
    path = paths[metric]
    if metric in PARTS:
        part = paths[PARTS[metric]]
        return ratio_over_year(part, part / path)
    if metric in WHOLES:
        whole = paths[WHOLES[metric]]
        return ratio_over_year(path * whole, whole)
    return over_year(path)
