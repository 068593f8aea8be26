"""The own group's part of what projections answer."""

from collections.abc import Mapping

from models.notation import HORIZON_METRICS, METRICS, OWN, Array


def own_path(paths: Mapping[str, Array], metric: str) -> Array:
    """Take the own group out of paths, of N plans or of one.

    Parameters
    ----------
    paths : mapping of str to array
        As `models.ensemble.project_plans` or `project_futures` answers, over quarters or at one.
    metric : str
        Name of any metric of the model.

    Returns
    -------
    array, shape (N, T, 1+D), or (N, 1+D) for a metric of the whole horizon
        In the unit of the metric; without N, or T, where there was none. Index 0 of the last axis
        is the central run where there is one.
    """
    path = paths[metric]
    if metric in METRICS or metric in HORIZON_METRICS:
        return path[..., OWN, :]
    return path


def own_end(paths: Mapping[str, Array], metric: str) -> Array:
    """Take the own group at the last quarter, (N, 1+D), out of paths as in `own_path`."""
    path = own_path(paths, metric)
    return path if metric in HORIZON_METRICS else path[..., -1, :]
