"""Where people shop: utility, nested logit and its inversion (E8, E9)."""

from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from models.notation import Array


@dataclass(frozen=True, kw_only=True, eq=False)
class Shares:
    """Choice probabilities of an occasion; all (A, S, D) but ``outside`` (S, D)."""

    share: Array
    within: Array
    outside: Array


@cache
def members_of(nests: tuple[int, ...]) -> tuple[NDArray[np.intp], ...]:
    """List the apps of each nest, nests numbered 0, 1, … without gaps."""
    return tuple(np.flatnonzero(np.asarray(nests) == g) for g in range(max(nests) + 1))


def nested_logit(utility: Array, nests: tuple[int, ...], correlation: Array) -> Shares:
    r"""Choice probabilities with an outside option of utility 0 (E9).

    .. math:: s_{a|g} = e^{\delta_a/(1-\sigma) - I_g}, \qquad
              S_g = \frac{e^{(1-\sigma) I_g}}{1 + \sum_h e^{(1-\sigma) I_h}}

    Parameters
    ----------
    utility : array, shape (A, S, D)
        Mean utility delta of each app.
    nests : tuple of int, length A
        Nest of each app, numbered from 0 without gaps.
    correlation : array, shape (D,)
        Within-nest correlation sigma in [0, 1); 0 is the plain logit.

    References
    ----------
    Berry (1994), RAND Journal of Economics 25(2), 242-262.
    """
    scale, nest = 1.0 - correlation, np.asarray(nests)
    scaled = utility / scale
    top = scaled.max(axis=0)
    scaled -= top
    weight = np.exp(scaled, out=scaled)
    totals = np.stack([weight[apps].sum(axis=0) for apps in members_of(nests)])
    # A nest far below the best app underflows: its share is then nothing, not an error.
    totals = np.maximum(totals, np.finfo(float).tiny)
    value = scale * (top + np.log(totals))
    best = np.maximum(value.max(axis=0), 0.0)
    value = np.exp(value - best)
    alone = np.exp(-best)
    denominator = alone + value.sum(axis=0)
    within = weight / totals[nest]
    return Shares(
        share=within * (value / denominator)[nest], within=within, outside=alone / denominator
    )


def berry_inversion(share: Array, nests: tuple[int, ...], correlation: Array) -> Array:
    """Mean utility (A, S, D) that reproduces the shares (A, S, 1); inverse of `nested_logit`.

    References
    ----------
    Berry (1994), RAND Journal of Economics 25(2), 242-262.
    """
    outside = 1.0 - share.sum(axis=0)
    nest_total = np.stack([share[apps].sum(axis=0) for apps in members_of(nests)])
    within = share / nest_total[np.asarray(nests)]
    return np.log(share) - np.log(outside) - correlation * np.log(within)


def own_semi_elasticity(share: Array, within: Array, correlation: Array) -> Array:
    """Rise of ln share for one util more, (A, S, D), between 1 - share and 1/(1 - sigma)."""
    scale = 1.0 - correlation
    elasticity = 1.0 / scale - share
    elasticity -= within * (correlation / scale)
    return elasticity


def ad_disutility(load: Array, linear: Array, convex: Array) -> Array:
    """Cost in utility of ads at ``load`` times the baseline density (E8); 0 at load 1."""
    excess = load - 1.0
    return linear * excess + convex * np.maximum(excess, 0.0) ** 2


def refund_appeal(leniency: Array | float, curvature: Array) -> Array:
    """Concave appeal r(x) = 1 - exp(-c x) of refund leniency x in [0, 1] (E8)."""
    return -np.expm1(-curvature * leniency)


def split_fit(
    baseline: Array | float, realised: Array | float, ideal: Array, mismatch_left: Array
) -> Array:
    """Gain in fit of the traffic split over the baseline, (S, D), in squared shares (E8, E22).

    ``ideal`` (S, D) is the split a segment wants; ``mismatch_left`` (D,) in [0, 1] is what
    routing of needs leaves of the mismatch, relative to the baseline.
    """
    return (baseline - ideal) ** 2 - mismatch_left * (realised - ideal) ** 2


def deal_share(
    impulse: Array, habit: Array, habit_from_deals: Array, weight: Array, semi_elasticity: Array
) -> Array:
    """Share of visits that exist only because of deals, (A, S, D), in [0, 1) (E10)."""
    forgotten = habit_from_deals / -habit
    np.log1p(forgotten, out=forgotten)
    forgotten *= weight
    forgotten -= np.maximum(impulse, 0.0)
    forgotten *= semi_elasticity
    np.expm1(forgotten, out=forgotten)
    return np.negative(forgotten, out=forgotten)


def dilution(share_of_deals: Array, conversion: Array) -> Array:
    """Factor on conversion when deal visits convert at ``conversion`` of others (E10)."""
    kept = share_of_deals * (conversion - 1.0)
    kept += 1.0
    return kept
