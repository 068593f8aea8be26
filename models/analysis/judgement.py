"""Where a range comes from: evidence grades of the parameters, own assumptions, and chance."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from models.notation import GRADES, Array
from models.parameters import Parameters
from models.scenario import Scenario
from models.simulation.draw_blocks import Overrides, overridden
from models.vintage import Market

OWN, CHANCE = "own", "chance"

BEARERS = (*GRADES, OWN)
"""What a parameter counts for: its grade, or the reader where he assumes it otherwise."""

PARTS = (*BEARERS, CHANCE)
"""What a range is split into."""

TIED = 0.01
"""Parameters are tied where a direction of theirs varies less than this part of the widest.

The four seasons multiply to 1. A regression may then give one of them what it takes from another,
and grades would share out a large number and its opposite; along such a direction nothing is told.
"""


@dataclass(frozen=True, kw_only=True, eq=False)
class Attribution:
    """A linear regression on all parameters at once, solved once for many outcomes.

    Attributes
    ----------
    columns : array, shape (P, D)
        Parameters that vary, each at mean 0 and variance 1.
    inverse : array, shape (P, P)
        Pseudo-inverse of their correlations, without directions along which they are tied.
    independent : int
        How many directions are left.
    graded : array, shape (G, P)
        1 where a parameter counts for a bearer, in the order of `BEARERS`.
    """

    columns: Array
    inverse: Array
    independent: int
    graded: Array

    @property
    def is_telling(self) -> bool:
        """Whether there are enough draws to tell the parameters apart."""
        count, draws = self.columns.shape
        return 0 < 2 * count < draws

    def shares(self, outcomes: Array) -> Array:
        """Split the variance of each outcome by what it rests on.

        A parameter's share is the covariance of its term with the outcome, less what a column of
        noise would explain by accident. What is left is chance (shocks) and curvature.

        Parameters
        ----------
        outcomes : array, shape (N, D)
            N figures of every draw.

        Returns
        -------
        array, shape (N, G + 1)
            Shares in the order of `PARTS`, summing to 1; chance is 1 where nothing varies, or
            where the draws are too few.
        """
        shares = np.zeros((len(outcomes), len(self.graded) + 1))
        varies = np.ptp(outcomes, axis=1) > 0.0
        if self.is_telling and varies.any():
            shares[varies, :-1] = self._by_bearer(_standard(outcomes[varies])).T
        shares[:, -1] = 1.0 - shares.sum(axis=1)
        return shares

    def _by_bearer(self, wanted: Array) -> Array:
        draws = self.columns.shape[1]
        # Not a matrix product: its threads wait for each other on a busy machine.
        covariance = np.einsum("pd,nd->pn", self.columns, wanted) / draws
        explained = (self.inverse @ covariance) * covariance
        # What a column of noise would explain: the residual spread over the free dimensions.
        accident = (1.0 - explained.sum(axis=0)) / (draws - self.independent)
        freedom = self.graded.sum(axis=1) * (self.independent / len(self.columns))
        shares = np.maximum(self.graded @ explained - np.outer(freedom, accident), 0.0)
        return shares / np.maximum(shares.sum(axis=0), 1.0)


def attribution(
    draws: Mapping[str, Array], parameters: Parameters, own: Collection[str] = ()
) -> Attribution:
    """Prepare the regression on ``draws``, parameters by name, each (D,).

    ``own`` names those that the reader assumes otherwise than we do.
    """
    names = [name for name, values in draws.items() if np.ptp(values) > 0.0]
    # One draw varies in nothing, so that the table may be empty.
    rows = np.array([draws[name] for name in names])
    columns = _standard(rows.reshape(len(names), len(next(iter(draws.values())))))
    bearers = [OWN if name in own else parameters.table[name].grade for name in names]
    graded = (np.array(bearers) == np.array(BEARERS)[:, None]).astype(float)
    correlations = columns @ columns.T / columns.shape[1]
    return Attribution(
        columns=columns,
        inverse=np.linalg.pinv(correlations, rcond=TIED, hermitian=True),
        independent=int(np.linalg.matrix_rank(correlations, rtol=TIED, hermitian=True))
        if names
        else 0,
        graded=graded,
    )


def attribution_of(parameters: Parameters, market: Market, scenario: Scenario) -> Attribution:
    """Prepare the regression on the draws that a projection uses.

    Raises
    ------
    ParameterError
        As `Parameters.draw`.
    """
    ours = {name: parameters.table[name].central for name in parameters.names}
    ours |= market.parameters
    own = tuple(name for name, value in scenario.assumptions if value != ours.get(name))
    overrides = overridden(market, dict(scenario.assumptions))
    return _attribution(parameters, overrides, own, scenario.draws, scenario.seed)


@lru_cache(maxsize=8)
def _attribution(
    parameters: Parameters, overrides: Overrides, own: tuple[str, ...], count: int, seed: int
) -> Attribution:
    return attribution(parameters.draw(count, seed, dict(overrides)), parameters, own)


def _standard(values: Array) -> Array:
    """Bring every row to mean 0 and variance 1."""
    centred: Array = values - values.mean(axis=1, keepdims=True)
    return centred / values.std(axis=1, keepdims=True)
