"""Evaluation of points of the search space: many at a time, each once."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Protocol, Self

import numpy as np

from models.analysis.group_paths import own_path
from models.analysis.optimise.goals import Limit, Task
from models.analysis.optimise.score import Scorer
from models.analysis.optimise.space import Space
from models.analysis.reading import needed
from models.analysis.spending import SPENDING
from models.ensemble import project_plans
from models.notation import Array, quarters_after
from models.parameters import Parameters
from models.plan_columns import Plan
from models.vintage import Market

MARGIN = 1e-7
"""Part of a bound by which the search keeps a limit more strictly than asked."""

KEEPS = 5e-7
"""A limit counts as kept that is broken by less than this part of its size."""


@dataclass(frozen=True, kw_only=True, eq=False)
class EvaluatedPoints:
    """Points, (N, n), with their goal, (N,), and what is left of every limit, (N, C).

    ``smooth`` is the goal that has a gradient. What is left is scaled by the size of the bound;
    a limit is broken where it is negative. ``limit`` says of which limit each column is, (C,);
    the budget comes after the limits.
    """

    points: Array
    goal: Array
    smooth: Array
    slack: Array
    limit: tuple[int, ...] = ()

    @property
    def worst(self) -> Array:
        """How far the worst limit of each point is broken, 0 where none is, (N,)."""
        if not self.slack.shape[1]:
            return np.zeros(len(self.points))
        return np.maximum(-self.slack.min(axis=1), 0.0)

    @property
    def shortfall(self) -> Array:
        """How far each point falls short of its limits, (N,): the worst of each, summed up."""
        return shortfalls(self.slack, self.limit).sum(axis=1)


def shortfalls(slack: Array, limit: tuple[int, ...]) -> Array:
    """Sum up by limit how far its worst column is broken, 0 where none is, (N, limits)."""
    columns = np.asarray(limit)
    broken = [np.maximum(-slack[:, columns == one].min(axis=1), 0.0) for one in sorted({*limit})]
    return np.stack(broken, axis=1) if broken else np.zeros((len(slack), 0))


class PointTrier(Protocol):
    """Whatever tries points of the cube."""

    def try_points(self, points: Array) -> EvaluatedPoints:
        """Try points of the cube, (N, n)."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Evaluator:
    """A task ready to be tried."""

    market: Market
    parameters: Parameters
    task: Task
    space: Space

    @cached_property
    def lead(self) -> Self:
        """The same task on the central run alone, which leads a search for the mean of the draws.

        Where the worst draws or a chance count, the central run is a poor guide: it leads nothing.
        """
        if self.task.goal.risk != "expected":
            return self
        goal = replace(self.task.goal, risk="central")
        return replace(self, task=replace(self.task, goal=goal))

    @cached_property
    def metrics(self) -> tuple[str, ...]:
        """Metrics that goal and limits look at."""
        limits = (limit.metric for limit in self.task.limits)
        return needed([*self.task.goal.metrics, *limits])

    @cached_property
    def scorer(self) -> Scorer:
        """No change, on the same draws."""
        task = self.task
        still = {name: np.full(task.scenario.horizon, v) for name, v in self._today.items()}
        paths = {name: path[0] for name, path in self.paths([still]).items()}
        assumed = {**self.market.parameters, **dict(task.scenario.assumptions)}
        rate = self.parameters.central(assumed)["discount_rate"]
        quarters = quarters_after(self.market.vintage, task.scenario.horizon)
        return Scorer(quarters=quarters, paths=paths, rate=rate)

    @cached_property
    def today(self) -> float:
        """Goal of no change."""
        still = {name: path[None] for name, path in self.scorer.paths.items()}
        return float(self.scorer.goal(still, self.task.goal)[0])

    @cached_property
    def _today(self) -> dict[str, float]:
        return {**self.market.levers, "reorganisation": 0.0}

    def paths(self, plans: Sequence[Plan]) -> dict[str, Array]:
        """Project plans; metric to the own group's paths, (N, T, 1+D) or (N, 1+D)."""
        paths = project_plans(
            self.market,
            self.parameters,
            self.task.scenario,
            plans,
            metrics=self.metrics,
            draws=self.task.count,
            goes_on=self.task.goes_on,
        )
        return {name: own_path(paths, name) for name in paths}

    def try_points(self, points: Array) -> EvaluatedPoints:
        """Try points of the cube, (N, n)."""
        return self.try_plans([self.space.schedule(point) for point in points], points)

    def try_plans(self, plans: Sequence[Plan], points: Array) -> EvaluatedPoints:
        """Try plans that stand for ``points``."""
        paths, goal = self.paths(plans), self.task.goal
        rows = [self._slack(paths, limit) for limit in self.task.limits]
        rows.append(self._unspent(plans))
        return EvaluatedPoints(
            points=points,
            goal=self.scorer.goal(paths, goal),
            smooth=self.scorer.goal(paths, goal, smooth=True),
            slack=np.concatenate(rows, axis=1),
            limit=tuple(i for i, row in enumerate(rows) for _ in range(row.shape[1])),
        )

    def _slack(self, paths: dict[str, Array], limit: Limit) -> Array:
        bounds = self.scorer.bounds(limit)
        left = self.scorer.kept(paths, limit) - bounds
        return (-left if limit.is_ceiling else left) / self.scale(limit)

    def scale(self, limit: Limit) -> Array:
        """Size of a limit by row: its bound, or what no change gives where the bound is zero."""
        bounds = np.abs(self.scorer.bounds(limit))
        today = self.scorer.paths[limit.metric]
        return np.where(bounds > 0.0, bounds, max(float(np.abs(today[..., 0]).max()), 1.0))

    def _unspent(self, plans: Sequence[Plan]) -> Array:
        """Give what is left of the cash budget in each phase, (N, phases), by its size."""
        budget = self.task.budget
        if budget is None:
            return np.empty((len(plans), 0))
        spent = np.array([sum(plan[name] for name in SPENDING) for plan in plans])
        return (budget - spent[:, self._turns]) / max(budget, 1.0)

    @cached_property
    def _turns(self) -> list[int]:
        """Projected quarters in which some target of money changes."""
        spread = np.array([self.space.fixed[name] for name in SPENDING])
        changes = np.flatnonzero((np.diff(spread, axis=1) != 0.0).any(axis=0)) + 1
        starts = (axis.start for axis in self.space.axes if axis.lever in SPENDING)
        return sorted({0, *changes.tolist(), *starts})
