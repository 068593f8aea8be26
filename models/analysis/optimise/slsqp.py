"""One local search: scipy's SLSQP, limits as real constraints."""

from collections import deque
from collections.abc import Callable
from typing import Any

import numpy as np
from scipy.optimize import minimize

from models.analysis.optimise.slopes import Slopes
from models.notation import Array

FINE, COARSE = 1e-7, 3e-6
"""Change of the goal, as a part of its spread, at which a search ends: at last, and before."""

_ROUNDS = 60
_STEPS, _TOO_MANY, _FAR_TOO_MANY = 3, 12, 26


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

    def see(self, point: Array, looks: int, *, is_inside: bool) -> None:
        """Note a point that a step has ended at, and how many runs there were until now.

        One that is not inside the limits is no answer yet, and the search has more patience.
        """
        self.last = point.copy()
        self._spent.append(looks - self._before)
        self._before = looks
        if sum(self._spent) >= (_TOO_MANY if is_inside else _FAR_TOO_MANY):
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
        point = z / size
        watch.see(point, slopes.looks, is_inside=slopes.is_inside(point[:count]))
        steep: Array = slope(point) / size
        return steep

    def sized(z: Array) -> float:
        return fun(z / size)

    bounds = [(0.0, end) for end in size[:count].tolist()] + [(0.0, None)] * spare
    try:
        end = minimize(
            sized,
            start * size,
            jac=watched,
            method="SLSQP",
            bounds=bounds,
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
