"""Where people shop: nested logit and its inversion (E9)."""

from dataclasses import dataclass
from functools import cache, reduce

import numpy as np
from numpy.typing import NDArray

from models.notation import Array

TINY = np.finfo(float).tiny


@dataclass(frozen=True, kw_only=True, eq=False)
class Shares:
    """Choice probabilities of an occasion: ``share`` (A, S, D) of every app, ``outside`` (S, D).

    ``weight`` (A, S, D) is exp of each utility on one scale, ``nest_weight`` (G, S, D) their sum
    over each nest, ``nest`` the place of each app's nest. Situations that differ in utility may
    stand before S.
    """

    share: Array
    outside: Array
    weight: Array
    nest_weight: Array
    nest: NDArray[np.intp]

    @property
    def within(self) -> Array:
        """Share of each app in its own nest, (A, S, D)."""
        return np.asarray(self.weight / self.nest_weight[self.nest])

    def at(self, place: int) -> "Shares":
        """Pick one of several situations."""
        return Shares(
            share=self.share[:, place],
            outside=self.outside[place],
            weight=self.weight[:, place],
            nest_weight=self.nest_weight[:, place],
            nest=self.nest,
        )


@cache
def places_of(nests: tuple[int, ...]) -> NDArray[np.intp]:
    """Nest of each app as an index."""
    return np.array(nests)


@cache
def members_of(nests: tuple[int, ...]) -> tuple[tuple[int, ...], ...]:
    """List the apps of each nest, nests numbered 0, 1, … without gaps."""
    apps = range(len(nests))
    return tuple(tuple(a for a in apps if nests[a] == g) for g in range(max(nests) + 1))


def nested_logit(utility: Array, nests: tuple[int, ...], correlation: Array) -> Shares:
    r"""Choice probabilities with an outside option of utility 0 (E9).

    .. math:: s_{a|g} = e^{\delta_a/(1-\sigma) - I_g}, \qquad
              S_g = \frac{e^{(1-\sigma) I_g}}{1 + \sum_h e^{(1-\sigma) I_h}}

    Parameters
    ----------
    utility : array, shape (A, S, D)
        Mean utility delta of each app; of several situations, (A, N, S, D).
    nests : tuple of int, length A
        Nest of each app, numbered from 0 without gaps.
    correlation : array, shape (D,)
        Within-nest correlation sigma in [0, 1); 0 is the plain logit.

    References
    ----------
    Berry (1994), RAND Journal of Economics 25(2), 242-262.
    """
    scale, nest = 1.0 - correlation, places_of(nests)
    scaled = utility / scale
    top = scaled.max(axis=0)
    scaled -= top
    weight = np.exp(scaled, out=scaled)
    # A nest far below the best app underflows: its share is then nothing, not an error.
    totals = np.maximum(nest_sums(weight, nests), TINY)
    value = scale * (top + np.log(totals))
    best = np.maximum(value.max(axis=0), 0.0)
    value = np.exp(value - best)
    alone = np.exp(-best)
    denominator = alone + value.sum(axis=0)
    share = (value / (totals * denominator)).take(nest, axis=0)
    share *= weight
    return Shares(
        share=share,
        outside=alone / denominator,
        weight=weight,
        nest_weight=totals,
        nest=nest,
    )


def nest_sums(values: Array, nests: tuple[int, ...]) -> Array:
    """Sum over the apps of each nest, (G, ...)."""
    members = members_of(nests)
    sums = np.empty((len(members), *values.shape[1:]))
    for nest, apps in enumerate(members):
        sums[nest] = reduce(np.add, [values[app] for app in apps])
    return sums


def berry_inversion(share: Array, nests: tuple[int, ...], correlation: Array) -> Array:
    """Mean utility (A, S, D) that reproduces the shares (A, S, 1); inverse of `nested_logit`.

    References
    ----------
    Berry (1994), RAND Journal of Economics 25(2), 242-262.
    """
    outside = 1.0 - share.sum(axis=0)
    within = share / nest_sums(share, nests)[np.asarray(nests)]
    return np.log(share) - np.log(outside) - correlation * np.log(within)


def own_semi_elasticity(share: Array, within: Array, correlation: Array) -> Array:
    """Rise of ln share for one util more, (A, S, D), between 1 - share and 1/(1 - sigma)."""
    scale = 1.0 - correlation
    return (1.0 - correlation * within - scale * share) / scale
