"""A check by another method: differential evolution, which needs no gradient and no start."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.optimize import Bounds, NonlinearConstraint, differential_evolution

from models.analysis.optimise.evaluator import KEEPS, MARGIN, EvaluatedPoints, Evaluator
from models.notation import Array

GENERATIONS = 60
_CROWD = 6


@dataclass(frozen=True, kw_only=True, eq=False)
class Opinion:
    """What the other method found: its best point, and whether it beats the answer.

    ``gain`` is the goal of its point less that of the answer, in the unit of the goal; a
    negative one means that the answer stands. It is nan where the other method found no plan
    that keeps the limits. ``size`` is what the answer itself gains against no change.
    """

    end: EvaluatedPoints
    gain: float
    size: float

    @property
    def agrees(self) -> bool | None:
        """Whether nothing better by more than 0.1% of the gain was found; None: no plan at all."""
        if np.isnan(self.gain):
            return None
        return self.gain <= max(_TOLERATED * self.size, _TINY)


_TOLERATED = 1e-3
_TINY = 1e-9


def second_opinion(
    evaluator: Evaluator,
    best: EvaluatedPoints,
    *,
    rounds: int = GENERATIONS,
    should_stop: Callable[[float], bool] | None = None,
) -> Opinion:
    """Search the whole cube again by differential evolution; the answer plays no part in it.

    Parameters
    ----------
    best
        The answer, one point.
    rounds
        Generations at most.
    should_stop
        Called after each generation with the part done, 0 to 1; returns True to stop.
    """
    seen: dict[bytes, EvaluatedPoints] = {}

    def tried(x: Array) -> EvaluatedPoints:
        key = x.tobytes()
        if key not in seen:
            seen.clear()
            seen[key] = evaluator.try_points(x.reshape(len(evaluator.space.axes), -1).T)
        return seen[key]

    done = 0

    def after(*_: object, **__: object) -> bool:
        nonlocal done
        done += 1
        return bool(should_stop and should_stop(done / rounds))

    rows, count = best.slack.shape[1], len(evaluator.space.axes)
    limits = NonlinearConstraint(lambda x: _like(x, tried(x).slack.T - MARGIN), 0.0, np.inf)
    options: Any = {"constraints": limits} if rows else {}

    def low(x: Array) -> Array:
        return _like(x, -tried(x).smooth) if x.size else np.empty(0)  # nobody keeps the limits

    evolved = differential_evolution(
        low,  # type: ignore[arg-type]
        Bounds(np.zeros(count), np.ones(count)),
        vectorized=True,
        updating="deferred",
        maxiter=rounds,
        popsize=_CROWD,
        polish=False,
        rng=evaluator.task.scenario.seed,
        callback=after,  # type: ignore[arg-type]
        **options,
    )
    end = evaluator.try_points(evolved.x[None])
    answer = _answer(evaluator, best)
    gain = float(end.goal[0]) - answer if end.worst[0] <= KEEPS else np.nan
    return Opinion(end=end, gain=gain, size=abs(answer - evaluator.today))


def _answer(evaluator: Evaluator, best: EvaluatedPoints) -> float:
    """Goal of the answer: the best point, or the plan of the start where that is better."""
    start = evaluator.try_plans([evaluator.space.fixed], best.points)
    best_goal = float(best.goal[0])
    return max(best_goal, float(start.goal[0])) if start.worst[0] <= KEEPS else best_goal


def _like(x: Array, answer: Array) -> Array:
    """Give one point one answer, and many points many."""
    return answer if x.ndim > 1 else answer[..., 0]
