"""Goal seek: which setting of one lever brings one KPI to a target, or that none does."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from scipy.optimize import elementwise

from models.analysis.optimise.checks import metric_problems
from models.analysis.optimise.evaluator import KEEPS, Evaluator
from models.analysis.optimise.goals import Goal, Limit, Task
from models.analysis.optimise.space import space_of
from models.analysis.reading import figure, needed
from models.ensemble import project_plans
from models.errors import ScenarioError
from models.levers import LEVERS
from models.notation import Array, Marks, quarters_after
from models.parameters import Parameters
from models.plan_columns import Plan
from models.scenario import Scenario, Step
from models.text_rules import refusal
from models.vintage import Market

PROFIT = "ebita"
"""The price that stands beside every setting."""

SETTINGS_TRIED = 97
"""Settings that are tried over the range of the lever, counted settings one by one."""


@dataclass(frozen=True, kw_only=True, eq=False)
class GoalSeekResult:
    """What one lever can do for one KPI by one quarter; central runs, all else as in the plan.

    ``values`` and ``figures``, (P,), are the curve: settings of the lever in its unit, and the
    KPI in its own; ``profits``, (P,), is the group's domestic profit at each, RMB bn a quarter,
    and ``keeps``, (P,), whether every limit holds there. ``roots`` are all settings that reach the
    target and keep the limits, the nearest to ``now`` first, ``outside`` those that reach it and
    break one, and ``hits`` the KPI that each gives: the target, or, of a counted lever, the first
    figure past it. Without any, ``best`` and ``reached`` are the setting that comes closest and
    its KPI. ``now`` is the setting of the plan in its first quarter, ``figure_now`` the KPI of
    the plan with all its steps, ``profit_now`` its profit.
    """

    lever: str
    metric: str
    quarter: str
    target: float
    now: float
    figure_now: float
    values: Array
    figures: Array
    profits: Array
    keeps: Marks
    roots: tuple[float, ...]
    hits: tuple[float, ...]
    profit_now: float
    outside: tuple[float, ...]
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
    limits: Sequence[Limit] = (),
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

    limits
        A setting that breaks one is no answer; bounds against no change are against no change of
        the market, as in a search.

    Raises
    ------
    ScenarioError
        Lever, metric or quarter are unknown.
    """
    quarters = quarters_after(scenario.market, scenario.horizon)
    asked_quarter = quarters[-1] if quarter is None else quarter
    _check(lever, metric, asked_quarter, quarters, market)
    planned = scenario.schedule(market.levers)

    kept = needed([metric, PROFIT])

    def read(plans: Sequence[Plan], name: str) -> Array:
        paths = project_plans(market, parameters, scenario, plans, metrics=kept, draws=0)
        return figure(paths, name, quarters.index(asked_quarter), alone=alone)[..., 0]

    def plans_at(values: Array) -> list[Plan]:
        return [{**planned, lever: np.full(len(quarters), v)} for v in np.ravel(values)]

    def curve(values: Array) -> Array:
        return read(plans_at(values), metric).reshape(np.shape(values)) - target

    def keeps(values: Array) -> Marks:
        return _keeps(market, parameters, scenario, plans_at(values), tuple(limits))

    values = _settings(lever, market)
    gaps, within = curve(values), keeps(values)
    reaching = _roots(curve, values, gaps, counted=LEVERS[lever].step >= 1)
    now = float(planned[lever][0])
    reaching.sort(key=lambda root: abs(root - now))
    holds = keeps(np.array(reaching)).tolist() if reaching else []
    roots = [root for root, hold in zip(reaching, holds, strict=True) if hold]
    hits = curve(np.array(roots)) + target if roots else np.empty(0)
    best = roots[0] if roots else _nearest(values, gaps, within)
    return GoalSeekResult(
        lever=lever,
        metric=metric,
        quarter=asked_quarter,
        target=target,
        now=now,
        figure_now=float(read([planned], metric)[0]),
        profit_now=float(read([planned], PROFIT)[0]),
        values=values,
        figures=gaps + target,
        profits=read(plans_at(values), PROFIT),
        keeps=within,
        roots=tuple(roots),
        hits=tuple(hits.tolist()),
        outside=tuple(root for root, hold in zip(reaching, holds, strict=True) if not hold),
        best=best,
        reached=float(curve(np.array([best]))[0]) + target,
        scenario=_with(scenario, lever, best, quarters[0]),
    )


def _keeps(
    market: Market,
    parameters: Parameters,
    scenario: Scenario,
    plans: Sequence[Plan],
    limits: tuple[Limit, ...],
) -> Marks:
    """Mark the plans that keep every limit, (N,), as a search does."""
    if not limits:
        return np.ones(len(plans), bool)
    last = quarters_after(scenario.market, scenario.horizon)[-1]
    goal = Goal(weights=((limits[0].metric, 1.0),), at=last)
    task = Task(scenario=scenario, goal=goal, free=(), limits=limits)
    evaluator = Evaluator(
        market=market, parameters=parameters, task=task, space=space_of(market, task)
    )
    found = evaluator.try_plans(plans, np.empty((len(plans), 0)))
    return np.asarray(found.worst <= KEEPS)


def _nearest(values: Array, gaps: Array, within: Marks) -> float:
    """Give the setting that comes closest to the target, of those that keep the limits if any."""
    allowed = within if within.any() else np.ones(len(values), bool)
    return float(values[allowed][np.argmin(np.abs(gaps[allowed]))])


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
