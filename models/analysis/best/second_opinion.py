"""A check by another method: differential evolution, which needs no gradient and no start."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.optimize import Bounds, NonlinearConstraint, differential_evolution

from models.analysis.best.bench import KEEPS, MARGIN, Bench, Tried
from models.notation import Array

ROUNDS = 60
_CROWD = 6


@dataclass(frozen=True, kw_only=True, eq=False)
class Opinion:
    """What the other method found: its best point, and whether it beats the answer.

    ``gain`` is the goal of its point less that of the answer, in the unit of the goal; a
    negative one means that the answer stands. It is nan where the other method found no plan
    that keeps the limits.
    """

    found: Tried
    gain: float

    @property
    def agrees(self) -> bool:
        """Whether the answer stands: nothing better by more than 0.1% was found."""
        return not self.gain > _TOLERATED * max(abs(float(self.found.goal[0])), 1e-9)


_TOLERATED = 1e-3


def second_opinion(
    bench: Bench,
    best: Tried,
    *,
    rounds: int = ROUNDS,
    told: Callable[[float], bool] | None = None,
) -> Opinion:
    """Search the whole cube again by differential evolution; the answer plays no part in it.

    Parameters
    ----------
    best
        The answer, one point.
    rounds
        Generations at most.
    told
        Called after each generation with the part done, 0 to 1; returns True to stop.
    """
    seen: dict[bytes, Tried] = {}

    def tried(x: Array) -> Tried:
        key = x.tobytes()
        if key not in seen:
            seen.clear()
            seen[key] = bench.try_points(x.reshape(len(bench.space.axes), -1).T)
        return seen[key]

    done = 0

    def after(*_: object, **__: object) -> bool:
        nonlocal done
        done += 1
        return bool(told and told(done / rounds))

    rows, count = best.slack.shape[1], len(bench.space.axes)
    limits = NonlinearConstraint(lambda x: _like(x, tried(x).slack.T - MARGIN), 0.0, np.inf)
    options: Any = {"constraints": limits} if rows else {}

    def low(x: Array) -> Array:
        return _like(x, -tried(x).smooth) if x.size else np.empty(0)  # nobody keeps the limits

    found = differential_evolution(
        low,  # type: ignore[arg-type]
        Bounds(np.zeros(count), np.ones(count)),
        vectorized=True,
        updating="deferred",
        maxiter=rounds,
        popsize=_CROWD,
        polish=False,
        rng=bench.task.scenario.seed,
        callback=after,  # type: ignore[arg-type]
        **options,
    )
    end = bench.try_points(found.x[None])
    keeps = end.worst[0] <= KEEPS
    return Opinion(found=end, gain=float(end.goal[0] - best.goal[0]) if keeps else np.nan)


def _like(x: Array, answer: Array) -> Array:
    """Give one point one answer, and many points many."""
    return answer if x.ndim > 1 else answer[..., 0]
