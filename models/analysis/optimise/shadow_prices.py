"""Which limits bind, and what one unit of each is worth."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from scipy.optimize import nnls

from models.analysis.optimise.evaluator import KEEPS, MARGIN, Bench, Tried
from models.analysis.optimise.slsqp import Slopes
from models.ensemble import Plan
from models.levers import KPI_UNITS, LEVERS
from models.notation import MONEY, UNITS, Array

_TOUCHES = 1e-5
_AT_END = 1e-6
_SAME = 1e-9


@dataclass(frozen=True, kw_only=True)
class Kept:
    """One limit at the answer.

    ``bound`` and ``value`` are in ``unit``; of several quarters the tightest is told. ``missing``
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


def kept(bench: Bench, point: Array) -> tuple[Kept, ...]:
    """Tell of every limit, the cash budget, and the ends of levers that the answer reaches.

    Prices are the multipliers of the first-order conditions at ``point``, (n,), found by
    least squares over what binds; they are none where the point is no local optimum.
    """
    _, slope, slack, slopes = Slopes(bench, 1.0).at(point)
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
    plan = bench.space.schedule(point)
    return (*_limits(bench, plan, by_row, slack), *_ends(bench, point, ends))


def held(bench: Bench, tried: Tried) -> tuple[Kept, ...]:
    """Tell of every limit and the cash budget at the plan that the search starts from.

    ``tried`` is that plan, one row. Where it is no point of the cube, it has no prices.
    """
    point = bench.space.point(bench.space.fixed)
    copy = bench.space.schedule(point)
    if all(np.allclose(copy[name], path, atol=_SAME) for name, path in bench.space.fixed.items()):
        return kept(bench, point)
    slack = tried.slack[0] - MARGIN
    return tuple(_limits(bench, bench.space.fixed, np.zeros(len(slack)), slack))


def _limits(bench: Bench, plan: Plan, prices: Array, slack: Array) -> Iterator[Kept]:
    paths = bench.paths([plan])
    start = 0
    for limit in bench.task.limits:
        bounds, scale = bench.yardstick.bounds(limit), bench.scale(limit)
        values = bench.yardstick.kept(paths, limit)[0]
        rows = slice(start, start + len(bounds))
        tightest = int(np.argmin(slack[rows]))
        yield Kept(
            name=limit.name,
            bound=float(bounds[tightest]),
            value=float(values[tightest]),
            unit=UNITS[limit.metric],
            is_binding=_touches(slack[rows][tightest]),
            missing=_missing(slack[rows][tightest], float(scale[tightest])),
            price=float((prices[rows] / scale).sum()),
        )
        start = rows.stop
    if bench.task.budget is not None:
        yield _budget(bench.task.budget, slack[start:], prices[start:])


def _touches(slack: float) -> bool:
    """Whether a limit that is kept has nothing left."""
    return bool(slack + MARGIN >= -KEEPS and slack < _TOUCHES)


def _missing(slack: float, size: float) -> float:
    """Tell by how much a limit is broken, in its own unit; the margin of the search is no fault."""
    return max(-slack - MARGIN, 0.0) * size if slack + MARGIN < -KEEPS else 0.0


def _budget(budget: float, slack: Array, prices: Array) -> Kept:
    size = max(budget, 1.0)
    return Kept(
        name="budget",
        bound=budget,
        value=float(budget - size * slack.min()),
        unit=MONEY,
        is_binding=_touches(slack.min()),
        missing=_missing(float(slack.min()), size),
        price=float(prices.sum() / size),
    )


def _ends(bench: Bench, point: Array, prices: Array) -> Iterator[Kept]:
    """Tell of levers at the end of what they may be."""
    for axis, at, price in zip(bench.space.axes, point, prices, strict=True):
        inside = _AT_END < at < 1.0 - _AT_END
        if inside or axis.lever in KPI_UNITS or axis.high == axis.low:
            continue
        end = axis.high if at > 0.5 else axis.low
        yield Kept(
            name=f"{axis.lever} {'at most' if at > 0.5 else 'at least'}",
            bound=end,
            value=end,
            unit=LEVERS[axis.lever].unit,
            is_binding=True,
            missing=0.0,
            price=float(price / (axis.high - axis.low)),
        )
