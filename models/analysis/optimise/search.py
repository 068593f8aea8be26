"""The search, state by state: each has the best plan so far, and the search may end at any."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial

import numpy as np

from models.analysis.optimise.agreement import AGREE
from models.analysis.optimise.best_points import best_of, join, subset
from models.analysis.optimise.climb import LITTLE, around, is_better, local_optimum, polished
from models.analysis.optimise.evaluator import KEEPS, EvaluatedPoints, Evaluator, PointTrier
from models.analysis.optimise.screen import STARTS, chosen_starts, first_points, sample_of
from models.analysis.optimise.side_by_side import side_by_side
from models.analysis.optimise.slopes import Slopes
from models.analysis.optimise.slsqp import COARSE, repair
from models.notation import Array

_FLAT = 1e-9
_ROUNDS = 3
_REACHES = (0.08, 0.005)


@dataclass(frozen=True, kw_only=True, eq=False)
class SearchState:
    """Where the search stands; all that `advance` needs to go on, now or elsewhere.

    ``stage`` is one of screen, repair, climb, polish and whole; ``done`` and ``total`` count
    states; ``scale`` is the spread of the goal over the first look, in its own unit. ``best`` is
    the best point so far, ``ends`` are those where the local searches stand, and ``starts``,
    (n, axes), the points that they go on from. ``tried`` is the first look, of the central run.
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
    """Take the first look: one batch of points spread over the cube, central runs alone."""
    lead = evaluator.lead
    tried = lead.try_points(first_points(evaluator))
    starts = tried.points[chosen_starts(tried, _spread(tried))]
    seen = tried
    if lead is not evaluator:
        seen = evaluator.try_points(np.vstack([starts, sample_of(tried)]))
    return SearchState(
        stage="screen",
        done=1,
        total=2 + _ROUNDS,
        scale=_spread(seen),
        best=best_of(seen),
        ends=subset(seen, []),
        tried=tried,
        starts=starts,
    )


def _spread(tried: EvaluatedPoints) -> float:
    return max(float(np.ptp(tried.smooth)), _FLAT)


def advance(evaluator: Evaluator, state: SearchState) -> SearchState:
    """Go on to the next state: a repair where no plan keeps the limits, a climb, or the polish."""
    if state.best.worst[0] > KEEPS and state.stage == "screen":
        return _repair(evaluator, state)
    if state.done < state.total - 1:
        return _climb(evaluator, state)
    if evaluator.lead is evaluator:
        slopes = Slopes(evaluator, state.scale)
        best = polished(evaluator, slopes, _finely(evaluator, slopes, state.best))
        return replace(state, stage="polish", done=state.total, best=best)
    return _polish_with_draws(evaluator, state)


def _finely(evaluator: Evaluator, slopes: Slopes, best: EvaluatedPoints) -> EvaluatedPoints:
    """Climb to the very end from a plan that keeps all limits."""
    if best.worst[0] > KEEPS:
        return best
    return best_of(join(best, local_optimum(evaluator, slopes, best.points[0])))


def search(evaluator: Evaluator) -> Iterator[SearchState]:
    """Search the cube of ``evaluator``; the last state is the answer."""
    state = begin(evaluator)
    yield state
    while not state.is_last:
        state = advance(evaluator, state)
        yield state


def _repair(evaluator: Evaluator, state: SearchState) -> SearchState:
    """Look for a plan that keeps all limits, and start again beside it if there is one."""
    slopes = Slopes(evaluator, state.scale)
    first = np.argsort(state.tried.shortfall, kind="stable")[:STARTS].tolist()
    nearby = join(state.best, evaluator.try_points(state.tried.points[first]))
    for point in state.tried.points[first]:
        nearby = join(nearby, evaluator.try_points(repair(slopes, point)[None]))
        if nearby.worst.min() <= KEEPS:
            break
    best = best_of(nearby)
    if best.worst[0] > KEEPS:
        none = state.starts[:0]
        return replace(state, stage="repair", done=state.total - 1, best=best, starts=none)
    tried = join(evaluator.lead.try_points(best.points), state.tried)
    starts = tried.points[chosen_starts(tried, _spread(tried))]
    return replace(state, stage="repair", best=best, starts=starts)


def _climb(evaluator: Evaluator, state: SearchState) -> SearchState:
    """Go on from all starts side by side; after the first time from what lies around them."""
    scale = _spread(state.tried)
    going = _going_on(evaluator.lead, state)
    climbs = [
        partial(_end, start=start, scale=scale, looks_around=state.stage == "climb")
        for start in state.starts[going]
    ]
    points = state.starts.copy()
    for row, end in zip(going, side_by_side(evaluator.lead, climbs), strict=True):
        points[row] = end
    ends = evaluator.try_points(points)
    return replace(
        state,
        stage="climb",
        done=state.done + 1,
        best=best_of(join(state.best, ends)),
        ends=ends,
        starts=points,
    )


def _going_on(lead: Evaluator, state: SearchState) -> list[int]:
    """Choose the searches to go on with: all, and at last those that do not agree yet."""
    rows = np.arange(len(state.starts))
    if state.done < state.total - 2:
        return rows.tolist()
    here = lead.try_points(state.starts)
    best = best_of(here)
    agree = np.abs(here.goal - best.goal[0]) <= AGREE * abs(best.goal[0] - lead.today)
    return rows[~(agree & (here.worst <= KEEPS))].tolist()


def _end(trier: PointTrier, start: Array, scale: float, *, looks_around: bool) -> Array:
    """Climb from a start, and after the first time only where it is better beside it."""
    here = trier.try_points(start[None])
    if looks_around:
        better = best_of(join(here, trier.try_points(around(start))))
        if not is_better(better, here, scale):
            return start
        here = better
    end = local_optimum(trier, Slopes(trier, scale), here.points[0], COARSE)
    return best_of(join(here, end)).points[0]


def _polish_with_draws(evaluator: Evaluator, state: SearchState) -> SearchState:
    """Go on with draws from where the central run has led; it hardly ever leads far astray.

    Searches that have ended at the same plan go on as one.
    """
    lead = evaluator.lead
    rough = Slopes(lead, _spread(state.tried))
    slopes = Slopes(evaluator, state.scale, rough)
    best, start = state.best, _leading(state)
    if start.worst[0] < LITTLE:
        best = best_of(join(best, local_optimum(evaluator, slopes, start.points[0], COARSE)))
    best = polished(evaluator, slopes, best, reaches=_REACHES, tolerance=COARSE)
    ends = _merged(lead, state, start, best)
    return replace(state, stage="polish", done=state.total, best=best, ends=ends)


def _leading(state: SearchState) -> EvaluatedPoints:
    """Pick the best point also of those that are a little outside the limits with draws."""
    tried = join(state.best, state.ends)
    near = np.flatnonzero(tried.worst < LITTLE)
    return subset(tried, [int(near[tried.smooth[near].argmax()])]) if len(near) else state.best


def _merged(
    lead: Evaluator, state: SearchState, start: EvaluatedPoints, best: EvaluatedPoints
) -> EvaluatedPoints:
    """Put ``best`` in the place of the ends that were the same plan as the one it began from."""
    if not len(state.ends.points):
        return state.ends
    tried = lead.try_points(np.vstack([start.points, state.ends.points]))
    same = np.abs(tried.goal[1:] - tried.goal[0]) <= AGREE * abs(tried.goal[0] - lead.today)
    ends = subset(state.ends, [])
    for row, is_same in enumerate(same):
        ends = join(ends, best if is_same else subset(state.ends, [row]))
    return ends
