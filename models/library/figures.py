"""The headline figures that a revision keeps beside its plan."""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from math import isfinite

from models.analysis.effects import effects
from models.analysis.numbers import RECORD_METRICS
from models.analysis.reading import figure
from models.errors import ModelError
from models.inputs import load_market, load_parameters
from models.notation import DRAW_QUARTERS
from models.projection import Projection, project
from models.scenario import Scenario


@dataclass(frozen=True, kw_only=True)
class Figure:
    """One metric of the own group over the last year of the horizon, in the unit of the metric.

    ``central`` is the central run; ``low`` and ``high`` hold eight draws in ten, and are equal to
    it where nothing was drawn.
    """

    metric: str
    central: float
    low: float
    high: float


def figures_of(projection: Projection) -> tuple[Figure, ...]:
    """Read the headline figures of a projection.

    Raises
    ------
    ModelError
        One of them is no number.
    """
    names = [name for name in RECORD_METRICS if name in projection.paths]
    read = effects({name: figure(projection.paths, name) for name in names})
    found = tuple(
        Figure(metric=name, central=one.central, low=one.low, high=one.high)
        for name, one in read.items()
    )
    if gaps := [one.metric for one in found if not isfinite(one.central + one.low + one.high)]:
        msg = f"{', '.join(gaps)} came out as no number; such results are not kept"
        raise ModelError(msg)
    return found


def figures_today(scenario: Scenario) -> tuple[Figure, ...]:
    """Project a plan on the model of today and read its headline figures.

    Raises
    ------
    ModelError
        The plan cannot be projected, or a figure is no number.
    """
    draws = min(scenario.draws, DRAW_QUARTERS // scenario.horizon)
    market = load_market(scenario.market)
    return figures_of(project(market, load_parameters(), scenario, draws=draws))


def to_json(figures: Iterable[Figure]) -> str:
    """Write figures down."""
    return json.dumps([asdict(one) for one in figures], allow_nan=False)


def from_json(text: str) -> tuple[Figure, ...]:
    """Read figures that `to_json` wrote."""
    return tuple(Figure(**one) for one in json.loads(text))
