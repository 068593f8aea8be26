"""Up from a point: SLSQP, then a look to both sides along every lever, and on from what is better.

A gradient sees one side of a kink only; the look around sees both, and what lies behind a dip.
"""

from collections.abc import Sequence

import numpy as np

from models.analysis.optimise.best_points import best_of, join
from models.analysis.optimise.evaluator import KEEPS, EvaluatedPoints, PointTrier
from models.analysis.optimise.slopes import Slopes
from models.analysis.optimise.slsqp import FINE, maximise, nearest, repair
from models.notation import Array

_BETTER = 1e-5
_POLLS = 3

LITTLE = 0.1
"""An end outside a limit by less than this part of its size is brought back inside."""

REACHES = (0.25, 0.08, 0.02, 0.005)
"""How far a look around goes, in parts of a lever's range."""


def local_optimum(
    evaluator: PointTrier, slopes: Slopes, start: Array, tolerance: float = FINE
) -> EvaluatedPoints:
    """Climb; an end that is little outside the limits is brought back inside."""
    end = evaluator.try_points(maximise(slopes, start, tolerance)[None])
    if not KEEPS < end.worst[0] < LITTLE:
        return end
    return best_of(join(end, evaluator.try_points(repair(slopes, end.points[0])[None])))


def polished(
    evaluator: PointTrier,
    slopes: Slopes,
    best: EvaluatedPoints,
    *,
    reaches: Sequence[float] = REACHES,
    tolerance: float = FINE,
) -> EvaluatedPoints:
    """Look around the best point along every lever, and go on from what is better."""
    if best.worst[0] > KEEPS:
        best = brought_near(evaluator, slopes, best)
    for _ in range(_POLLS):
        looked = evaluator.try_points(around(best.points[0], reaches))
        better = best_of(join(best, looked))
        if not is_better(better, best, slopes.scale):
            return best
        best = best_of(join(better, _onward(evaluator, slopes, better, tolerance)))
    return best


def _onward(
    evaluator: PointTrier, slopes: Slopes, best: EvaluatedPoints, tolerance: float
) -> EvaluatedPoints:
    """Go on from a point: up where it keeps all limits, else nearer to them and then up."""
    if best.worst[0] <= KEEPS:
        return local_optimum(evaluator, slopes, best.points[0], tolerance)
    return brought_near(evaluator, slopes, best)


def brought_near(evaluator: PointTrier, slopes: Slopes, best: EvaluatedPoints) -> EvaluatedPoints:
    """Bring a point as near to the limits as can be, and then up as far as it stays so near."""
    near = join(best, evaluator.try_points(repair(slopes, best.points[0])[None]))
    best = best_of(near)
    if best.worst[0] <= KEEPS:
        return best
    return best_of(join(best, evaluator.try_points(nearest(slopes, best.points[0])[None])))


def around(point: Array, reaches: Sequence[float] = REACHES) -> Array:
    """Points to both sides of ``point``, (n,), along every coordinate."""
    moves = np.vstack([r * np.eye(len(point)) for r in reaches])
    return np.clip(np.vstack([point + moves, point - moves]), 0.0, 1.0)


def is_better(a: EvaluatedPoints, b: EvaluatedPoints, scale: float) -> bool:
    """Whether ``a`` falls less short than ``b``, or else has clearly more of the goal."""
    nearer = float(b.shortfall[0] - a.shortfall[0])
    if (a.worst[0] > KEEPS or b.worst[0] > KEEPS) and abs(nearer) > KEEPS:
        return nearer > 0.0
    return bool(a.smooth[0] > b.smooth[0] + _BETTER * scale)
