"""Goal and limits with their slopes: the gradient of a local search, one batch a step."""

import numpy as np
from numpy.typing import NDArray

from models.analysis.optimise.evaluator import KEEPS, MARGIN, PointTrier, shortfalls
from models.notation import Array

RANGE_STEP = 1e-6
"""Step of the finite differences, as a part of a lever's range."""

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

    def is_inside(self, point: Array) -> bool:
        """Whether ``point`` keeps all limits."""
        return bool((self.at(point)[2] >= -KEEPS).all())

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

    def _moving(self, point: Array) -> NDArray[np.intp]:
        """Coordinates to look along: one that stays at its end keeps the slope it had there."""
        if self._at is None:
            return np.arange(len(point))
        stays = np.abs(point - self._at) <= _AT_END
        at_end = np.minimum(np.abs(point), np.abs(1.0 - point)) <= _AT_END
        return np.flatnonzero(~(stays & at_end))
