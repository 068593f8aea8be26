"""Goal seek: which setting of one lever brings one KPI to a target, or that none does."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from scipy.optimize import elementwise

from models.analysis.optimise.checks import metric_problems
from models.analysis.reading import figure, needed
from models.ensemble import project_plans
from models.errors import ScenarioError
from models.levers import LEVERS
from models.notation import Array, quarters_after
from models.parameters import Parameters
from models.plan_columns import Plan
from models.scenario import Scenario, Step
from models.text_rules import refusal
from models.vintage import Market

SETTINGS_TRIED = 97
"""Settings that are tried over the range of the lever, counted settings one by one."""


@dataclass(frozen=True, kw_only=True, eq=False)
class GoalSeekResult:
    """What one lever can do for one KPI by one quarter; central runs, all else as in the plan.

    ``values`` and ``figures``, (P,), are the curve: settings of the lever in its unit, and the
    KPI in its own. ``roots`` are all settings that reach the target, the nearest to ``now``
    first, and ``hits`` the KPI that each gives: the target, or, of a counted lever, the first
    figure past it. Without any, ``best`` and ``reached`` are the setting that comes closest and
    its KPI. ``now`` is the setting of the plan in its first quarter, ``figure_now`` the KPI of
    the plan with all its steps.
    """

    lever: str
    metric: str
    quarter: str
    target: float
    now: float
    figure_now: float
    values: Array
    figures: Array
    roots: tuple[float, ...]
    hits: tuple[float, ...]
    best: float
    reached: float
    scenario: Scenario

    @property
    def is_reached(self) -> bool:
        """Whether some setting reaches the target."""
        return bool(self.roots)


def seek(
    market: Market,
    parameters: Parameters,
    scenario: Scenario,
    *,
    lever: str,
    metric: str,
    target: float,
    quarter: str | None = None,
    alone: bool = False,
) -> GoalSeekResult:
    """Find the settings of ``lever`` that bring ``metric`` to ``target``.

    The lever is set from the first projected quarter on; everything else stays as ``scenario``
    has it, rivals included. Of several answers the nearest to today's setting comes first.

    Parameters
    ----------
    target
        In the unit of the metric.
    quarter
        The metric is read over the year to it, or where ``alone`` in it alone; left out: the last
        of the horizon.

    Raises
    ------
    ScenarioError
        Lever, metric or quarter are unknown.
    """
    quarters = quarters_after(scenario.market, scenario.horizon)
    asked_quarter = quarters[-1] if quarter is None else quarter
    _check(lever, metric, asked_quarter, quarters, market)
    planned = scenario.schedule(market.levers)

    def figures(plans: Sequence[Plan]) -> Array:
        kept = needed([metric])
        paths = project_plans(market, parameters, scenario, plans, metrics=kept, draws=0)
        return figure(paths, metric, quarters.index(asked_quarter), alone=alone)[..., 0]

    def curve(values: Array) -> Array:
        plans = [{**planned, lever: np.full(len(quarters), v)} for v in np.ravel(values)]
        return figures(plans).reshape(np.shape(values)) - target

    values = _settings(lever, market)
    gaps = curve(values)
    roots = _roots(curve, values, gaps, counted=LEVERS[lever].step >= 1)
    now = float(planned[lever][0])
    roots.sort(key=lambda root: abs(root - now))
    hits = curve(np.array(roots)) + target if roots else np.empty(0)
    best = roots[0] if roots else float(values[np.argmin(np.abs(gaps))])
    return GoalSeekResult(
        lever=lever,
        metric=metric,
        quarter=asked_quarter,
        target=target,
        now=now,
        figure_now=float(figures([planned])[0]),
        values=values,
        figures=gaps + target,
        roots=tuple(roots),
        hits=tuple(hits.tolist()),
        best=best,
        reached=float(curve(np.array([best]))[0]) + target,
        scenario=_with(scenario, lever, best, quarters[0]),
    )


def _check(
    lever: str, metric: str, quarter: str, quarters: tuple[str, ...], market: Market
) -> None:
    problems = []
    if lever not in LEVERS or LEVERS[lever].delivery in ("kpi", "event"):
        rule = "a lever that one number sets; KPI weights move three at a time"
        problems.append(refusal(None, None, lever, rule))
    elif market.is_shut(lever):
        rule = f"a lever that the market of {market.vintage} offers"
        problems.append(refusal(None, None, lever, rule))
    problems += metric_problems(market, metric)
    if quarter not in quarters:
        rule = f"a quarter lies in the horizon, from {quarters[0]} to {quarters[-1]}"
        problems.append(refusal(None, None, quarter, rule))
    if problems:
        raise ScenarioError(problems)


def _settings(lever: str, market: Market) -> Array:
    low, high = market.bounds(lever)
    counted = LEVERS[lever].step >= 1
    return np.arange(low, high + 1.0) if counted else np.linspace(low, high, SETTINGS_TRIED)


def _roots(
    curve: Callable[..., Array], values: Array, gaps: Array, *, counted: bool
) -> list[float]:
    """Give the settings at which the curve meets the target; of counted ones, the first past it."""
    exact = values[gaps == 0.0].tolist()
    turns = np.flatnonzero(gaps[1:] * gaps[:-1] < 0.0)
    if counted:
        # Where the curve turns back at once, two crossings meet in one setting.
        return sorted({*exact, *(float(values[i + (gaps[i + 1] > 0.0)]) for i in turns)})
    if not len(turns):
        return exact
    crossings = elementwise.find_root(curve, (values[turns], values[turns + 1]))
    return exact + crossings.x.tolist()


def _with(scenario: Scenario, lever: str, value: float, first: str) -> Scenario:
    steps = [step for step in scenario.steps if step.lever != lever]
    return replace(scenario, steps=(*steps, Step(lever=lever, quarter=first, value=value)))
