"""The miss of a forecast, split into what caused it; the parts add up to it exactly.

A forecast rests on a plan and on how rivals were to answer it. What came of the two is swapped for
what was planned, in either order, and what each swap changes is averaged (Shapley): these are the
parts of *execution* and of *rivals*. What came in truth less what the model says of what came is
the part of the *model*; the mood of buyers is in it, since nobody sets that. A forecast that an
older version made is first brought to today's: what the *equations*, the *parameters* and the
*market* have changed meanwhile are parts of their own.
"""

from dataclasses import dataclass, replace
from math import isfinite

import numpy as np

from models.analysis.effects import effect
from models.analysis.outcome import Effect
from models.analysis.quarter_index import place_of
from models.analysis.reading import figure, needed
from models.analysis.shapley import exact
from models.ensemble import project_plans
from models.errors import ModelError, ScenarioError
from models.levers import LEVERS
from models.notation import DRAW_QUARTERS, Array, quarters_after
from models.parameters import Parameters
from models.projection import project
from models.scenario import Scenario
from models.text_rules import refusal
from models.vintage import Market

PARTS = ("execution", "rivals", "model", "equations", "parameters", "market")
"""Parts of a miss, in the order in which they are told; the last three only of an old forecast."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Basis:
    """What a forecast rests on beside its plan and the equations."""

    market: Market
    parameters: Parameters


@dataclass(frozen=True, kw_only=True)
class Aim:
    """The figure that a decision is judged by: a metric of the own group in one quarter."""

    metric: str
    quarter: str


@dataclass(frozen=True, kw_only=True)
class Miss:
    """What came less what was forecast, in the unit of the metric.

    ``forecast`` is as it was frozen, eight draws in ten between its ends; ``said`` what today's
    model says of what came. Execution, rivals and model bear ranges; the central parts, with
    ``equations``, ``parameters`` and ``market``, sum to ``total``.
    """

    forecast: Effect
    actual: float
    said: Effect
    execution: Effect
    rivals: Effect
    model: Effect
    equations: float = 0.0
    parameters: float = 0.0
    market: float = 0.0

    @property
    def total(self) -> float:
        """What came less the central forecast."""
        return self.actual - self.forecast.central

    @property
    def is_held(self) -> bool:
        """Whether what came lies within the range of the forecast."""
        return self.forecast.low <= self.actual <= self.forecast.high

    @property
    def parts(self) -> dict[str, float]:
        """Central size of every part by name, in the order of `PARTS`."""
        found = (getattr(self, name) for name in PARTS)
        return {
            name: part.central if isinstance(part, Effect) else part
            for name, part in zip(PARTS, found, strict=True)
        }


def forecast(market: Market, parameters: Parameters, plan: Scenario, aim: Aim) -> Effect:
    """Forecast a plan: the central run and the range of eight draws in ten.

    Raises
    ------
    ScenarioError
        The quarter lies outside the horizon.
    """
    place = _place(plan, aim)
    count = _draws(plan)
    run = project(market, parameters, plan, draws=count, metrics=needed([aim.metric]))
    return effect(figure(run.paths, aim.metric, place, alone=True))


def split(
    market: Market,
    parameters: Parameters,
    plan: Scenario,
    came: Scenario,
    aim: Aim,
    actual: float,
    frozen: Effect | None = None,
    then: Basis | None = None,
) -> Miss:
    """Split the miss of a plan.

    Parameters
    ----------
    came
        Levers as they were moved, and rivals as they answered; `plan` itself where nothing
        differed.
    actual
        What came, in the unit of the metric.
    frozen, then
        The forecast as it was made, and what it rested on, where an older version made it; left
        out: today's.

    Raises
    ------
    ScenarioError
        What came starts from another market, or the quarter lies outside the horizon.
    ModelError
        ``actual`` is no finite number.
    """
    if not isfinite(actual):
        msg = f"what came of {aim.metric} in {aim.quarter} is {actual}, no finite number"
        raise ModelError(msg)
    if came.market != plan.market:
        rule = f"what came starts from the market of the plan, {plan.market}"
        raise ScenarioError([refusal(None, "market", came.market, rule)])
    worth = _swapped(market, parameters, plan, came, aim)
    today, moved = effect(worth[0]), exact(worth)
    made = frozen or today
    now = Basis(market=market, parameters=parameters)
    older = _since(now, then, plan, aim, made.central) if then else {}
    said = effect(worth[-1])
    execution, rivals = (effect(part) for part in moved)
    rest = effect(actual - worth[-1])
    # The remainder of the central parts, so that all sum to the miss to the last digits.
    others = execution.central + rivals.central + sum(older.values())
    central = actual - made.central - others
    return Miss(
        forecast=made,
        actual=actual,
        said=said,
        execution=execution,
        rivals=rivals,
        model=replace(rest, central=central),
        **older,
    )


def _swapped(
    market: Market, parameters: Parameters, plan: Scenario, came: Scenario, aim: Aim
) -> Array:
    """Figures (4, 1+D) of the plan, with levers as moved, with rivals as they came, with both."""
    place = _place(plan, aim)
    plans = [targets(plan, market), targets(came, market, plan)]
    figures = []
    for answer in (plan, replace(plan, rivals=came.rivals, conduct=came.conduct, notes=())):
        paths = project_plans(
            market, parameters, answer, plans, metrics=needed([aim.metric]), draws=_draws(plan)
        )
        figures.append(figure(paths, aim.metric, place, alone=True))
    return np.concatenate(figures)


def targets(came: Scenario, market: Market, plan: Scenario | None = None) -> dict[str, Array]:
    """Targets of every lever over the horizon of ``plan``, (T,); what nobody sets, as planned."""
    plan = plan or came
    found = came.schedule(market.levers, plan.horizon)
    world = [name for name, lever in LEVERS.items() if lever.delivery == "environment"]
    return found | {name: plan.schedule(market.levers)[name] for name in world}


def _since(now: Basis, then: Basis, plan: Scenario, aim: Aim, made: float) -> dict[str, float]:
    """Say what equations, parameters and market have changed of a forecast since it was made.

    Parameters and market are swapped under today's equations; what is left between the forecast
    and the same inputs under those equations is theirs. The central runs are compared.
    """
    worth = np.array(
        [
            _central(where.market, values.parameters, plan, aim)
            for where in (then, now)
            for values in (then, now)
        ]
    )
    of_parameters, of_market = exact(worth)
    return {
        "equations": float(worth[0] - made),
        "parameters": float(of_parameters),
        "market": float(of_market),
    }


def _central(market: Market, parameters: Parameters, plan: Scenario, aim: Aim) -> float:
    run = project(market, parameters, plan, draws=0, metrics=needed([aim.metric]))
    return float(figure(run.paths, aim.metric, _place(plan, aim), alone=True)[0])


def _draws(plan: Scenario) -> int:
    """Draws of a plan, no more than are held in memory at once."""
    return min(plan.draws, DRAW_QUARTERS // plan.horizon)


def _place(plan: Scenario, aim: Aim) -> int:
    return place_of(aim.quarter, quarters_after(plan.market, plan.horizon))
