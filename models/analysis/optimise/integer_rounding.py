"""Levers that are counted in whole things: layers, units of the portfolio."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import product
from math import ceil, floor

from models.analysis.optimise.best_points import best_of, join
from models.analysis.optimise.climb import brought_near
from models.analysis.optimise.evaluator import KEEPS, EvaluatedPoints, Evaluator
from models.analysis.optimise.search import SearchState
from models.analysis.optimise.slopes import Slopes
from models.analysis.optimise.slsqp import FINE, maximise
from models.levers import KPI_UNITS, LEVERS

_MOST = 3
"""Counted targets of which all roundings are tried; further ones go to the nearest."""


def rounded_states(
    evaluator: Evaluator, state: SearchState
) -> Iterator[tuple[Evaluator, SearchState]]:
    """Bring counted levers to whole numbers, then the others to their best beside them."""
    point, axes = state.best.points[0], evaluator.space.axes
    counted = [
        i for i, a in enumerate(axes) if a.lever not in KPI_UNITS and LEVERS[a.lever].step >= 1
    ]
    if not counted:
        return
    values = [axes[i].low + point[i] * (axes[i].high - axes[i].low) for i in counted]
    choices = [
        sorted({floor(v), ceil(v)} if n < _MOST else {round(v)}) for n, v in enumerate(values)
    ]
    ends = []
    for numbers in product(*choices):
        here = _fixed(evaluator, counted, numbers)
        slopes = Slopes(here, state.scale)
        start = here.try_points(point[None])
        ends.append((here, best_of(join(start, _moved(here, slopes, start)))))
    best = max(ends, key=lambda end: _merit(end[1]))
    yield best[0], replace(state, stage="whole", best=best[1])


def _moved(here: Evaluator, slopes: Slopes, start: EvaluatedPoints) -> EvaluatedPoints:
    if start.worst[0] > KEEPS:
        return brought_near(here, slopes, start)
    return here.try_points(maximise(slopes, start.points[0], FINE)[None])


def _fixed(evaluator: Evaluator, places: Sequence[int], numbers: Sequence[int]) -> Evaluator:
    """Shrink the axes of counted levers to one number each."""
    axes = list(evaluator.space.axes)
    for place, number in zip(places, numbers, strict=True):
        axes[place] = replace(axes[place], low=number, high=number)
    return replace(evaluator, space=replace(evaluator.space, axes=tuple(axes)))


def _merit(tried: EvaluatedPoints) -> tuple[int, float]:
    """Rank an end by how little it falls short of the limits, and then by its goal."""
    short = 0.0 if tried.worst[0] <= KEEPS else float(tried.shortfall[0])
    return -round(short / KEEPS), float(tried.smooth[0])
