"""The loop over quarters, the only loop of the model."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from itertools import islice

import numpy as np

from models.market.shocks import Noise
from models.notation import METRICS, OWN_METRICS, SERVICE_METRICS, SERVICES, Array
from models.simulation import outputs
from models.simulation.baseline import Baseline
from models.simulation.calendar import calendars, festival_weights
from models.simulation.delivery import standing
from models.simulation.lever_delivery import FILTERED
from models.simulation.own_side import own_sides
from models.simulation.quarter import Setting, next_state, play_market
from models.simulation.state import State, initial

ALL = (*METRICS, *OWN_METRICS)
"""What a run keeps unless it is told otherwise."""

ON_DEMAND = tuple(SERVICE_METRICS)


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


def empty_run(quarters: int, apps: int, count: int, metrics: Collection[str] = ALL) -> Run:
    """Make room for the paths of ``count`` draws of some metrics."""
    of_all, of_own, of_service = (
        [name for name in found if name in metrics]
        for found in (METRICS, OWN_METRICS, SERVICE_METRICS)
    )
    # One piece of memory: large pages make it a third as dear to touch as a piece a metric.
    shared = np.empty((len(of_all), quarters, apps, count))
    own = np.empty((len(of_own), quarters, count))
    paths = dict(zip(of_all, shared, strict=True)) | dict(zip(of_own, own, strict=True))
    paths |= {name: np.empty((quarters, SERVICES, count)) for name in of_service}
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
    rest = standing(base.market.levers, base.p)
    state = initial(base) if start is None else start
    rows = {name: path if path.ndim > 1 else path[:, None] for name, path in schedule.items()}
    mood = rows["consumer_confidence"]
    time = calendars(base, noise, mood, season=setting.season, growth=setting.growth)
    weights = festival_weights(base.market, len(mood), season=setting.season)
    ahead = {name: path[first:] for name, path in rows.items()}
    plan = own_sides(state, ahead, weights[first:], rest, base)
    for t, (calendar, own) in enumerate(zip(islice(time, first, None), plan, strict=True)):
        played = play_market(state, own, calendar, setting, base)
        after = next_state(state, played, base)
        shown = outputs.metrics(state, played, after, base, into.metrics)
        for name, path in into.metrics.items():
            path[t] = shown[name]
        into.realised[t, :, 0] = [played.delivered.realised[name][0] for name in FILTERED]
        state = after
    return state
