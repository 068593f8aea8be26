"""The search as a walk: every stop has the best plan so far, and can be the last."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from models.analysis.optimise.evaluator import KEEPS, Bench, Tried
from models.analysis.optimise.screen import STARTS, chosen, first_points
from models.analysis.optimise.slsqp import Slopes, climb, repair
from models.notation import Array

_BETTER = 1e-6
_FLAT = 1e-9
_HAIR = 1e-2
_POLLS = 3
_REACHES = (0.25, 0.08, 0.02, 0.005)


@dataclass(frozen=True, kw_only=True, eq=False)
class Stop:
    """Where the search stands; all that `advance` needs to go on, now or elsewhere.

    ``stage`` is one of screen, repair, climb, polish and whole; ``done`` and ``total`` count
    stops; ``scale`` is the spread of the goal over the first look, in its own unit. ``best`` is
    the best point so far, ``ends`` are those where climbs ended, and ``starts``, (n, axes), the
    points still to climb from.
    """

    stage: str
    done: int
    total: int
    scale: float
    best: Tried
    ends: Tried
    tried: Tried
    starts: Array

    @property
    def is_last(self) -> bool:
        """Whether the search is over."""
        return self.done == self.total


def begin(bench: Bench) -> Stop:
    """Take the first look: one batch of points spread over the cube."""
    tried = bench.try_points(first_points(bench))
    scale = max(float(np.ptp(tried.smooth)), _FLAT)
    best = pick(tried)
    starts = tried.points[chosen(tried, scale)]
    return Stop(
        stage="screen",
        done=1,
        total=2 + len(starts),
        scale=scale,
        best=best,
        ends=part(tried, []),
        tried=tried,
        starts=starts,
    )


def advance(bench: Bench, stop: Stop) -> Stop:
    """Go on to the next stop: a repair where no plan keeps the limits, a climb, or the polish."""
    slopes = Slopes(bench, stop.scale)
    done = stop.done + 1
    if stop.best.worst[0] > KEEPS and stop.stage == "screen":
        repaired = _repaired(bench, slopes, stop.tried)
        if repaired.worst[0] > KEEPS:
            return replace(
                stop, stage="repair", done=stop.total - 1, best=repaired, starts=_none(stop)
            )
        tried = join(repaired, stop.tried)
        starts = tried.points[chosen(tried, stop.scale)]
        return replace(
            stop, stage="repair", done=1, total=2 + len(starts), best=repaired, starts=starts
        )
    if len(stop.starts):
        end = top(bench, slopes, stop.starts[0])
        return replace(
            stop,
            stage="climb",
            done=done,
            best=pick(join(stop.best, end)),
            ends=join(stop.ends, end),
            starts=stop.starts[1:],
        )
    return replace(stop, stage="polish", done=stop.total, best=_polished(bench, slopes, stop.best))


def _none(stop: Stop) -> Array:
    return stop.starts[:0]


def search(bench: Bench) -> Iterator[Stop]:
    """Search the cube of ``bench``; the last stop is the answer."""
    stop = begin(bench)
    yield stop
    while not stop.is_last:
        stop = advance(bench, stop)
        yield stop


def top(bench: Bench, slopes: Slopes, start: Array) -> Tried:
    """Climb; an end that is a hair outside the limits is brought back inside."""
    end = bench.try_points(climb(slopes, start)[None])
    if not KEEPS < end.worst[0] < _HAIR:
        return end
    return pick(join(end, bench.try_points(repair(slopes, end.points[0])[None])))


def _repaired(bench: Bench, slopes: Slopes, tried: Tried) -> Tried:
    """Look for a point that keeps all limits; failing that, the one that breaks them least."""
    nearest = np.argsort(tried.worst, kind="stable")[:STARTS].tolist()
    nearby = part(tried, nearest)
    for point in tried.points[nearest]:
        nearby = join(nearby, bench.try_points(repair(slopes, point)[None]))
        if nearby.worst.min() <= KEEPS:
            break
    return pick(nearby)


def _polished(bench: Bench, slopes: Slopes, best: Tried) -> Tried:
    """Look around the best point along every lever, and climb again from what is better.

    A gradient sees one side of a kink only; this sees both.
    """
    for _ in range(_POLLS):
        around = pick(join(best, bench.try_points(_around(best.points[0]))))
        if not _is_better(around, best, slopes.scale):
            return best
        if around.worst[0] <= KEEPS:
            end = top(bench, slopes, around.points[0])
        else:
            end = bench.try_points(repair(slopes, around.points[0])[None])
        best = pick(join(around, end))
    return best


def _around(point: Array) -> Array:
    moves = np.vstack([r * np.eye(len(point)) for r in _REACHES])
    return np.clip(np.vstack([point + moves, point - moves]), 0.0, 1.0)


def _is_better(a: Tried, b: Tried, scale: float) -> bool:
    if a.worst[0] > KEEPS or b.worst[0] > KEEPS:
        return bool(a.worst[0] < b.worst[0] - KEEPS)
    return bool(a.smooth[0] > b.smooth[0] + _BETTER * scale)


def pick(tried: Tried) -> Tried:
    """Pick the best point that keeps all limits; failing that, the one that breaks them least."""
    kept = tried.worst <= KEEPS
    if not kept.any():
        return part(tried, [int(np.argmin(tried.worst))])
    goal = np.where(kept, tried.goal, -np.inf)
    # Equal shares of draws are told apart by how near the others come.
    ties = np.flatnonzero(goal == goal.max())
    return part(tried, [int(ties[np.argmax(tried.smooth[ties])])])


def part(tried: Tried, rows: list[int]) -> Tried:
    """Keep some of the points."""
    return Tried(
        points=tried.points[rows],
        goal=tried.goal[rows],
        smooth=tried.smooth[rows],
        slack=tried.slack[rows],
    )


def join(a: Tried, b: Tried) -> Tried:
    """Put two sets of points below each other."""
    return Tried(
        points=np.vstack([a.points, b.points]),
        goal=np.r_[a.goal, b.goal],
        smooth=np.r_[a.smooth, b.smooth],
        slack=np.vstack([a.slack, b.slack]),
    )
