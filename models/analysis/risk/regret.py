"""Regret: what choosing one plan forgoes, future by future, against the best of the others."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from models.analysis.futures import Futures, project_in
from models.analysis.reading import needed
from models.analysis.targets import path_of
from models.notation import Array
from models.parameters import Parameters
from models.scenario import Scenario
from models.vintage import Market

REGRET_METRIC = "value"


@dataclass(frozen=True, kw_only=True)
class Regret:
    """Regret of one plan over many futures, in the unit of the figure, 0 or more.

    ``usual`` is the mean, ``high`` what nine futures in ten stay below, ``worst`` the largest;
    ``best`` is the share of the futures in which no other plan is better.
    """

    plan: str
    usual: float
    high: float
    worst: float
    best: float


def regrets(
    futures: Futures,
    market: Market,
    parameters: Parameters,
    plans: Sequence[Scenario],
    metric: str = REGRET_METRIC,
) -> tuple[Regret, ...]:
    """Set plans of one market and horizon against each other in the same futures, by last quarter.

    Returns
    -------
    tuple of Regret
        The plan first whose ``high`` is least: nine futures in ten decide, not a single one.
    """
    figures = np.stack(
        [
            path_of(metric, project_in(futures, market, parameters, plan, needed([metric])))[-1]
            for plan in plans
        ]
    )
    return rank([plan.name for plan in plans], figures)


def rank(names: Sequence[str], figures: Array) -> tuple[Regret, ...]:
    """Rank plans by regret; ``figures`` (N, D), more is better."""
    top = figures.max(axis=0)
    lost = top - figures
    rows = [
        Regret(
            plan=name,
            usual=float(row.mean()),
            high=float(np.quantile(row, 0.9)),
            worst=float(row.max()),
            best=float((row == 0.0).mean()),
        )
        for name, row in zip(names, lost, strict=True)
    ]
    return tuple(sorted(rows, key=lambda regret: (regret.high, regret.usual)))
