"""Tests of levers: what was measured when a lever was stepped, and what the model says of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from models.levers import LEVERS
from models.market.coefficients import Coefficients
from models.notation import OWN_METRICS, Array, quarter_number
from models.simulation.baseline import Baseline, build
from models.simulation.run import empty_run, simulate
from models.simulation.setting import Setting
from models.vintage import Market


@dataclass(frozen=True, kw_only=True)
class Lift:
    """One test: a lever held at ``end`` instead of ``start`` for some quarters.

    An event, such as a reorganisation, happens in the first of them alone.

    ``effect`` is the difference of the metric, in its unit: summed over the quarters where
    ``is_total``, else their mean. ``quarter`` is the first of them, ``line`` where it was read.
    """

    lever: str
    start: float
    end: float
    metric: str
    platform: str
    quarters: int
    effect: float
    error: float
    quarter: str
    is_total: bool
    line: int | None = None

    @property
    def name(self) -> str:
        """What was tested, for messages."""
        return f"{self.lever} {self.start:g} to {self.end:g} on {self.metric} of {self.platform}"


@dataclass(frozen=True, kw_only=True, eq=False)
class Setup:
    """A test and the market in which it is run: the last one known when it began."""

    lift: Lift
    market: Market

    @cached_property
    def first(self) -> int:
        """Place of the first quarter of the test among the projected ones."""
        ahead = quarter_number(self.lift.quarter) - quarter_number(self.market.vintage) - 1
        return max(ahead, 0)

    def effect(self, values: Mapping[str, Array]) -> Array:
        """Difference that the model says, (D,), for parameters (D,) each."""
        return self.between_arms(two_arms(self.market, values))

    def between_arms(self, base: Baseline) -> Array:
        """Difference between the arms of `two_arms`, (D,).

        Rivals stay passive, as they do in a test of a part of the market; season and growth are
        on, chance is off.
        """
        lift, count = self.lift, self.first + self.lift.quarters
        # Both arms are columns of one run: they share season, growth and the same parameters.
        run = empty_run(count, len(self.market.platforms), base.p.count, [lift.metric])
        simulate(base, self._schedule(count, base.p.count), _SETTING, None, run)
        path = run.metrics[lift.metric]
        if lift.metric not in OWN_METRICS:
            path = path[:, self.market.platform_ids.index(lift.platform)]
        start, end = np.split(path[self.first :], 2, axis=-1)
        change = end - start
        return np.asarray(change.sum(axis=0) if lift.is_total else change.mean(axis=0))

    def _schedule(self, count: int, columns: int) -> dict[str, Array]:
        """Targets (T,), and (T, D) for the lever under test: half of the columns an arm."""
        lift, levers = self.lift, self.market.levers
        targets = {name: np.full(count, float(levers[name])) for name in LEVERS}
        # A move of the baseline quarter must not happen again in every quarter of the test.
        targets["reorganisation"][:] = 0.0
        arms = np.repeat([lift.start, lift.end], columns // 2)
        path = np.repeat(targets[lift.lever][:, None], columns, axis=1)
        until = self.first + 1 if LEVERS[lift.lever].delivery == "event" else count
        path[self.first : until] = arms
        targets[lift.lever] = path
        return targets


_SETTING = Setting(posture="passive", season=True, growth=True)


def two_arms(market: Market, values: Mapping[str, Array]) -> Baseline:
    """Baseline of both arms of a test, one after the other, for parameters (D,) each."""
    both = {name: np.concatenate([value, value]) for name, value in values.items()}
    return build(market, Coefficients(both), season=True)
