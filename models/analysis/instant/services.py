"""What every service of instant commerce does under a plan, and whom it brings (E30)."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from models.analysis.outcome import Path
from models.levers import INSTANT
from models.notation import SERVICE_METRICS, SERVICES, Array
from models.parameters import Parameters
from models.projection import Projection, project
from models.scenario import Scenario
from models.vintage import Market

_BAND = (0.10, 0.25, 0.75, 0.90)
_VISITORS = ("dau", "shopping_dau")


@dataclass(frozen=True, kw_only=True, eq=False)
class Services:
    """Services of a plan by quarter, in the order of the market file, the own group's first.

    ``orders`` in million a day, ``profit`` in RMB bn a quarter, ``subsidy`` in RMB an order.
    ``food_visitors`` are the daily visitors that the plan brings or loses by food, ``shoppers``
    those that it brings or loses otherwise, both in million against no change.
    ``moved`` is whether the plan sets a lever of instant commerce.
    """

    vintage: str
    quarters: tuple[str, ...]
    orders: tuple[Path, ...]
    profit: tuple[Path, ...]
    subsidy: tuple[Path, ...]
    food_visitors: Path
    shoppers: Path
    moved: bool


def services(market: Market, parameters: Parameters, scenario: Scenario) -> Services | None:
    """Set the services under a plan against no change; None without instant commerce."""
    if market.instant is None:
        return None
    idle = replace(scenario, steps=(), notes=())
    wanted = (*SERVICE_METRICS, *_VISITORS)
    ours, still = (project(market, parameters, one, metrics=wanted) for one in (scenario, idle))
    today = project(market, parameters, idle, quarters=1, plain=True, metrics=wanted)
    paths = {
        name: _path(path, still_path, float(today.central(*name)[0]))
        for name, path, still_path in _of_services(ours, still)
    }
    return Services(
        vintage=market.vintage,
        quarters=ours.quarters,
        **{
            kind: tuple(paths[f"service_{kind}", place] for place in range(SERVICES))
            for kind in ("orders", "profit", "subsidy")
        },
        food_visitors=_change(_food(ours) - _food(still)),
        shoppers=_change(ours.path("shopping_dau") - still.path("shopping_dau")),
        moved=any(step.lever in INSTANT for step in scenario.steps),
    )


def _of_services(
    ours: Projection, still: Projection
) -> Iterator[tuple[tuple[str, int], Array, Array]]:
    """Give metric and place of every service, with its paths under the plan and under none."""
    for metric in SERVICE_METRICS:
        for place in range(SERVICES):
            yield (metric, place), ours.path(metric, place), still.path(metric, place)


def _food(run: Projection) -> Array:
    """Daily visitors who come for food, million, (T, 1+D)."""
    return run.path("dau") - run.path("shopping_dau")


def _change(difference: Array) -> Path:
    return _path(difference, np.zeros_like(difference), 0.0)


def _path(plan: Array, no_change: Array, today: float) -> Path:
    """Central run with the bands of the draws, from paths (T, 1+D)."""
    draws = plan[:, 1:] if plan.shape[1] > 1 else plan
    low_80, low_50, high_50, high_80 = np.quantile(draws, _BAND, axis=1)
    return Path(
        today=today,
        no_change=no_change[:, 0],
        plan=plan[:, 0],
        low_80=low_80,
        low_50=low_50,
        high_50=high_50,
        high_80=high_80,
    )
