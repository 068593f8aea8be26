"""The cube that the optimiser searches, and the plan that each of its points stands for.

Every coordinate runs from 0 to 1 and is one target of one lever in one phase; of the three KPI
weights of a unit two coordinates are free, because they sum to 1.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import inf

import numpy as np

from models.analysis.optimise.goals import Task
from models.analysis.optimise.locked import LOCKED
from models.levers import FEE_REACH, KPI_UNITS, LEVERS
from models.notation import Array, quarter_number, quarters_after
from models.scenario import Scenario, Step
from models.vintage import Market

MOST_PHASES = 3

OVERSEAS = ("overseas_gmv", "overseas_ebita", "overseas_cash", "group_ebita")
"""Metrics that hold what happens abroad (E24)."""

DIGITS = 9
"""Decimals of a target that is written down."""


@dataclass(frozen=True, kw_only=True)
class Axis:
    """One coordinate: ``lever`` between ``low`` and ``high`` from projected quarter ``start`` on.

    For a KPI unit ``part`` is 0 for the share that users get and 1 for what revenue gets of the
    rest; else it is None.
    """

    lever: str
    start: int
    low: float
    high: float
    part: int | None = None


@dataclass(frozen=True, kw_only=True, eq=False)
class Space:
    """Axes of the cube, and the plan around them: targets of every lever, each (T,)."""

    axes: tuple[Axis, ...]
    fixed: Mapping[str, Array]
    baseline: Mapping[str, float]

    @cached_property
    def phases(self) -> dict[tuple[str, int], list[int]]:
        """Axes of each free lever or unit by its first projected quarter, in order of time."""
        axes: dict[tuple[str, int], list[int]] = {}
        for i, axis in enumerate(self.axes):
            axes.setdefault((axis.lever, axis.start), []).append(i)
        return axes

    def targets(self, point: Array) -> dict[str, list[tuple[int, float]]]:
        """Read a point, (n,), as targets: lever to (first projected quarter, value)."""
        by_lever: dict[str, list[tuple[int, float]]] = {}
        for (name, start), places in self.phases.items():
            for lever, value in self._values(name, places, point):
                by_lever.setdefault(lever, []).append((start, value))
        return by_lever

    def reach(self, lever: str) -> tuple[float, float]:
        """Give how far a lever may move; a weight of a KPI from none to all."""
        ends = ((axis.low, axis.high) for axis in self.axes if axis.lever == lever)
        return next(ends, (0.0, 1.0))

    def _values(self, name: str, places: list[int], point: Array) -> list[tuple[str, float]]:
        if name not in KPI_UNITS:
            axis = self.axes[places[0]]
            return [(name, axis.low + float(point[places[0]]) * (axis.high - axis.low))]
        users, rest = (float(point[i]) for i in places)
        gmv, revenue = (1.0 - users) * (1.0 - rest), (1.0 - users) * rest
        return list(zip(KPI_UNITS[name], (gmv, revenue, users), strict=True))

    def schedule(self, point: Array) -> dict[str, Array]:
        """Write a point, (n,), out as the target of every lever in every quarter."""
        moved = {}
        for lever, steps in self.targets(point).items():
            path = np.empty_like(self.fixed[lever])
            for start, value in steps:
                path[start:] = value
            moved[lever] = path
        return {**self.fixed, **moved}

    def point(self, schedule: Mapping[str, Array]) -> Array:
        """Find the point nearest to a plan, (n,): its targets at the start of each phase."""
        shares = np.zeros(len(self.axes))
        for i, axis in enumerate(self.axes):
            if axis.part is None:
                span = axis.high - axis.low
                shares[i] = (schedule[axis.lever][axis.start] - axis.low) / span if span else 0.0
            else:
                shares[i] = _share(schedule, axis)
        return np.clip(shares, 0.0, 1.0)

    def scenario(self, point: Array, task: Task, name: str) -> Scenario:
        """Write a point down as a scenario with the settings of the task."""
        calendar = quarters_after(task.scenario.market, task.scenario.horizon)
        steps = [
            Step(lever=lever, quarter=calendar[start], value=round(value, DIGITS))
            for lever, values in self.targets(point).items()
            for start, value in values
        ]
        return planned(task, name, steps)


def planned(task: Task, name: str, moved: Sequence[Step] = ()) -> Scenario:
    """Give the plan that a task starts from with its locks, and ``moved`` in place of its own."""
    scenario = task.scenario
    first = quarters_after(scenario.market, 1)[0]
    locks = [Step(lever=k, quarter=first, value=v) for k, v in task.locks.items()]
    taken = {*task.locks, *(step.lever for step in moved)}
    steps = [step for step in scenario.steps if step.lever not in taken]
    return Scenario(
        name=name,
        market=scenario.market,
        steps=(*steps, *locks, *moved),
        **{k: getattr(scenario, k) for k in _KEPT},
    )


_KEPT = ("horizon", "rivals", "draws", "seed", "assumptions", "conduct")


def _share(schedule: Mapping[str, Array], axis: Axis) -> float:
    gmv, revenue, users = (float(schedule[w][axis.start]) for w in KPI_UNITS[axis.lever])
    if axis.part == 0:
        return users
    return revenue / (gmv + revenue) if gmv + revenue > 0.0 else 0.5


def space_of(market: Market, task: Task) -> Space:
    """Lay out the cube of a task that has been checked, within what its market allows."""
    fixed = task.scenario.schedule(market.levers)
    for lever, value in task.locks.items():
        fixed[lever] = np.full(task.scenario.horizon, float(value))
    until = _end(task)
    axes: list[Axis] = []
    for name in (name for name in dict.fromkeys(task.free) if moves(name, market, task)):
        for start in _starts(task.phases.get(name, 1), until):
            axes += _axes(name, start, task, market)
    return Space(axes=tuple(axes), fixed=fixed, baseline=market.levers)


def moves(name: str, market: Market, task: Task) -> bool:
    """Whether a freed lever is searched: one that works abroad for aims that hold it alone."""
    is_abroad = name in LEVERS and LEVERS[name].spend == "overseas"
    is_held = not {*OVERSEAS}.isdisjoint(task.goal.metrics)
    return not market.is_shut(name) and (is_held or not is_abroad)


ABSENT = "absent"
"""Reason why a lever stays that the market does not offer."""


def staying(market: Market, task: Task) -> dict[str, tuple[str, ...]]:
    """Give the levers that a search leaves where they are, by the key of the reason.

    A lever that the user has locked on purpose is not among them.
    """
    reasons: dict[str, str] = {name: ABSENT for name in task.free if market.is_shut(name)}
    for name, reason in LOCKED.items():
        is_moved = name in task.free and moves(name, market, task)
        if not (is_moved or name in task.locks):
            reasons.setdefault(name, reason)
    stays: dict[str, tuple[str, ...]] = {}
    for name, reason in reasons.items():
        stays[reason] = (*stays.get(reason, ()), name)
    return stays


def _end(task: Task) -> int:
    """Count the quarters up to the one that the goal looks at."""
    try:
        here = quarter_number(task.goal.at)
    except ValueError:
        return task.scenario.horizon
    return here - quarter_number(task.scenario.market)


def _starts(phases: int, until: int) -> Sequence[int]:
    """Spread the phases evenly over the quarters until the goal is looked at."""
    count = max(1, min(phases, MOST_PHASES, until))
    return sorted({round(i * until / count) for i in range(count)})


def _axes(name: str, start: int, task: Task, market: Market) -> list[Axis]:
    if name in KPI_UNITS:
        return [Axis(lever=name, start=start, low=0.0, high=1.0, part=part) for part in (0, 1)]
    low, high = market.bounds(name)
    reach = min(task.reach.get(name, inf), FEE_REACH if LEVERS[name].search == "fees" else inf)
    low, high = max(low, market.levers[name] - reach), min(high, market.levers[name] + reach)
    return [Axis(lever=name, start=start, low=low, high=high)]
