"""Paths are numbers, or they are refused by name: nothing is concluded from what is none."""

from collections.abc import Mapping

import numpy as np

from models.errors import ModelError
from models.notation import (
    HORIZON_METRICS,
    OWN,
    OWN_METRICS,
    PARTIAL_METRICS,
    SERVICE_METRICS,
    Array,
    quarters_after,
)
from models.vintage import Market

MAY_BE_EMPTY = frozenset(
    {"brand_revenue_share", "terminal_share", *PARTIAL_METRICS, *SERVICE_METRICS}
)
"""Shares of a sum that need not be positive, and what only some platforms or markets have."""


def refuse_gaps(paths: Mapping[str, Array], market: Market) -> None:
    """Refuse paths that are not finite everywhere.

    Parameters
    ----------
    paths : mapping of str to array
        Metric to (T, A, D), (T, D) for metrics of the own group alone, and (A, D) for those of
        the whole horizon.

    Raises
    ------
    ModelError
        Names the first metric with a figure that is no finite number, its platform and quarter.
    """
    for metric, path in paths.items():
        if _has_gaps(metric, path):
            raise ModelError(_told(metric, path, market))


def is_whole(paths: Mapping[str, Array]) -> bool:
    """Tell whether there is nothing that `refuse_gaps` refuses."""
    return not any(_has_gaps(metric, path) for metric, path in paths.items())


def _has_gaps(metric: str, path: Array) -> bool:
    return metric not in MAY_BE_EMPTY and not np.isfinite(path).all()


def _told(metric: str, path: Array, market: Market) -> str:
    place = np.argwhere(~np.isfinite(path))[0]
    horizon = metric in HORIZON_METRICS
    platform = OWN if metric in OWN_METRICS else int(place[0 if horizon else 1])
    when = "the whole horizon" if horizon else quarters_after(market.vintage, len(path))[place[0]]
    lost = int((~np.isfinite(path[tuple(place[:-1])])).sum())
    return (
        f"{metric} of {market.platform_ids[platform]} in {when}: {lost:,} of {path.shape[-1]:,} "
        f"draws give no finite number in the market {market.vintage}; nothing can be concluded "
        "from them; bring assumptions and levers back towards the market's own"
    )
