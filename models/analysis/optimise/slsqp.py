"""One local search: scipy's SLSQP, its gradient one batch a step, limits as real constraints."""

from collections import deque
from collections.abc import Callable
from typing import Any

import numpy as np
from scipy.optimize import minimize

from models.analysis.optimise.evaluator import MARGIN, Evaluator, shortfalls
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
        self.limit_of_row = np.zeros(0, dtype=int)
        self._at: bytes = b""
        self._found: tuple[float, Array, Array, Array] | None = None

    def at(self, point: Array) -> tuple[float, Array, Array, Array]:
        """Goal and its slope (n,), what is left of the limits (C,) and their slopes (C, n)."""
        if self._found is None or point.tobytes() != self._at:
            self._at, self._found = point.tobytes(), self._look(point)
        return self._found

    def short(self, point: Array) -> Array:
        """How far the worst row of each limit is broken at ``point``, 0 if none is, (limits,)."""
        slack = self.at(point)[2]
        return shortfalls(slack[None], tuple(self.limit_of_row.tolist()))[0]

    def _look(self, point: Array) -> tuple[float, Array, Array, Array]:
        self.looks += 1
        point = np.clip(point, 0.0, 1.0)
        steps = np.where(point + RANGE_STEP > 1.0, -RANGE_STEP, RANGE_STEP)
        tried = self.evaluator.try_points(np.vstack([point, point + np.diag(steps)]))
        self.limit_of_row = np.unique(np.array(tried.limit), return_inverse=True)[1]
        goal, slack = tried.smooth / self.scale, tried.slack - MARGIN
        slope = (goal[1:] - goal[0]) / steps
        slopes = (slack[1:] - slack[0]).T / steps
        return float(goal[0]), slope, slack[0], slopes


def maximise(slopes: Slopes, start: Array) -> Array:
    """Go up from ``start``, (n,), as far as the limits allow; the answer may break a limit."""
    return _slsqp(lambda x: -slopes.at(x)[0], lambda x: -slopes.at(x)[1], slopes, start)


def repair(slopes: Slopes, start: Array) -> Array:
    """Find the point near ``start``, (n,), that falls least short of its limits in all."""
    count, short = len(start), slopes.short(start)
    down = np.r_[np.zeros(count), np.ones(len(short))]
    end = _slsqp(
        lambda x: x[count:].sum(), lambda x: down, slopes, np.r_[start, short], spare=len(short)
    )
    return end[:count]


def nearest(slopes: Slopes, start: Array) -> Array:
    """Go up from ``start``, (n,), which falls short, as far as it falls no shorter in all."""
    count, short = len(start), slopes.short(start)
    flat = np.zeros(len(short))
    end = _slsqp(
        lambda x: -slopes.at(x[:count])[0],
        lambda x: np.r_[-slopes.at(x[:count])[1], flat],
        slopes,
        np.r_[start, short],
        spare=len(short),
        most=float(short.sum()),
    )
    return end[:count]


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
    spare: int = 0,
    most: float | None = None,
) -> Array:
    """Minimise ``fun``; spare coordinates are what each limit may miss, ``most`` what all may."""
    count = len(start) - spare
    watch = _Watch(start, slopes.looks)

    def watched(x: Array) -> Array:
        watch.see(x, slopes.looks)
        return slope(x)

    try:
        end = minimize(
            fun,
            start,
            jac=watched,
            method="SLSQP",
            bounds=[(0.0, 1.0)] * count + [(0.0, None)] * spare,
            constraints=_constraints(slopes, start, count, most),
            options={"ftol": _TOLERANCE, "maxiter": _ROUNDS},
        ).x
    except _EnoughError:
        end = watch.last
    return np.r_[np.clip(end[:count], 0.0, 1.0), end[count:]]


def _constraints(slopes: Slopes, start: Array, count: int, most: float | None) -> Any:  # noqa: ANN401
    """Limits as scipy wants them: what is left of each and its slopes, spare coordinates last."""
    spare = len(start) - count
    rows = np.zeros((len(slopes.at(start[:count])[2]), spare))
    if spare:
        rows[np.arange(len(rows)), slopes.limit_of_row] = 1.0
    limits: list[Any] = [
        {
            "type": "ineq",
            "fun": lambda x: slopes.at(x[:count])[2] + rows @ x[count:],
            "jac": lambda x: np.hstack([slopes.at(x[:count])[3], rows]),
        }
    ]
    if most is not None:
        less = np.r_[np.zeros(count), -np.ones(spare)]
        limits.append(
            {"type": "ineq", "fun": lambda x: most - x[count:].sum(), "jac": lambda x: less}
        )
    return limits if len(rows) else ()
