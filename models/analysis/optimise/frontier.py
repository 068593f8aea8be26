"""The trade-off between two KPIs: plans of which none is better in both."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from models.analysis.optimise.checks import check
from models.analysis.optimise.climb import local_optimum
from models.analysis.optimise.evaluator import KEEPS, Evaluator
from models.analysis.optimise.goals import SUM, Limit, Task
from models.analysis.optimise.search import search
from models.analysis.optimise.slopes import Slopes
from models.analysis.optimise.space import Space, space_of
from models.errors import ScenarioError
from models.notation import Array
from models.parameters import Parameters
from models.scenario import Scenario
from models.text_rules import refusal
from models.vintage import Market

FRONTIER_POINTS = 17


@dataclass(frozen=True, kw_only=True, eq=False)
class FrontierPoint:
    """One plan on the frontier: its two KPIs, each in its own unit, and where it lies, (n,)."""

    x: float
    y: float
    scenario: Scenario
    place: Array


def frontier(
    market: Market,
    parameters: Parameters,
    task: Task,
    *,
    against: str,
    points: int = FRONTIER_POINTS,
) -> Iterator[FrontierPoint]:
    """Trace the frontier between ``against``, to the right, and the goal, upwards.

    The two ends come first, each KPI at its best and, of the plans that reach that, the one best
    in the other; then the goal at its best under one floor on the other after another, every
    local search starting where the last one ended. The caller may stop after any point. Limits and
    locks of the task hold for every plan.

    Parameters
    ----------
    task
        Its goal is one metric, read over the year to its quarter unless that is alone.
    against
        The horizontal metric, read alike.
    points
        How many plans to look for, 3 or more.

    Raises
    ------
    ModelError
        The task cannot be answered, or no plan keeps its limits.
    """
    earlier: list[FrontierPoint] = []
    for step in range(points):
        point = point_at(market, parameters, task, against, step, points, earlier)
        if point is not None:
            earlier.append(point)
            yield point


def point_at(
    market: Market,
    parameters: Parameters,
    task: Task,
    against: str,
    step: int,
    points: int,
    earlier: Sequence[FrontierPoint],
) -> FrontierPoint | None:
    """Take one step of `frontier`: 0 and 1 are the ends, then one floor after another.

    Parameters
    ----------
    earlier
        The points of the steps before; the two ends are its first.

    Returns
    -------
    FrontierPoint or None
        None where the search found no plan that keeps all limits.
    """
    _check(market, task, against)
    frontier_search = _FrontierSearch(
        market=market, parameters=parameters, task=task, against=against
    )
    goal = task.goal.metrics[0]
    if step < 2:
        return frontier_search.end(*((goal, against) if step == 0 else (against, goal)))
    left, right = earlier[:2]
    floor = np.linspace(left.x, right.x, points)[step - 1]
    last = left if len(earlier) == 2 else earlier[-1]
    return frontier_search.above(float(floor), [last.place, right.place])


def _both(task: Task, against: str) -> Task:
    """Let both KPIs be what is wanted."""
    weights = (*task.goal.weights, (against, 1.0))
    return replace(task, goal=replace(task.goal, weights=weights))


def _check(market: Market, task: Task, against: str) -> None:
    """Refuse what has no frontier."""
    check(market, _both(task, against))
    problems = []
    if against in task.goal.metrics:
        rule = "a frontier lies between two KPIs; name another one for one of them"
        problems.append(refusal(None, None, against, rule))
    if task.goal.at == SUM:
        rule = "a frontier looks at one quarter; name it, or take value for the whole horizon"
        problems.append(refusal(None, "quarter", SUM, rule))
    if problems:
        raise ScenarioError(problems)


@dataclass(frozen=True, kw_only=True, eq=False)
class _FrontierSearch:
    market: Market
    parameters: Parameters
    task: Task
    against: str

    @cached_property
    def space(self) -> Space:
        """Where the levers may be."""
        return space_of(self.market, _both(self.task, self.against))

    def end(self, first: str, second: str) -> FrontierPoint:
        """Bring one KPI to its best; of plans alike in it, the one best in the other."""
        *_, state = search(self._evaluator(((first, 1.0), (second, _TIE)), ()))
        if state.best.worst[0] > KEEPS:
            rule = "no plan keeps all limits; loosen a floor, the budget or a lock"
            raise ScenarioError([refusal(None, None, f"{len(self.task.limits)}", rule)])
        return self._point(state.best.points[0])

    def above(self, floor: float, starts: Sequence[Array]) -> FrontierPoint | None:
        """Bring the goal to its best where the other KPI is at least ``floor``."""
        limit = Limit(
            metric=self.against, bound=floor, at=self.task.goal.at, alone=self.task.goal.alone
        )
        evaluator = self._evaluator(((self.task.goal.metrics[0], 1.0),), (limit,))
        slopes = Slopes(evaluator, self.scale)
        for start in starts:
            best = local_optimum(evaluator, slopes, start)
            if best.worst[0] <= KEEPS:
                return self._point(best.points[0])
        return None

    def _evaluator(
        self, weights: tuple[tuple[str, float], ...], more: tuple[Limit, ...]
    ) -> Evaluator:
        goal = replace(self.task.goal, weights=weights)
        task = replace(self.task, goal=goal, limits=(*self.task.limits, *more))
        return Evaluator(
            market=self.market, parameters=self.parameters, task=task, space=self.space
        )

    @cached_property
    def scale(self) -> float:
        """Size of the goal for the local searches, from the plan of today."""
        still = self._evaluator(self.task.goal.weights, ()).scorer.paths[self.task.goal.metrics[0]]
        return max(float(np.abs(still).max()), 1.0)

    def _point(self, place: Array) -> FrontierPoint:
        scenario = self.space.scenario(place, self.task, "Frontier")
        schedule = [scenario.schedule(self.market.levers)]
        x, y = (
            float(self._evaluator(((metric, 1.0),), ()).try_plans(schedule, place[None]).goal[0])
            for metric in (self.against, self.task.goal.metrics[0])
        )
        return FrontierPoint(x=x, y=y, scenario=scenario, place=place)


_TIE = 1e-3
"""Weight of the other KPI at an end of the frontier: enough to tell equals apart."""


def non_dominated(points: Sequence[FrontierPoint]) -> tuple[FrontierPoint, ...]:
    """Keep the plans that no other beats in one KPI without losing in the other, by ``x``."""
    kept: list[FrontierPoint] = []
    for point in sorted(points, key=lambda p: (-p.x, -p.y)):
        if not kept or point.y > kept[-1].y:
            kept.append(point)
    return tuple(reversed(kept))
