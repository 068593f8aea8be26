"""The loop over quarters, the only loop of the model."""

import math
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from itertools import accumulate, islice, pairwise

import numpy as np

from models.market.shocks import Noise
from models.notation import METRICS, OWN_METRICS, SERVICE_METRICS, SERVICES, Array
from models.simulation import outputs
from models.simulation.baseline import Baseline
from models.simulation.calendar import calendars, festival_weights
from models.simulation.lever_delivery import FILTERED
from models.simulation.own_side import OwnSide, own_side
from models.simulation.quarter import next_state, play_market
from models.simulation.setting import Setting
from models.simulation.state import State, initial

ALL = (*METRICS, *OWN_METRICS)
"""What a run keeps unless it is told otherwise."""

ON_DEMAND = tuple(SERVICE_METRICS)

COLUMNS_AT_ONCE = 12_100
"""Quarters times draws of which the own side is worked out in one go, three years of a block and
its central run: more gain no time."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Run:
    """Paths of one scenario: metrics (T, A, D), (T, D) or, of services, (T, I, D).

    ``realised`` are the levers as delivered in draw 0, (T, F, 1).
    """

    metrics: Mapping[str, Array]
    realised: Array

    def part(self, draws: slice) -> "Run":
        """View of some draws, into which a block of them can be written."""
        return Run(
            metrics={name: path[..., draws] for name, path in self.metrics.items()},
            realised=self.realised if draws.start == 0 else np.empty_like(self.realised),
        )


def empty_run(
    quarters: int,
    apps: int,
    count: int,
    metrics: Collection[str] = ALL,
    room: Callable[[int], Array] = np.empty,
) -> Run:
    """Make ``room`` for the paths of ``count`` draws of some metrics, so many numbers at once.

    Large pages make one piece of memory a third as dear to touch as a piece a metric.
    """
    kinds = ((METRICS, (apps,)), (OWN_METRICS, ()), (SERVICE_METRICS, (SERVICES,)))
    shapes = {
        name: (quarters, *each, count) for found, each in kinds for name in found if name in metrics
    }
    ends = list(accumulate(map(math.prod, shapes.values()), initial=0))
    memory = room(ends[-1])
    paths = {
        name: memory[start:end].reshape(shape)
        for (name, shape), (start, end) in zip(shapes.items(), pairwise(ends), strict=True)
    }
    return Run(metrics=paths, realised=np.empty((quarters, len(FILTERED), 1)))


def simulate(
    base: Baseline,
    schedule: Mapping[str, Array],
    setting: Setting,
    noise: Noise | None,
    into: Run,
    *,
    start: State | None = None,
    first: int = 0,
) -> State:
    """Project the targets of ``schedule``, lever name to (T,) or (T, D), quarter by quarter.

    Every right-hand side uses start-of-quarter states, so there is no fixed point to find.
    The paths of the metrics in ``into`` are written there; its draws are those of ``base``.

    Parameters
    ----------
    start, first
        Go on from a state at the start of quarter ``first`` of the schedule and of the noise,
        which begin with the first projected quarter.

    Returns
    -------
    State
        After the last quarter.
    """
    state = initial(base) if start is None else start
    rows = {name: path if path.ndim > 1 else path[:, None] for name, path in schedule.items()}
    mood = rows["consumer_confidence"]
    weights = festival_weights(base.market, len(mood), season=setting.season)[first:]
    pages = calendars(base, noise, mood, season=setting.season, growth=setting.growth)
    pages = islice(pages, first, None)
    for some in stretches(len(weights), base.p.count):
        targets = {name: path[first:][some] for name, path in rows.items()}
        side = own_side(state, targets, weights[some], setting, base)
        left = _note_own_side(side, base, into, some)
        # The quarters stand first: when they end, no page of the calendar is turned too many.
        for t, calendar in zip(range(some.start, some.stop), pages, strict=False):
            played = play_market(state, side.at(t - some.start), calendar, setting, base)
            after = next_state(state, played, base)
            shown = outputs.metrics(state, played, after, base, into.metrics)
            for name in left:
                into.metrics[name][t] = shown[name]
            state = after
    return state


def _note_own_side(side: OwnSide, base: Baseline, into: Run, some: slice) -> list[str]:
    """Write what the own side shows of some quarters, and name the metrics that are left."""
    for row, path in enumerate(side.delivered.state.stages.second):
        into.realised[some, row] = path[:, :1]
    known = outputs.beside_market(side, base, into.metrics)
    for name in known.keys() & into.metrics:
        into.metrics[name][some] = known[name]
    return [name for name in into.metrics if name not in known]


def stretches(quarters: int, draws: int) -> Iterator[slice]:
    """Quarters of which the own side is worked out at once."""
    at_once = max(1, COLUMNS_AT_ONCE // draws)
    for start in range(0, quarters, at_once):
        yield slice(start, min(start + at_once, quarters))
