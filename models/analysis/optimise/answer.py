"""What the optimiser answers: a plan with what it gains, what it costs and what holds it."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

import numpy as np

from models.analysis.horizon_figures import HorizonFigure
from models.analysis.optimise.agreement import Agreement
from models.analysis.optimise.conflicts import Contradiction
from models.analysis.optimise.goals import Task
from models.analysis.optimise.shadow_prices import ConstraintStatus
from models.analysis.outcome import Effect
from models.analysis.precedents import Departure
from models.levers import LEVERS
from models.notation import Array, quarters_after
from models.scenario import Scenario

PlanTargets = Mapping[str, float | tuple[tuple[str, float], ...]]
"""Target by lever, or its quarters with their targets where it steps."""

_ROUNDING = 1e-9

IMPROVED, AT_START, INFEASIBLE = "improved", "at_start", "infeasible"


@dataclass(frozen=True, kw_only=True, eq=False)
class Answer:
    """The best plan that was found, or the nearest where none keeps the limits.

    Attributes
    ----------
    verdict : str
        ``improved``; ``at_start`` where no plan beats the one the search starts from, which is
        then the answer; ``infeasible``, and ``scenario`` is the plan that comes closest.
    scenario : Scenario
        The plan, with the settings of the task.
    today, start, best : float
        Goal of no change, of the plan that the search starts from, and of the answer, on the
        draws of the plan; the search itself looks at those of the task.
    unit : str
        Unit of the goal.
    limits : tuple of Kept
        Limits, budget and the levers at the end of what they may be.
    effects : mapping of str to Effect
        Change of every headline against no change by the quarter of the goal, read as the goal
        is, on the draws of the plan.
    figures : mapping of str to HorizonFigure
        The same headlines of the plan itself by quarters: last year, total, worst year.
    agreement : Agreement
        How the local searches ended, and what they disagree on.
    departures : tuple of Departure
        Levers that the plan takes to where history has no example of them.
    contradictions : tuple of Contradiction
        Limits of which no figure keeps both; then no plan can.
    keepable : tuple of str
        Names of the limits that the nearest plan misses and that some plan keeps where nothing
        else is asked: the others stand in their way. Told once the search is over.
    """

    task: Task
    verdict: str
    scenario: Scenario
    plan: PlanTargets
    today: float
    start: float
    best: float
    unit: str
    limits: tuple[ConstraintStatus, ...]
    effects: Mapping[str, Effect]
    figures: Mapping[str, HorizonFigure]
    agreement: Agreement
    departures: tuple[Departure, ...]
    contradictions: tuple[Contradiction, ...] = ()
    keepable: tuple[str, ...] = ()

    @property
    def starts(self) -> int:
        """Local searches."""
        return self.agreement.starts

    @property
    def agreed(self) -> int:
        """Local searches that end within 0.1% of the gain of the best."""
        return self.agreement.agreed

    @property
    def beyond(self) -> tuple[str, ...]:
        """Levers that the plan takes to where history has no example of them."""
        return tuple(one.lever for one in self.departures)

    @property
    def may_lead(self) -> bool:
        """Whether the plan may stand in a headline while the search goes on.

        It keeps every limit, and its aim is not below that of no change.
        """
        return self.is_feasible and self.best >= self.today - _ROUNDING * abs(self.today)

    @property
    def is_feasible(self) -> bool:
        """Whether the plan keeps every limit."""
        return self.verdict != INFEASIBLE

    @property
    def missed(self) -> tuple[ConstraintStatus, ...]:
        """Limits that the nearest plan breaks; empty where the answer is a plan."""
        return tuple(k for k in self.limits if k.missing > 0.0)

    @property
    def gain(self) -> float:
        """How much better than no change, in the unit of the goal."""
        return self.best - self.today


def targets(
    scenario: Scenario, baseline: Mapping[str, float], names: Collection[str] = ()
) -> PlanTargets:
    """Read the targets of ``names`` out of a plan, and of all else that it moves."""
    schedule = scenario.schedule(baseline)
    quarters = quarters_after(scenario.market, scenario.horizon)
    shown = {*names, *scenario.changed(baseline)}
    return {name: _target(schedule[name], quarters) for name in LEVERS if name in shown}


def _target(path: Array, quarters: tuple[str, ...]) -> float | tuple[tuple[str, float], ...]:
    turns = [0, *(np.flatnonzero(np.diff(path)) + 1).tolist()]
    if len(turns) == 1:
        return float(path[0])
    return tuple((quarters[t], float(path[t])) for t in turns)


def plan_record(plan: PlanTargets) -> dict[str, object]:
    """Write targets for JSON: a number, or [quarter, number] for each step."""
    return {
        lever: target if isinstance(target, float) else [list(step) for step in target]
        for lever, target in plan.items()
    }
