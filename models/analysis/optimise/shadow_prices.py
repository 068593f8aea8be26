"""Which limits bind, and what one unit of each is worth."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from scipy.optimize import nnls

from models.analysis.optimise.evaluator import KEEPS, MARGIN, EvaluatedPoints, Evaluator
from models.analysis.optimise.goals import Limit
from models.analysis.optimise.slopes import Slopes
from models.levers import KPI_UNITS, LEVERS
from models.notation import MONEY, UNITS, Array
from models.plan_columns import Plan

_TOUCHES = 1e-5
_AT_END = 1e-6
_SAME = 1e-9


@dataclass(frozen=True, kw_only=True)
class ConstraintStatus:
    """One limit at the answer.

    ``bound`` and ``value`` are in ``unit``; of several years the tightest counts, the one to
    quarter ``at``, which is empty where none is meant. ``missing``
    is by how much the limit is broken, 0 where it is kept; a broken limit does not bind.
    ``price`` is the slope of the goal, in its own unit, by the limit, at the margin: how fast the
    goal begins to gain as the limit gives way; 0 where it does not bind.
    """

    name: str
    bound: float
    value: float
    unit: str
    is_binding: bool
    missing: float
    price: float
    at: str = ""


def constraint_statuses(evaluator: Evaluator, point: Array) -> tuple[ConstraintStatus, ...]:
    """Status of every limit, the cash budget, and the ends of levers that the answer reaches.

    Prices are the multipliers of the first-order conditions at ``point``, (n,), found by
    least squares over what binds; they are none where the point is no local optimum.
    """
    _, slope, slack, slopes = Slopes(evaluator, 1.0).at(point)
    touching = np.flatnonzero(slack < _TOUCHES)
    at_low = np.flatnonzero(point <= _AT_END)
    at_high = np.flatnonzero(point >= 1.0 - _AT_END)
    unit = np.eye(len(point))
    pushes = np.concatenate([slopes[touching], unit[at_low], -unit[at_high]])
    # nnls knows no empty problem.
    multipliers = nnls(pushes.T, -slope)[0] if len(pushes) else np.empty(0)
    by_row = np.zeros(len(slack))
    by_row[touching] = multipliers[: len(touching)]
    ends = np.zeros(len(point))
    ends[np.r_[at_low, at_high]] = multipliers[len(touching) :]
    plan = evaluator.space.schedule(point)
    return (*_limits(evaluator, plan, by_row, slack), *_ends(evaluator, point, ends))


def unpriced_statuses(evaluator: Evaluator, tried: EvaluatedPoints) -> tuple[ConstraintStatus, ...]:
    """Status of every limit and the cash budget at the plan that the search starts from.

    ``tried`` is that plan, one row. Where it is no point of the cube, it has no prices.
    """
    point = evaluator.space.point(evaluator.space.fixed)
    copy = evaluator.space.schedule(point)
    if all(
        np.allclose(copy[name], path, atol=_SAME) for name, path in evaluator.space.fixed.items()
    ):
        return constraint_statuses(evaluator, point)
    slack = tried.slack[0] - MARGIN
    return tuple(_limits(evaluator, evaluator.space.fixed, np.zeros(len(slack)), slack))


def _limits(
    evaluator: Evaluator, plan: Plan, prices: Array, slack: Array
) -> Iterator[ConstraintStatus]:
    paths = evaluator.paths([plan])
    start = 0
    for limit in evaluator.task.limits:
        bounds, scale = evaluator.scorer.bounds(limit), evaluator.scale(limit)
        values = evaluator.scorer.kept(paths, limit)[0]
        rows = slice(start, start + len(bounds))
        tightest = int(np.argmin(slack[rows]))
        yield ConstraintStatus(
            name=limit.name,
            bound=float(bounds[tightest]),
            value=float(values[tightest]),
            unit=UNITS[limit.metric],
            is_binding=_touches(slack[rows][tightest]),
            missing=_missing(slack[rows][tightest], float(scale[tightest])),
            price=float((prices[rows] / scale).sum()),
            at=_time(evaluator, limit, tightest),
        )
        start = rows.stop
    if evaluator.task.budget is not None:
        yield _budget(evaluator.task.budget, slack[start:], prices[start:])


def _time(evaluator: Evaluator, limit: Limit, row: int) -> str:
    """Name the quarter of a row; the means of the draws follow the central run."""
    times = evaluator.scorer.times(limit)
    return times[row % len(times)]


def _touches(slack: float) -> bool:
    """Whether a limit that is kept has nothing left."""
    return bool(slack + MARGIN >= -KEEPS and slack < _TOUCHES)


def _missing(slack: float, size: float) -> float:
    """Give by how much a limit is broken, in its own unit; the margin of the search is no fault."""
    return max(float(-slack) - MARGIN, 0.0) * size if slack + MARGIN < -KEEPS else 0.0


def _budget(budget: float, slack: Array, prices: Array) -> ConstraintStatus:
    size = max(budget, 1.0)
    return ConstraintStatus(
        name="budget",
        bound=budget,
        value=float(budget - size * slack.min()),
        unit=MONEY,
        is_binding=_touches(slack.min()),
        missing=_missing(float(slack.min()), size),
        price=float(prices.sum() / size),
    )


def _ends(evaluator: Evaluator, point: Array, prices: Array) -> Iterator[ConstraintStatus]:
    """Status of levers at the end of what they may be."""
    for axis, at, price in zip(evaluator.space.axes, point, prices, strict=True):
        inside = _AT_END < at < 1.0 - _AT_END
        if inside or axis.lever in KPI_UNITS or axis.high == axis.low:
            continue
        end = axis.high if at > 0.5 else axis.low
        yield ConstraintStatus(
            name=f"{axis.lever} {'at most' if at > 0.5 else 'at least'}",
            bound=end,
            value=end,
            unit=LEVERS[axis.lever].unit,
            is_binding=True,
            missing=0.0,
            price=float(price / (axis.high - axis.low)),
        )
