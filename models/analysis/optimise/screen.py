"""The first look: one batch of points spread evenly, of which the best start a local search."""

import numpy as np
from scipy.stats import qmc

from models.analysis.optimise.best_points import best_of
from models.analysis.optimise.evaluator import EvaluatedPoints, Evaluator
from models.notation import Array

STARTS = 3

_POWER = 8
_CORNERS = 4
_SAMPLE = 8
_APART = 0.1
_WEIGHT = 3.0


def first_points(evaluator: Evaluator) -> Array:
    """Spread points over the cube, (N, n): today, the start, corners of a small cube, Sobol's."""
    count = len(evaluator.space.axes)
    spread = qmc.Sobol(count, rng=evaluator.task.scenario.seed).random_base2(_POWER)
    start = evaluator.space.point(evaluator.space.fixed)
    corners = np.empty((0, count))
    if count <= _CORNERS:
        corners = np.array(np.meshgrid(*[[0.0, 1.0]] * count)).reshape(count, -1).T
    return np.vstack([todays_point(evaluator), start, corners, spread])


def todays_point(evaluator: Evaluator) -> Array:
    """Give the point at which every free lever stands where the market has it."""
    still = {
        name: np.full_like(path, evaluator.market.levers[name]) for name, path in _paths(evaluator)
    }
    return evaluator.space.point(still)


def _paths(evaluator: Evaluator) -> list[tuple[str, Array]]:
    return list(evaluator.space.fixed.items())


def chosen_starts(tried: EvaluatedPoints, scale: float) -> list[int]:
    """Choose the points to start from: good, near to the limits, and apart from each other.

    Broken limits count against a start here and nowhere else: SLSQP knows them as real
    constraints.
    """
    merit = tried.smooth / scale - _WEIGHT * tried.worst
    apart = _APART * np.sqrt(tried.points.shape[1])
    starts: list[int] = []
    for i in np.argsort(-merit, kind="stable"):
        gaps = (np.linalg.norm(tried.points[i] - tried.points[j]) for j in starts)
        if all(gap > apart for gap in gaps):
            starts.append(int(i))
        if len(starts) == STARTS:
            break
    return starts


def sample_of(tried: EvaluatedPoints) -> Array:
    """Take today, the start, the best, and some of the rest evenly by their goal, (N, n)."""
    ranks = np.linspace(0, len(tried.goal) - 1, _SAMPLE).round().astype(int)
    rows = np.argsort(tried.smooth, kind="stable")[ranks].tolist()
    return np.vstack([tried.points[[0, 1, *rows]], best_of(tried).points])
