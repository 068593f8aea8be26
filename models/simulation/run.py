"""The loop over quarters, the only loop of the model."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from models.market.shocks import Noise
from models.notation import METRICS, OWN_METRICS, Array, quarter_of_year
from models.simulation import outputs
from models.simulation.baseline import Baseline
from models.simulation.delivery import FILTERED, baseline_effectiveness
from models.simulation.quarter import Setting, calendar_of, environment, next_state, play
from models.simulation.state import initial


@dataclass(frozen=True, kw_only=True, eq=False)
class Run:
    """Paths of one scenario: metrics (T, A, D) or (T, D); realised levers of draw 0, (T, F, 1)."""

    metrics: Mapping[str, Array]
    realised: Array

    def part(self, draws: slice) -> "Run":
        """View of some draws, into which a block of them can be written."""
        return Run(
            metrics={name: path[..., draws] for name, path in self.metrics.items()},
            realised=self.realised if draws.start == 0 else np.empty_like(self.realised),
        )


def empty_run(quarters: int, apps: int, count: int) -> Run:
    """Make room for the paths of ``count`` draws."""
    # One piece of memory: large pages make it a third as dear to touch as a piece a metric.
    shared = np.empty((len(METRICS), quarters, apps, count))
    own = np.empty((len(OWN_METRICS), quarters, count))
    paths = dict(zip(METRICS, shared, strict=True)) | dict(zip(OWN_METRICS, own, strict=True))
    return Run(metrics=paths, realised=np.empty((quarters, len(FILTERED), 1)))


def simulate(
    base: Baseline,
    schedule: Mapping[str, Array],
    setting: Setting,
    noise: Noise | None,
    into: Run,
) -> None:
    """Project the targets of ``schedule`` (lever name to (T,)) quarter by quarter.

    Every right-hand side uses start-of-quarter states, so there is no fixed point to find.
    The paths are written into ``into``, whose draws are those of ``base``.
    """
    effectiveness0 = baseline_effectiveness(base.market.levers, base.p)
    first = quarter_of_year(base.market.vintage) + 1
    state = initial(base)
    for t in range(len(next(iter(schedule.values())))):
        targets = {name: float(path[t]) for name, path in schedule.items()}
        shock = None if noise is None else (noise.utility[t], noise.macro[t])
        state = environment(state, shock, targets["consumer_confidence"], setting, base)
        calendar = calendar_of(state, (first + t) % 4, setting, base)
        played = play(state, targets, effectiveness0, calendar, setting.posture, base)
        after = next_state(state, played, base)
        for name, value in outputs.metrics(state, played, after, base).items():
            into.metrics[name][t] = value
        into.realised[t] = played.delivered.state.second[:, :1]
        state = after
