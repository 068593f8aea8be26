"""The own group's part of what many plans answer."""

from collections.abc import Mapping

from models.notation import HORIZON_METRICS, METRICS, OWN, Array


def own_path(found: Mapping[str, Array], metric: str) -> Array:
    """Take the own group out of the paths of N plans.

    Parameters
    ----------
    found : mapping of str to array
        As `models.ensemble.project_plans` answers.
    metric : str
        Name of any metric of the model.

    Returns
    -------
    array, shape (N, T, 1+D), or (N, 1+D) for a metric of the whole horizon
        In the unit of the metric; index 0 of the last axis is the central run.
    """
    path = found[metric]
    if metric in METRICS or metric in HORIZON_METRICS:
        return path[..., OWN, :]
    return path
