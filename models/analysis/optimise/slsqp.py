"""One local search: scipy's SLSQP, its gradient one batch a step, limits as real constraints."""

from collections import deque
from collections.abc import Callable
from typing import Any

import numpy as np
from scipy.optimize import minimize

from models.analysis.optimise.evaluator import MARGIN, Evaluator
from models.notation import Array

RANGE_STEP = 1e-6
"""Step of the finite differences, as a part of a lever's range."""

_TOLERANCE = 1e-7
_ROUNDS = 60
_STEPS, _TOO_MANY = 4, 26


class Slopes:
    """Goal and limits at a point with their slopes, all from one batch, kept for the last point."""

    def __init__(self, evaluator: Evaluator, scale: float) -> None:
        self.evaluator = evaluator
        self.scale = scale
        self.looks = 0
        self._at: bytes = b""
        self._found: tuple[float, Array, Array, Array] | None = None

    def at(self, point: Array) -> tuple[float, Array, Array, Array]:
        """Goal and its slope (n,), what is left of the limits (C,) and their slopes (C, n)."""
        if self._found is None or point.tobytes() != self._at:
            self._at, self._found = point.tobytes(), self._look(point)
        return self._found

    def _look(self, point: Array) -> tuple[float, Array, Array, Array]:
        self.looks += 1
        point = np.clip(point, 0.0, 1.0)
        steps = np.where(point + RANGE_STEP > 1.0, -RANGE_STEP, RANGE_STEP)
        tried = self.evaluator.try_points(np.vstack([point, point + np.diag(steps)]))
        goal, slack = tried.smooth / self.scale, tried.slack - MARGIN
        slope = (goal[1:] - goal[0]) / steps
        slopes = (slack[1:] - slack[0]).T / steps
        return float(goal[0]), slope, slack[0], slopes


def maximise(slopes: Slopes, start: Array) -> Array:
    """Go up from ``start``, (n,), as far as the limits allow; the answer may break a limit."""
    return _slsqp(lambda x: -slopes.at(x)[0], lambda x: -slopes.at(x)[1], slopes, start, spare=0)


def repair(slopes: Slopes, start: Array) -> Array:
    """Find the point near ``start``, (n,), whose worst broken limit is broken least."""
    worst = max(float(-slopes.at(start)[2].min()), 0.0)
    down = np.r_[np.zeros(len(start)), 1.0]
    return _slsqp(lambda x: x[-1], lambda x: down, slopes, np.r_[start, worst], spare=1)[:-1]


class _EnoughError(Exception):
    """Raised to end a local search that no longer improves."""


class _Watch:
    """Ends a local search whose line searches fail one after another.

    At a kink each step would cost ten runs and gain nothing.
    """

    def __init__(self, start: Array, looks: int) -> None:
        self.last = start
        self._spent: deque[int] = deque([0] * _STEPS, maxlen=_STEPS)
        self._before = looks

    def see(self, point: Array, looks: int) -> None:
        """Note a point that a step has ended at, and how many runs there were until now."""
        self.last = point.copy()
        self._spent.append(looks - self._before)
        self._before = looks
        if sum(self._spent) >= _TOO_MANY:
            raise _EnoughError


def _slsqp(
    fun: Callable[[Array], float],
    slope: Callable[[Array], Array],
    slopes: Slopes,
    start: Array,
    *,
    spare: int,
) -> Array:
    """Minimise ``fun``; a spare coordinate is what may be missing of every limit."""
    count = len(start) - spare
    watch = _Watch(start, slopes.looks)

    def left(x: Array) -> Array:
        return slopes.at(x[:count])[2] + x[count:].sum()

    def watched(x: Array) -> Array:
        watch.see(x, slopes.looks)
        return slope(x)

    limits: Any = {
        "type": "ineq",
        "fun": left,
        "jac": lambda x: np.pad(slopes.at(x[:count])[3], ((0, 0), (0, spare)), constant_values=1.0),
    }
    try:
        end = minimize(
            fun,
            start,
            jac=watched,
            method="SLSQP",
            bounds=[(0.0, 1.0)] * count + [(0.0, None)] * spare,
            constraints=[limits] if len(left(start)) else (),
            options={"ftol": _TOLERANCE, "maxiter": _ROUNDS},
        ).x
    except _EnoughError:
        end = watch.last
    return np.r_[np.clip(end[:count], 0.0, 1.0), end[count:]]
