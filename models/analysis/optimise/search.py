"""The search, state by state: each has the best plan so far, and the search may end at any."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from models.analysis.optimise.evaluator import KEEPS, EvaluatedPoints, Evaluator
from models.analysis.optimise.screen import STARTS, chosen_starts, first_points
from models.analysis.optimise.slsqp import Slopes, maximise, nearest, repair
from models.notation import Array

_BETTER = 1e-6
_FLAT = 1e-9
_HAIR = 1e-2
_POLLS = 3
_REACHES = (0.25, 0.08, 0.02, 0.005)


@dataclass(frozen=True, kw_only=True, eq=False)
class SearchState:
    """Where the search stands; all that `advance` needs to go on, now or elsewhere.

    ``stage`` is one of screen, repair, climb, polish and whole; ``done`` and ``total`` count
    states; ``scale`` is the spread of the goal over the first look, in its own unit. ``best`` is
    the best point so far, ``ends`` are those where SLSQP runs ended, and ``starts``, (n, axes), the
    points still to start from.
    """

    stage: str
    done: int
    total: int
    scale: float
    best: EvaluatedPoints
    ends: EvaluatedPoints
    tried: EvaluatedPoints
    starts: Array

    @property
    def is_last(self) -> bool:
        """Whether the search is over."""
        return self.done == self.total


def begin(evaluator: Evaluator) -> SearchState:
    """Take the first look: one batch of points spread over the cube."""
    tried = evaluator.try_points(first_points(evaluator))
    scale = max(float(np.ptp(tried.smooth)), _FLAT)
    best = best_of(tried)
    starts = tried.points[chosen_starts(tried, scale)]
    return SearchState(
        stage="screen",
        done=1,
        total=2 + len(starts),
        scale=scale,
        best=best,
        ends=subset(tried, []),
        tried=tried,
        starts=starts,
    )


def advance(evaluator: Evaluator, state: SearchState) -> SearchState:
    """Go on to the next state: a repair where no plan keeps the limits, SLSQP, or the polish."""
    slopes = Slopes(evaluator, state.scale)
    done = state.done + 1
    if state.best.worst[0] > KEEPS and state.stage == "screen":
        repaired = _repaired(evaluator, slopes, state.tried)
        if repaired.worst[0] > KEEPS:
            return replace(
                state, stage="repair", done=state.total - 1, best=repaired, starts=_none(state)
            )
        tried = join(repaired, state.tried)
        starts = tried.points[chosen_starts(tried, state.scale)]
        return replace(
            state, stage="repair", done=1, total=2 + len(starts), best=repaired, starts=starts
        )
    if len(state.starts):
        end = local_optimum(evaluator, slopes, state.starts[0])
        return replace(
            state,
            stage="climb",
            done=done,
            best=best_of(join(state.best, end)),
            ends=join(state.ends, end),
            starts=state.starts[1:],
        )
    return replace(
        state, stage="polish", done=state.total, best=_polished(evaluator, slopes, state.best)
    )


def _none(state: SearchState) -> Array:
    return state.starts[:0]


def search(evaluator: Evaluator) -> Iterator[SearchState]:
    """Search the cube of ``evaluator``; the last state is the answer."""
    state = begin(evaluator)
    yield state
    while not state.is_last:
        state = advance(evaluator, state)
        yield state


def local_optimum(evaluator: Evaluator, slopes: Slopes, start: Array) -> EvaluatedPoints:
    """Climb; an end that is a hair outside the limits is brought back inside."""
    end = evaluator.try_points(maximise(slopes, start)[None])
    if not KEEPS < end.worst[0] < _HAIR:
        return end
    return best_of(join(end, evaluator.try_points(repair(slopes, end.points[0])[None])))


def _repaired(evaluator: Evaluator, slopes: Slopes, tried: EvaluatedPoints) -> EvaluatedPoints:
    """Look for a point that keeps all limits; failing that, the one that falls least short."""
    first = np.argsort(tried.shortfall, kind="stable")[:STARTS].tolist()
    nearby = subset(tried, first)
    for point in tried.points[first]:
        nearby = join(nearby, evaluator.try_points(repair(slopes, point)[None]))
        if nearby.worst.min() <= KEEPS:
            break
    return best_of(nearby)


def _polished(evaluator: Evaluator, slopes: Slopes, best: EvaluatedPoints) -> EvaluatedPoints:
    """Look around the best point along every lever, and run SLSQP again from what is better.

    A gradient sees one side of a kink only; this sees both.
    """
    if best.worst[0] > KEEPS:
        best = brought_near(evaluator, slopes, best)
    for _ in range(_POLLS):
        around = best_of(join(best, evaluator.try_points(_around(best.points[0]))))
        if not _is_better(around, best, slopes.scale):
            return best
        best = best_of(join(around, _from(evaluator, slopes, around)))
    return best


def _from(evaluator: Evaluator, slopes: Slopes, best: EvaluatedPoints) -> EvaluatedPoints:
    """Go on from a point: up where it keeps all limits, else nearer to them and then up."""
    if best.worst[0] <= KEEPS:
        return local_optimum(evaluator, slopes, best.points[0])
    return brought_near(evaluator, slopes, best)


def brought_near(evaluator: Evaluator, slopes: Slopes, best: EvaluatedPoints) -> EvaluatedPoints:
    """Bring a point as near to the limits as can be, and then up as far as it stays so near."""
    near = join(best, evaluator.try_points(repair(slopes, best.points[0])[None]))
    best = best_of(near)
    if best.worst[0] <= KEEPS:
        return best
    return best_of(join(best, evaluator.try_points(nearest(slopes, best.points[0])[None])))


def _around(point: Array) -> Array:
    moves = np.vstack([r * np.eye(len(point)) for r in _REACHES])
    return np.clip(np.vstack([point + moves, point - moves]), 0.0, 1.0)


def _is_better(a: EvaluatedPoints, b: EvaluatedPoints, scale: float) -> bool:
    nearer = float(b.shortfall[0] - a.shortfall[0])
    if (a.worst[0] > KEEPS or b.worst[0] > KEEPS) and abs(nearer) > KEEPS:
        return nearer > 0.0
    return bool(a.smooth[0] > b.smooth[0] + _BETTER * scale)


def best_of(tried: EvaluatedPoints) -> EvaluatedPoints:
    """Pick the best point that keeps all limits; failing that, of those that fall least short."""
    kept = tried.worst <= KEEPS
    if not kept.any():
        short = tried.shortfall
        kept = short <= short.min() + KEEPS
    goal = np.where(kept, tried.goal, -np.inf)
    # Equal shares of draws are ranked by how near the others come.
    ties = np.flatnonzero(goal == goal.max())
    return subset(tried, [int(ties[np.argmax(tried.smooth[ties])])])


def subset(tried: EvaluatedPoints, rows: list[int]) -> EvaluatedPoints:
    """Keep some of the points."""
    return EvaluatedPoints(
        points=tried.points[rows],
        goal=tried.goal[rows],
        smooth=tried.smooth[rows],
        slack=tried.slack[rows],
        limit=tried.limit,
    )


def join(a: EvaluatedPoints, b: EvaluatedPoints) -> EvaluatedPoints:
    """Put two sets of points below each other."""
    return EvaluatedPoints(
        points=np.vstack([a.points, b.points]),
        goal=np.r_[a.goal, b.goal],
        smooth=np.r_[a.smooth, b.smooth],
        slack=np.vstack([a.slack, b.slack]),
        limit=a.limit,
    )
