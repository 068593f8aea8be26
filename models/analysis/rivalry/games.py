"""Finite games of two players: best answers, pure equilibria, regret.

Payoffs are one array (player, first player's strategy, second player's strategy, ...); whatever
axes follow, draws for instance, are carried through.
"""

import numpy as np

from models.notation import Array, Marks

FIRST, SECOND = 0, 1


def best_answers(payoffs: Array) -> Marks:
    """Mark where each player can do no better by changing its own strategy alone.

    Parameters
    ----------
    payoffs : array, shape (2, N1, N2, ...)
        In any unit; more is better.

    Returns
    -------
    array of bool, shape (2, N1, N2, ...)
    """
    own = [payoffs[player].max(axis=player, keepdims=True) for player in (FIRST, SECOND)]
    return np.stack([payoffs[player] >= own[player] for player in (FIRST, SECOND)])


def pure_equilibria(payoffs: Array) -> Marks:
    """Mark the pure Nash equilibria: both players give a best answer.

    Parameters
    ----------
    payoffs : array, shape (2, N1, N2, ...)
        In any unit; more is better.

    Returns
    -------
    array of bool, shape (N1, N2, ...)

    References
    ----------
    Nash (1950), "Equilibrium points in n-person games", PNAS 36(1), 48-49.
    """
    marks: Marks = np.logical_and(*best_answers(payoffs))
    return marks


def regret(payoffs: Array, player: int) -> Array:
    """Give what a player forgoes against its best strategy, given what the other one does.

    Returns
    -------
    array, shape (N1, N2, ...)
        In the unit of the payoffs, 0 or more.
    """
    return payoffs[player].max(axis=player, keepdims=True) - payoffs[player]


def worst_regret(payoffs: Array, player: int) -> Array:
    """Give the largest regret of each own strategy over what the other may do, (N, ...).

    The strategy with the least is the choice of minimax regret.

    References
    ----------
    Savage (1951), "The theory of statistical decision", JASA 46, 55-67.
    """
    return regret(payoffs, player).max(axis=SECOND if player == FIRST else FIRST)


def dominant(payoffs: Array, player: int) -> int | None:
    """Find a strategy that is best whatever the other player does; None if there is none."""
    is_best = best_answers(payoffs)[player]
    always = is_best.all(axis=SECOND if player == FIRST else FIRST)
    return int(np.argmax(always)) if always.any() else None
