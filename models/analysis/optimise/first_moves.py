"""What to do first: each lever of a plan on its own, in order of its effect on the goal."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from models.analysis.reading import figure, needed
from models.ensemble import project_plans
from models.levers import KPI_UNITS, UNIT_OF_WEIGHT
from models.notation import Array, quarters_after
from models.parameters import Parameters
from models.plan_columns import Plan
from models.scenario import Scenario
from models.vintage import Market

PROFIT = "ebita"


@dataclass(frozen=True, kw_only=True)
class Move:
    """One lever of a plan, or a unit's three weights, moved alone; central run.

    ``effect`` is the change of the goal and ``profit`` that of profit against no change, each in
    its unit, over the year to the quarter asked for.
    """

    lever: str
    effect: float
    profit: float


def first_moves(
    market: Market, parameters: Parameters, scenario: Scenario, metric: str, quarter: str
) -> tuple[Move, ...]:
    """Move each lever of ``scenario`` alone, all else as today; the largest effect comes first."""
    planned = scenario.schedule(market.levers)
    groups = dict(_groups(scenario))
    still: Plan = {
        name: np.full(scenario.horizon, market.levers.get(name, 0.0)) for name in planned
    }
    plans = [
        still,
        *({**still, **{one: planned[one] for one in names}} for names in groups.values()),
    ]
    kept = needed([metric, PROFIT])
    paths = project_plans(market, parameters, scenario, plans, metrics=kept, draws=0)
    place = quarters_after(scenario.market, scenario.horizon).index(quarter)
    goal, profit = (_against_first(figure(paths, name, place)) for name in (metric, PROFIT))
    moves = [
        Move(lever=name, effect=float(goal[i]), profit=float(profit[i]))
        for i, name in enumerate(groups)
    ]
    return tuple(sorted(moves, key=lambda move: -move.effect))


def _groups(scenario: Scenario) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Name what moves together: a lever alone, the three weights of a unit."""
    for step in scenario.steps:
        unit = UNIT_OF_WEIGHT.get(step.lever)
        yield (unit, KPI_UNITS[unit]) if unit else (step.lever, (step.lever,))


def _against_first(figures: Array) -> Array:
    """Give the changes of all plans but the first against it, central run."""
    return figures[1:, 0] - figures[0, 0]
