"""A budget: a name, a limit, a unit and the function that measures it."""

import time
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

REPEATS = 5
"""The least of so many runs is kept: other programs only ever make a run slower."""


@dataclass(frozen=True, kw_only=True)
class Budget:
    """Upper limit of a figure, both in ``unit``."""

    name: str
    limit: float
    unit: str
    measure: Callable[[], float]


BUDGETS: list[Budget] = []


def budget(name: str, limit: float, unit: str) -> Callable:
    """Register the decorated function, which returns its figure in ``unit``."""

    def register(measure: Callable[[], float]) -> Callable[[], float]:
        BUDGETS.append(Budget(name=name, limit=limit, unit=unit, measure=measure))
        return measure

    return register


def seconds(function: Callable[[], object]) -> float:
    """Wall time of one call."""
    start = time.perf_counter()
    function()
    return time.perf_counter() - start


def best_seconds(function: Callable[[], object], repeats: int = REPEATS) -> float:
    """Least wall time of ``repeats`` calls, after one that fills the caches."""
    function()
    return min(seconds(function) for _ in range(repeats))


def elementary(draws: int, quarters: int) -> None:
    """Take 100 exponentials and 100 logarithms per draw and quarter, as a projection might."""
    x = np.linspace(0.5, 1.5, draws)
    for _ in range(100 * quarters):
        np.log(np.exp(x))


def ratio(
    function: Callable[[], object], *, draws: int, quarters: int, repeats: int = REPEATS
) -> float:
    """Time of ``function`` in units of `elementary`, so that the machine's speed cancels.

    The two are timed in turn: a burst of other work then hits both.
    """
    function()
    elementary(draws, quarters)
    pairs = [
        (seconds(function), seconds(lambda: elementary(draws, quarters))) for _ in range(repeats)
    ]
    ours, theirs = zip(*pairs, strict=True)
    return min(ours) / min(theirs)
