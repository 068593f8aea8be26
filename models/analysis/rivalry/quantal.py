"""Logit quantal response: players who choose the better strategy more often, not always (E5)."""

from dataclasses import dataclass

import numpy as np
from scipy.special import softmax

from models.analysis.rivalry.games import FIRST, SECOND
from models.notation import Array

RESPONSE_DAMPING = 0.5
TOLERANCE = 1e-12
MAX_ITERATIONS = 10_000

_SAFELY = 0.95


@dataclass(frozen=True, kw_only=True, eq=False)
class QuantalResponse:
    """Mixed strategies that answer each other, and how well that is known.

    Attributes
    ----------
    first, second : array, shapes (N1,) and (N2,)
        Probability of each strategy, summing to 1.
    precision : float
        Lambda, per unit of payoff: an option that is 1/lambda worse is chosen e times less often.
    contraction : float
        lambda^2 Delta1 Delta2 / 4; below 1 there is one such pair and the iteration finds it.
    converged : bool
    iterations : int
    """

    first: Array
    second: Array
    precision: float
    contraction: float
    converged: bool
    iterations: int


def own_ranges(payoffs: Array) -> tuple[float, float]:
    """Give the most that each player can win or lose by its own choice, for any of the other's."""
    return (
        float(np.ptp(payoffs[FIRST], axis=0).max()),
        float(np.ptp(payoffs[SECOND], axis=1).max()),
    )


def safe_precision(payoffs: Array) -> float:
    """Give a precision just below where more than one quantal response may exist.

    Where a player cannot gain by its choice, any precision will do; then 1 over the range of the
    other, or 1.
    """
    first, second = own_ranges(payoffs)
    if first * second > 0.0:
        return float(2.0 * np.sqrt(_SAFELY / (first * second)))
    return 1.0 / (max(first, second) or 1.0)


def quantal_response(payoffs: Array, precision: float | None = None) -> QuantalResponse:
    """Find the logit quantal response equilibrium by damped iteration from equal chances.

    Parameters
    ----------
    payoffs : array, shape (2, N1, N2)
        In any unit; more is better.
    precision : float, optional
        Lambda, 0 or more, per unit of payoff; left out: `safe_precision`.

    Returns
    -------
    QuantalResponse
        ``converged`` tells whether the last step moved no probability by more than 1e-12.

    References
    ----------
    McKelvey and Palfrey (1995), "Quantal response equilibria for normal form games", Games and
    Economic Behavior 10(1), 6-38. Contraction: model specification, E5.
    """
    scale = safe_precision(payoffs) if precision is None else precision
    ranges = own_ranges(payoffs)
    first, second = (np.full(n, 1.0 / n) for n in payoffs.shape[1:])
    move, rounds = np.inf, 0
    while move > TOLERANCE and rounds < MAX_ITERATIONS:
        wanted = (
            softmax(scale * (payoffs[FIRST] @ second)),
            softmax(scale * (first @ payoffs[SECOND])),
        )
        move = max(abs(wanted[0] - first).max(), abs(wanted[1] - second).max())
        first = first + RESPONSE_DAMPING * (wanted[0] - first)
        second = second + RESPONSE_DAMPING * (wanted[1] - second)
        rounds += 1
    return QuantalResponse(
        first=first,
        second=second,
        precision=scale,
        contraction=scale**2 * ranges[0] * ranges[1] / 4.0,
        converged=bool(move <= TOLERANCE),
        iterations=rounds,
    )
