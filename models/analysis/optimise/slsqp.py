"""One local search: scipy's SLSQP, its gradient one batch a step, limits as real constraints."""

from collections import deque
from collections.abc import Callable
from typing import Any

import numpy as np
from scipy.optimize import minimize

from models.analysis.optimise.evaluator import MARGIN, PointTrier, shortfalls
from models.notation import Array

RANGE_STEP = 1e-6
"""Step of the finite differences, as a part of a lever's range."""

FINE, COARSE = 1e-7, 1e-5
"""Change of the goal, as a part of its spread, at which a search ends: at last, and before."""

_ROUNDS = 60
_STEPS, _TOO_MANY = 3, 12
_NEAR = 0.02
_FLATTEST = 0.1
_AT_END = 1e-12


class Slopes:
    """Goal and limits at a point with their slopes, all from one batch, kept for the last point.

    ``rough``, if given, is quicker and says how strongly the goal bends.
    """

    def __init__(self, evaluator: PointTrier, scale: float, rough: "Slopes | None" = None) -> None:
        self.evaluator = evaluator
        self.scale = scale
        self.looks = 0
        self.limit_of_row = np.zeros(0, dtype=int)
        self._rough = rough or self
        self._at: Array | None = None
        self._found: tuple[float, Array, Array, Array]

    def at(self, point: Array) -> tuple[float, Array, Array, Array]:
        """Goal and its slope (n,), what is left of the limits (C,) and their slopes (C, n)."""
        if self._at is None or not np.array_equal(point, self._at):
            self._found = self._look(point)
            self._at = point.copy()
        return self._found

    def short(self, point: Array) -> Array:
        """How far the worst row of each limit is broken at ``point``, 0 if none is, (limits,)."""
        slack = self.at(point)[2]
        return shortfalls(slack[None], tuple(self.limit_of_row.tolist()))[0]

    def forget(self) -> None:
        """Take no slope from earlier points."""
        self._at = None

    def bends(self, point: Array) -> Array:
        """How strongly the goal bends along each coordinate near ``point``, (n,)."""
        centre, moves = np.clip(point, _NEAR, 1.0 - _NEAR), _NEAR * np.eye(len(point))
        rough = self._rough
        tried = rough.evaluator.try_points(np.vstack([centre, centre + moves, centre - moves]))
        here, up, down = np.split(tried.smooth / rough.scale, [1, 1 + len(point)])
        return np.maximum(np.abs(up + down - 2.0 * here) / _NEAR**2, _FLATTEST)

    def _look(self, point: Array) -> tuple[float, Array, Array, Array]:
        self.looks += 1
        moving = self._moving(point)
        point = np.clip(point, 0.0, 1.0)
        steps = np.where(point + RANGE_STEP > 1.0, -RANGE_STEP, RANGE_STEP)[moving]
        moves = np.zeros((len(moving), len(point)))
        moves[np.arange(len(moving)), moving] = steps
        tried = self.evaluator.try_points(np.vstack([point, point + moves]))
        self.limit_of_row = np.unique(np.array(tried.limit), return_inverse=True)[1]
        goal, slack = tried.smooth / self.scale, tried.slack - MARGIN
        if self._at is None:
            slope, slopes = np.zeros(len(point)), np.zeros((slack.shape[1], len(point)))
        else:
            slope, slopes = self._found[1].copy(), self._found[3].copy()
        slope[moving] = (goal[1:] - goal[0]) / steps
        slopes[:, moving] = (slack[1:] - slack[0]).T / steps
        return float(goal[0]), slope, slack[0], slopes

    def _moving(self, point: Array) -> Array:
        """Coordinates to look along: one that stays at its end keeps the slope it had there."""
        if self._at is None:
            return np.arange(len(point))
        stays = np.abs(point - self._at) <= _AT_END
        at_end = np.minimum(np.abs(point), np.abs(1.0 - point)) <= _AT_END
        return np.flatnonzero(~(stays & at_end))


def maximise(slopes: Slopes, start: Array, tolerance: float = COARSE) -> Array:
    """Go up from ``start``, (n,), as far as the limits allow; the answer may break a limit.

    Every coordinate is counted so that the goal bends alike along all of them: a lever of which
    little depends would else need many steps to get anywhere.
    """
    return _slsqp(
        lambda x: -slopes.at(x)[0],
        lambda x: -slopes.at(x)[1],
        slopes,
        start,
        sizes=np.sqrt(slopes.bends(start)),
        tolerance=tolerance,
    )


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
    sizes: Array | None = None,
    tolerance: float = FINE,
) -> Array:
    """Minimise ``fun``; spare coordinates are what each limit may miss, ``most`` what all may.

    scipy counts each coordinate in ``sizes``, left out: 1.
    """
    count = len(start) - spare
    size = np.ones(len(start)) if sizes is None else sizes
    slopes.forget()
    watch = _Watch(start, slopes.looks)

    def watched(z: Array) -> Array:
        watch.see(z / size, slopes.looks)
        return slope(z / size) / size

    ends = [*size[:count], *[None] * spare]
    try:
        end = minimize(
            lambda z: fun(z / size),
            start * size,
            jac=watched,
            method="SLSQP",
            bounds=[(0.0, end) for end in ends],
            constraints=_constraints(slopes, start, count, most, size),
            options={"ftol": tolerance, "maxiter": _ROUNDS},
        ).x
        end = end / size
    except _EnoughError:
        end = watch.last
    return np.r_[np.clip(end[:count], 0.0, 1.0), end[count:]]


def _constraints(slopes: Slopes, start: Array, count: int, most: float | None, size: Array) -> Any:  # noqa: ANN401
    """Limits as scipy wants them: what is left of each and its slopes, spare coordinates last."""
    spare = len(start) - count
    rows = np.zeros((len(slopes.at(start[:count])[2]), spare))
    if spare:
        rows[np.arange(len(rows)), slopes.limit_of_row] = 1.0
    limits: list[Any] = [
        {
            "type": "ineq",
            "fun": lambda z: slopes.at((z / size)[:count])[2] + rows @ z[count:],
            "jac": lambda z: np.hstack([slopes.at((z / size)[:count])[3], rows]) / size,
        }
    ]
    if most is not None:
        less = np.r_[np.zeros(count), -np.ones(spare)]
        limits.append(
            {"type": "ineq", "fun": lambda x: most - x[count:].sum(), "jac": lambda x: less}
        )
    return limits if len(rows) else ()
