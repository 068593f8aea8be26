"""Where a range comes from: evidence grades of the parameters, and chance."""

from collections.abc import Mapping

import numpy as np

from models.notation import Array
from models.parameters import GRADES, Parameters

CHANCE = "chance"


def variance_by_grade(
    outcome: Array, draws: Mapping[str, Array], parameters: Parameters
) -> dict[str, float]:
    """Split the variance of an outcome by the grade of the parameters that it follows.

    A linear regression on all parameters at once; a parameter's share is the covariance of its
    term with the outcome, less what a column of noise would explain by accident. What is left
    is chance (shocks) and curvature.

    Parameters
    ----------
    outcome : array, shape (D,)
        One figure of every draw.
    draws : mapping of str to array, shape (D,)
        Parameters of the same draws.

    Returns
    -------
    dict of float
        Shares by grade A to D and ``chance``, summing to 1; chance is 1 where nothing varies.
    """
    names = [name for name, values in draws.items() if np.ptp(values) > 0.0]
    shares = dict.fromkeys(GRADES, 0.0)
    free = len(outcome) - len(names)
    if np.ptp(outcome) > 0.0 and free > len(names):
        columns = np.stack([_standard(draws[name]) for name in names], axis=1)
        wanted = _standard(outcome)
        beta, *_ = np.linalg.lstsq(columns, wanted, rcond=None)
        explained = (columns * beta * wanted[:, None]).mean(axis=0)
        # What a column of noise would explain: the residual spread over the free dimensions.
        accident = (1.0 - explained.sum()) / free
        for name, share in zip(names, explained, strict=True):
            shares[parameters.table[name].grade] += float(share - accident)
    shares = {grade: max(0.0, share) for grade, share in shares.items()}
    scale = max(1.0, sum(shares.values()))
    shares = {grade: share / scale for grade, share in shares.items()}
    return shares | {CHANCE: 1.0 - sum(shares.values())}


def _standard(values: Array) -> Array:
    return (values - values.mean()) / values.std()
