"""Limits that no plan can keep together: contradictory as written, or by what plans can do."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import product

import numpy as np

from models.analysis.optimise.evaluator import KEEPS, EvaluatedPoints, Evaluator
from models.analysis.optimise.goals import Limit
from models.analysis.optimise.screen import STARTS
from models.analysis.optimise.slopes import Slopes
from models.analysis.optimise.slsqp import repair
from models.analysis.spending import SPENDING
from models.notation import MONEY, UNITS, Array

_ROUNDING = 1e-9


@dataclass(frozen=True, kw_only=True)
class Contradiction:
    """Two bounds on one figure of which no figure keeps both.

    ``least`` is above ``most``, in ``unit``, over the year to ``at``, or that quarter alone. Of
    the budget, which has no metric, ``least`` is what must be spent anyway in the quarter ``at``.
    """

    metric: str
    at: str
    least: float
    most: float
    unit: str


def contradictions(evaluator: Evaluator) -> tuple[Contradiction, ...]:
    """List bounds that exclude each other whatever the plan, each pair once."""
    limits = evaluator.task.limits
    floors = [limit for limit in limits if not limit.is_ceiling]
    ceilings = [limit for limit in limits if limit.is_ceiling]
    pairs = [
        (a, b) for a, b in product(floors, ceilings) if (a.metric, a.alone) == (b.metric, b.alone)
    ]
    found = [one for pair in pairs for one in _excluded(evaluator, *pair)]
    return (*found, *_overspent(evaluator))


def _excluded(evaluator: Evaluator, floor: Limit, ceiling: Limit) -> Iterator[Contradiction]:
    """Give the quarter in which a floor lies furthest above a ceiling, if it does in any."""
    least, most = (_by_time(evaluator, limit) for limit in (floor, ceiling))
    gaps = {at: least[at] - most[at] for at in least if at in most}
    at = max(gaps, key=lambda at: gaps[at], default=None)
    if at is not None and gaps[at] > _ROUNDING * max(abs(least[at]), abs(most[at])):
        yield Contradiction(
            metric=floor.metric, at=at, least=least[at], most=most[at], unit=UNITS[floor.metric]
        )


def _by_time(evaluator: Evaluator, limit: Limit) -> Mapping[str, float]:
    """Bounds of the central run by quarter."""
    bounds = evaluator.scorer.bounds(limit).tolist()
    return dict(zip(evaluator.scorer.times(limit), bounds, strict=False))


def _overspent(evaluator: Evaluator) -> Iterator[Contradiction]:
    """Compare the cash budget with the least that the levers of money can spend."""
    budget, space = evaluator.task.budget, evaluator.space
    if budget is None:
        return
    least = {name: space.fixed[name].copy() for name in SPENDING}
    for axis in space.axes:
        if axis.lever in least:
            least[axis.lever][axis.start :] = axis.low
    spent = np.sum(list(least.values()), axis=0)
    worst = int(spent.argmax())
    if spent[worst] > budget + KEEPS * max(budget, 1.0):
        yield Contradiction(
            metric="",
            at=evaluator.scorer.quarters[worst],
            least=float(spent[worst]),
            most=budget,
            unit=MONEY,
        )


def keepable(evaluator: Evaluator, tried: EvaluatedPoints) -> tuple[bool, ...]:
    """Say of each limit whether some plan keeps it alone; the budget counts as the last one.

    Parameters
    ----------
    tried
        The first look, from the best of which a plan is sought where none of it keeps a limit.
    """
    limits = evaluator.task.limits
    alone = [replace(evaluator.task, limits=(limit,), budget=None) for limit in limits]
    if evaluator.task.budget is not None:
        alone.append(replace(evaluator.task, limits=()))
    columns = np.asarray(tried.limit)
    return tuple(
        _is_kept(
            replace(evaluator, task=task), tried, tried.slack[:, columns == number].min(axis=1)
        )
        for number, task in enumerate(alone)
    )


def _is_kept(evaluator: Evaluator, tried: EvaluatedPoints, left: Array) -> bool:
    if left.max() >= -KEEPS:
        return True
    slopes = Slopes(evaluator, 1.0)
    for point in tried.points[np.argsort(-left, kind="stable")[:STARTS]]:
        if evaluator.try_points(repair(slopes, point)[None]).worst[0] <= KEEPS:
            return True
    return False
