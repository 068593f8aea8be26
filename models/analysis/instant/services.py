"""What every service of instant commerce does under a plan, and whom it brings (E30)."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from models.analysis.outcome import Path
from models.levers import INSTANT
from models.notation import OWN, SERVICE_METRICS, SERVICES, Array
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
    those that it brings or loses otherwise, both in million against the market's own quarter.
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
    runs = [_visitors(run) | _services(run) for run in (ours, still, today)]
    paths = {name: _path(*(run[name] for run in runs)) for name in runs[0]}
    return Services(
        vintage=market.vintage,
        quarters=ours.quarters,
        **{short: _of_services(paths, f"service_{short}") for short in _SHORT},
        food_visitors=paths["food"],
        shoppers=paths["shoppers"],
        moved=any(step.lever in INSTANT for step in scenario.steps),
    )


_SHORT = ("orders", "profit", "subsidy")


def _visitors(run: Projection) -> dict[str, Array]:
    """Visitors against the market's own quarter, million: those for food, those for goods."""
    shoppers = run.path("shopping_dau")
    return {
        "food": run.path("dau") - shoppers,
        "shoppers": shoppers - run.market.dau[OWN].sum(),
    }


def _services(run: Projection) -> dict[str, Array]:
    return {
        f"{metric}.{place}": run.path(metric, place)
        for metric in SERVICE_METRICS
        for place in range(SERVICES)
    }


def _of_services(paths: Mapping[str, Path], metric: str) -> tuple[Path, ...]:
    return tuple(paths[f"{metric}.{place}"] for place in range(SERVICES))


def _path(plan: Array, no_change: Array, today: Array) -> Path:
    """Central run with the bands of the draws, from paths (T, 1+D)."""
    draws = plan[:, 1:] if plan.shape[1] > 1 else plan
    low_80, low_50, high_50, high_80 = np.quantile(draws, _BAND, axis=1)
    return Path(
        today=float(today[0, 0]),
        no_change=no_change[:, 0],
        plan=plan[:, 0],
        low_80=low_80,
        low_50=low_50,
        high_50=high_50,
        high_80=high_80,
    )
