"""From the paths of many plans to how good each is and how far it keeps each limit."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from scipy.special import betainc, ndtr

from models.analysis.optimise.goals import EVERY, SUM, Goal, Limit
from models.analysis.reading import own_by_quarter, own_figure
from models.errors import ScenarioError
from models.market import worth
from models.market.over_year import YEAR
from models.market.worth import BEYOND
from models.notation import HORIZON_METRICS, Array, quarter_name, quarter_number
from models.text_rules import refusal

TENTH = 0.10

_SMOOTHING = 0.25
"""Width over which steps are smoothed while searching: a probability's in standard deviations of
the draws, the end of the worst tenth in parts of it."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Scorer:
    """What no change gives: paths by metric, (T, 1+D) or (1+D,), and the discount rate a year.

    ``quarters`` are those of the horizon; paths may go on for `BEYOND` quarters after it.
    """

    quarters: tuple[str, ...]
    paths: Mapping[str, Array]
    rate: float

    def goal(self, paths: Mapping[str, Array], goal: Goal, *, smooth: bool = False) -> Array:
        """Value of each of N plans by the goal, (N,).

        Parameters
        ----------
        paths : mapping of str to array, shape (N, T, 1+D) or (N, 1+D)
            Paths of the own group.
        smooth
            Round steps off, so that a gradient exists.
        """
        figures = [weight * self._one(paths, metric, goal) for metric, weight in goal.weights]
        shared = min(one.shape[-1] for one in figures)  # value and worth may have fewer draws
        total = np.sum([one[..., :shared] for one in figures], axis=0)
        return _by_risk(total, goal, smooth=smooth)

    def _one(self, paths: Mapping[str, Array], metric: str, goal: Goal) -> Array:
        """Figures of one metric, (N, 1+D): its own unit, or per cent against no change."""
        here = self._when(paths, metric, goal)
        if not goal.is_weighted:
            return here
        base = self._when(self.paths, metric, goal)
        if not base.all():
            rule = "it is 0 today and has no change in per cent; maximise it alone or leave it out"
            raise ScenarioError([refusal(None, None, metric, rule)])
        return 100.0 * (here - base) / np.abs(base)

    def _when(self, paths: Mapping[str, Array], metric: str, goal: Goal) -> Array:
        if goal.at != SUM:
            return own_figure(paths, metric, self.quarters.index(goal.at), alone=goal.alone)
        path = paths[metric]
        if metric in HORIZON_METRICS:
            return path
        path = path[..., : len(self.quarters), :]
        rate = np.full(path.shape[-1], self.rate)
        return worth.discounted(np.moveaxis(path, -2, 0), rate)

    def bounds(self, limit: Limit) -> Array:
        """Bound of a limit by row, in the unit of the metric; rows as in `kept`."""
        rows = self._rows(self.paths, limit)
        if limit.is_relative:
            return rows + (limit.bound - 1.0) * np.abs(rows)
        return np.full_like(rows, limit.bound)

    def times(self, limit: Limit) -> tuple[str, ...]:
        """Quarters that a limit looks at, of the central run: each the last of its year."""
        if limit.metric in HORIZON_METRICS:
            return ("",)
        if limit.at != EVERY:
            return (limit.at,)
        first = quarter_number(self.quarters[0])
        return tuple(quarter_name(first + place) for place in self._places(limit))

    def _places(self, limit: Limit) -> list[int]:
        """Places of every full year of the horizon, and of the last one that is simulated."""
        count = len(self.quarters)
        first = 0 if limit.alone else min(YEAR, count) - 1
        return [*range(first, count), count + BEYOND - 1]

    def kept(self, paths: Mapping[str, Array], limit: Limit) -> Array:
        """Figures that a limit looks at, (N, R): by year, the central run and then the mean."""
        return self._rows(paths, limit)

    def _rows(self, paths: Mapping[str, Array], limit: Limit) -> Array:
        if limit.at == EVERY and limit.metric not in HORIZON_METRICS:
            by_quarter = own_by_quarter(paths, limit.metric, alone=limit.alone)
            path = by_quarter[..., self._places(limit), :]
        else:
            place = -1 if limit.at == EVERY else self.quarters.index(limit.at)
            path = own_figure(paths, limit.metric, place, alone=limit.alone)[..., None, :]
        if path.shape[-1] == 1:
            return path[..., 0]
        return np.concatenate([path[..., 0], path[..., 1:].mean(axis=-1)], axis=-1)


def _by_risk(worth: Array, goal: Goal, *, smooth: bool) -> Array:
    """Sum up the draws of each plan, (N, 1+D) to (N,), by the attitude to risk."""
    if goal.risk == "central" or worth.shape[-1] == 1:
        return worth[:, 0]
    draws = worth[:, 1:]
    if goal.risk == "expected":
        return draws.mean(axis=1)
    if goal.risk == "probability":
        return _reached(draws, goal.target or 0.0, smooth=smooth)
    if smooth:
        return np.sort(draws, axis=1) @ _soft_weights(goal.risk, draws.shape[1])
    if goal.risk == "p10":
        return np.quantile(draws, TENTH, axis=1)
    worst = max(1, round(TENTH * draws.shape[1]))
    return np.partition(draws, worst - 1, axis=1)[:, :worst].mean(axis=1)


def _reached(draws: Array, target: float, *, smooth: bool) -> Array:
    """Share of draws that reach ``target``; smooth: each counts by how clearly it does."""
    if not smooth:
        return (draws >= target).mean(axis=1)
    width = _SMOOTHING * draws.std(axis=1, keepdims=True) + np.finfo(float).tiny
    return ndtr((draws - target) / width).mean(axis=1)


@lru_cache
def _soft_weights(risk: str, count: int) -> Array:
    """Weights of sorted draws, (D,), without the sudden end that stops SLSQP.

    The tenth percentile is that of Harrell and Davis (1982), Biometrika 69(3), 635-640; the
    worst tenth fades out over a few draws.
    """
    if risk == "p10":
        edges = np.arange(count + 1) / count
        return np.diff(betainc((count + 1) * TENTH, (count + 1) * (1.0 - TENTH), edges))
    worst = max(1.0, TENTH * count)
    fading = 1.0 - ndtr((np.arange(count) + 0.5 - worst) / (_SMOOTHING * worst))
    return fading / fading.sum()
