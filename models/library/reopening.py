"""An old plan on the model of today: what became of its results, and why.

The difference splits into parameters and market, each swapped for what the revision kept, averaged
over both orders; what is left when the plan runs on all that it kept is the equations.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from models.analysis.shapley import exact
from models.errors import ModelError
from models.inputs import load_market, load_parameters
from models.library.figures import Figure, figures_of
from models.library.finding import Kept
from models.library.identity import identity, market_from, parameters_from
from models.parameters import Parameters
from models.projection import project
from models.scenario import Scenario
from models.vintage import Market


@dataclass(frozen=True, kw_only=True)
class Change:
    """A headline figure as it was kept and as it comes out today, in the unit of its metric.

    ``parameters``, ``market`` and ``equations`` add up to ``new.central - old.central``.
    """

    metric: str
    old: Figure
    new: Figure
    parameters: float
    market: float
    equations: float


@dataclass(frozen=True, kw_only=True)
class Reopened:
    """What became of the results of a revision.

    ``is_same`` says that it ran on the very model, parameters and market of today. Where the old
    state cannot be run any more, ``fault`` says why and the whole difference stands undivided
    under equations. A figure that only one side has is not in ``changes``.
    """

    is_same: bool
    changes: tuple[Change, ...]
    fault: str = ""


def is_current(kept: Kept) -> bool:
    """Tell whether a revision ran on the model, the parameters and the market of today."""
    try:
        today = identity(kept.vintage)
    except ModelError:
        return False
    made_on = (kept.model, kept.parameters, kept.market)
    return made_on == (today.model, today.parameters, today.market)


def reopened(kept: Kept, new: Sequence[Figure]) -> Reopened:
    """Set the results that a revision kept beside those of today.

    Parameters
    ----------
    new
        Headline figures of the plan today, as `figures_of` gives them.
    """
    fault, shares = "", {}
    try:
        shares = _shares(kept.scenario(), kept)
    except ModelError as error:
        fault = str(error)
    old = {one.metric: one for one in kept.figures}
    return Reopened(
        is_same=is_current(kept),
        changes=tuple(
            _change(old[one.metric], one, *shares.get(one.metric, (0.0, 0.0)))
            for one in new
            if one.metric in old
        ),
        fault=fault,
    )


def _change(old: Figure, new: Figure, parameters: float, market: float) -> Change:
    rest = new.central - old.central - parameters - market
    parts = {"parameters": parameters, "market": market, "equations": rest}
    return Change(metric=new.metric, old=old, new=new, **parts)


def _shares(scenario: Scenario, kept: Kept) -> dict[str, tuple[float, float]]:
    """Give what parameters and market add to each figure, under the equations of today."""
    parameters = (parameters_from(kept.parameters), load_parameters())
    market = (market_from(kept.market, kept.vintage), load_market(kept.vintage))
    # Coalition 1 holds today's parameters, 2 today's market.
    runs = [_run(scenario, parameters[mask & 1], market[mask >> 1]) for mask in range(4)]
    metrics = [name for name in runs[0] if all(name in run for run in runs)]
    worth = np.array([[run[name] for name in metrics] for run in runs])
    return {name: (float(p), float(m)) for name, p, m in zip(metrics, *exact(worth), strict=True)}


def _run(scenario: Scenario, parameters: Parameters, market: Market) -> dict[str, float]:
    found = figures_of(project(market, parameters, scenario, draws=0))
    return {one.metric: one.central for one in found}
