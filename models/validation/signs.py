"""Signs: what one plan does against another, written in a line of a table.

A plan is a list such as ``subsidy_budget=10; subsidy_budget@5=5``: a lever, its target, after
``@`` the projected quarter from which it counts (the first where none stands). The weights of a
unit go together (``kpi_group=0.2/0.2/0.6``: sales, revenue, users); ``rivals=follow`` and
``assumption:habit_weight=0.3`` set what their names say. An empty plan is no change.
"""

from collections.abc import Iterator
from functools import lru_cache

import numpy as np

from models.inputs import load_market, load_parameters
from models.levers import KPI_UNITS
from models.notation import Array, quarters_after
from models.projection import Projection, project
from models.scenario import Scenario, Step
from models.simulation.run import ALL
from models.validation.response import place

MARKET, HORIZON = "2023Q1", 20


def margin(setting: str, than: str, metric: str, platform: str, when: str) -> float:
    """Smallest signed distance: positive where ``setting`` lies above ``than``.

    ``when`` is a projected quarter, ``all``, ``last``, ``from3``, or ``last-peak`` and
    ``last-trough``, which compare the end with the best and the worst quarter. Where all quarters
    count, the distance is that of the quarter nearest to zero, with its sign; 0 where signs differ.
    """
    paths = _effect(setting, metric, platform) - _effect(than, metric, platform)
    if when.startswith("last-"):
        end = paths.max() if when == "last-peak" else paths.min()
        return float(paths[-1] - end)
    chosen = paths[_rows(when)]
    if chosen.min() > 0.0 or chosen.max() < 0.0:
        return float(chosen[np.argmin(np.abs(chosen))])
    return 0.0


def _rows(when: str) -> slice:
    if when.isdigit():
        return slice(int(when) - 1, int(when))
    starts = {"all": 0, "last": HORIZON - 1}
    return slice(starts[when] if when in starts else int(when.removeprefix("from")) - 1, None)


def _effect(text: str, metric: str, platform: str) -> Array:
    """Relative change against no change under the same rivals and assumptions, (T,)."""
    plan = scenario(text)
    still = Scenario(
        name="-", market=MARKET, horizon=HORIZON, rivals=plan.rivals, assumptions=plan.assumptions
    )
    at = place(load_market(MARKET), platform)
    ours, idle = (_run(of).central(metric, at) for of in (plan, still))
    return ours / idle - 1.0


@lru_cache(maxsize=128)
def _run(plan: Scenario) -> Projection:
    """Run the horizon alone: no sign asks what a plan is worth after it."""
    return project(load_market(MARKET), load_parameters(), plan, plain=True, metrics=ALL)


def scenario(text: str) -> Scenario:
    """Read a plan.

    Raises
    ------
    ScenarioError
        A target is not allowed.
    ValueError
        The text does not follow the grammar.
    """
    pairs = dict(part.strip().split("=") for part in text.split(";") if part.strip())
    rivals = pairs.pop("rivals", "passive")
    assumed = tuple(
        (name.removeprefix("assumption:"), float(value))
        for name, value in pairs.items()
        if name.startswith("assumption:")
    )
    levers = {name: v for name, v in pairs.items() if not name.startswith("assumption:")}
    steps = tuple(step for name, value in levers.items() for step in _steps(name, value))
    return Scenario(
        name="-", market=MARKET, horizon=HORIZON, rivals=rivals, steps=steps, assumptions=assumed
    )


def _steps(name: str, value: str) -> Iterator[Step]:
    lever, _, quarter = name.partition("@")
    when = quarters_after(MARKET, int(quarter or 1))[-1]
    names = KPI_UNITS.get(lever, (lever,))
    for member, target in zip(names, value.split("/"), strict=True):
        yield Step(lever=member, quarter=when, value=float(target))
