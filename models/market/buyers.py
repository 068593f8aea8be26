"""How many people: reach of visits and of orders in a window (E12)."""

import numpy as np
from scipy.special import lambertw

from models.notation import Array

MOST_SEEN = 1.0 - 1e-6
"""Share of the Poisson rate from which on people buy alike: any nearer, kappa has no digits."""


def poisson_reach(rate: Array) -> Array:
    """Share of people with at least one visit at ``rate`` a head and window."""
    return -np.expm1(-rate)


def buying_people(rate: Array, heterogeneity: Array, population: Array) -> Array:
    """Million people with an order in a window, (A, D), from rates (A, S, D) (E12).

    The sum over segments of population times `nbd_reach`.
    """
    without = np.exp(-heterogeneity * np.log1p(rate / heterogeneity))
    return population.sum() - np.einsum("s,asd->ad", population, without)


def visiting_people(per_head: Array, population: Array) -> Array:
    """Million people with a visit on a day, (A, D), from visits a head (A, S, D) (E12)."""
    return population.sum() - np.einsum("s,asd->ad", population, np.exp(-per_head))


def nbd_reach(rate: Array, heterogeneity: Array) -> Array:
    """Share of people with at least one order, 1 - (1 + mu/kappa)^-kappa, in [0, 1).

    ``rate`` is orders a head and window, ``heterogeneity`` kappa > 0; a large kappa gives the
    Poisson reach 1 - exp(-mu).

    References
    ----------
    Ehrenberg (1988), Repeat-Buying, on the negative binomial distribution (recalled).
    """
    return -np.expm1(-heterogeneity * np.log1p(rate / heterogeneity))


def solve_heterogeneity(annual_rate: Array, penetration: Array) -> Array:
    """Find kappa so that the annual reach equals the annual penetration.

    With y = 1 + mu/kappa and c the visible part of the rate, -log(1 - penetration)/mu, the reach
    says log(y) = c (y - 1), which the lower branch of Lambert's function solves.

    Raises
    ------
    ValueError
        Penetration is not below 1 - exp(-rate), the most that any heterogeneity allows.

    References
    ----------
    Corless et al. (1996), "On the Lambert W function", Advances in Computational Mathematics 5.
    """
    if not (penetration < poisson_reach(annual_rate)).all():
        msg = "annual penetration must be below 1 - exp(-annual orders a head)"
        raise ValueError(msg)
    seen = np.minimum(-np.log1p(-penetration) / annual_rate, MOST_SEEN)
    apart = -lambertw(-seen * np.exp(-seen), -1).real / seen
    return np.asarray(annual_rate / (apart - 1.0))
