"""A run of one schedule over all its draws, and what it is worth beyond its horizon."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import NamedTuple

import numpy as np

from models.market.forecast_paths import Drift, ForecastPaths
from models.market.shocks import Noise
from models.market.worth import BEYOND, MOST_DRAWS
from models.notation import HORIZON_METRICS, Array
from models.parameters import Parameters
from models.simulation import second_process
from models.simulation.appraisal import NEEDED, beyond
from models.simulation.baseline import Baseline
from models.simulation.columns import some_draws
from models.simulation.draw_blocks import (
    Overrides,
    baseline_block,
    blocks_of,
    columns_of,
    shock_block,
)
from models.simulation.finite import is_whole, refuse_gaps
from models.simulation.run import ALL, ON_DEMAND, Run, empty_run, simulate
from models.simulation.setting import Setting
from models.simulation.shared_memory import Place, Room, is_room, opened
from models.vintage import Market

FEWEST_COLUMNS = 80
"""Columns that take about half as long as it takes to play a block of none."""


@dataclass(frozen=True)
class Asked:
    """What is asked of a run: targets of every lever, (T,), quarters, draws and metrics."""

    planned: Mapping[str, Array]
    horizon: int
    count: int
    wanted: frozenset[str]

    @property
    def goes_on(self) -> bool:
        """Whether the first columns are followed beyond the horizon."""
        return not HORIZON_METRICS.keys().isdisjoint(self.wanted)


class Said(NamedTuple):
    """What some columns say beside their paths, as `beyond`; whether all numbers are finite."""

    of_horizon: dict[str, Array]
    followed: dict[str, Array]
    is_finite: bool


def halves(asked: Asked) -> tuple[slice, slice]:
    """Part the columns of a run so that both parts take as long.

    Those that are followed beyond the horizon stay in the first part, and no block leaves a part
    less than `FEWEST_COLUMNS` of it.
    """
    columns = 1 + asked.count
    followed = min(columns, 1 + MOST_DRAWS) if asked.goes_on else 0
    middle = (columns * asked.horizon - followed * BEYOND) // (2 * asked.horizon)
    ends = (columns_of(block, asked.count).stop for block in blocks_of(asked.count))
    middle = next((end for end in ends if abs(end - middle) < FEWEST_COLUMNS), middle)
    middle = max(middle, followed)
    return slice(0, middle), slice(middle, columns)


@dataclass(frozen=True)
class WholeRun:
    """What every run of a projection shares; ``plain`` leaves season, growth and chance out.

    ``forecast`` are the paths that carry the forecast, or what one block of draws made of them.
    """

    market: Market
    parameters: Parameters
    overrides: Overrides
    seed: int
    setting: Setting
    plain: bool
    forecast: ForecastPaths | Drift

    def paths(
        self, planned: Mapping[str, Array], horizon: int, count: int, wanted: Collection[str]
    ) -> tuple[dict[str, Array], Array, dict[str, Array]]:
        """Paths of the ``wanted`` metrics, and realised levers of the central run (T, F, 1).

        The last are the paths that go on beyond the horizon, where what they are worth is wanted.

        Raises
        ------
        ModelError
            A figure is no finite number; the message names metric, platform and quarter.
        """
        asked = Asked(planned, horizon, count, frozenset(wanted))
        play = self.in_two if self.may_be_parted(asked) else self.alone
        run, (said, followed, is_finite) = play(asked)
        paths = {name: path for name, path in run.metrics.items() if name in wanted} | said
        if not is_finite:
            refuse_gaps(paths, self.market)
        refuse_gaps(followed, self.market)
        return paths, run.realised, followed

    def may_be_parted(self, asked: Asked) -> bool:
        """Tell whether a second process may play a share; drawn paths would have to travel."""
        _, theirs = halves(asked)
        size = (theirs.stop - theirs.start) * asked.horizon
        if isinstance(self.forecast, Drift):
            return False
        return second_process.pays(size) and is_room()

    def alone(self, asked: Asked) -> tuple[Run, Said]:
        """Play all columns in this process."""
        run = self.room(asked)
        return run, self.play(asked, run, slice(0, 1 + asked.count))

    def in_two(self, asked: Asked) -> tuple[Run, Said]:
        """Play the first columns in this process while a second one plays the others."""
        second = second_process.ready((self.market, self.parameters, self.forecast))
        ours, theirs = halves(asked)
        room = Room()
        try:
            run = self.room(asked, room)
        except OSError:  # no descriptor is left
            second = None
        if second is None:
            return self.alone(asked)
        with second.asked(_played_there, self, asked, room.place, theirs) as answer:
            said = self.play(asked, run, ours)
            is_finite = answer()
        if is_finite is None:  # also with the error that it met
            is_finite = self.play(asked, run, theirs).is_finite
        return run, said._replace(is_finite=said.is_finite and bool(is_finite))

    def room(self, asked: Asked, room: Callable[[int], Array] = np.empty) -> Run:
        """Make room for all that is kept."""
        apps, metrics = len(self.market.platforms), kept(asked.wanted)
        return empty_run(asked.horizon, apps, 1 + asked.count, metrics, room)

    def play(self, asked: Asked, run: Run, columns: slice) -> Said:
        """Play some columns of a run, the first of which is the central run, block by block."""
        of_horizon, followed, is_finite = dict[str, Array](), dict[str, Array](), True
        for block in blocks_of(asked.count):
            whole = columns_of(block, asked.count)
            first, last = max(whole.start, columns.start), min(whole.stop, columns.stop)
            if first >= last:
                continue
            base, noise = columns_kept(
                self.base(asked.count, block),
                self.noise(asked.horizon, asked.count, block),
                first - whole.start,
                last - whole.start,
            )
            part = run.part(slice(first, last))
            said, further = self.block(
                asked.planned, base, noise, part, asked.wanted, central=first == 0
            )
            of_horizon.update(said)
            followed.update(further)
            shown = {name: path for name, path in part.metrics.items() if name in asked.wanted}
            is_finite = is_finite and is_whole(shown | said)
        return Said(of_horizon, followed, is_finite)

    def block(
        self,
        planned: Mapping[str, Array],
        base: Baseline,
        noise: Noise | None,
        into: Run,
        wanted: Collection[str],
        *,
        central: bool,
    ) -> tuple[dict[str, Array], dict[str, Array]]:
        """Run one block into ``into``; the one with the ``central`` run goes on, as `beyond`."""
        state = simulate(base, planned, self.setting, noise, into)
        if not central or HORIZON_METRICS.keys().isdisjoint(wanted):
            return {}, {}
        few = 1 + MOST_DRAWS
        said, followed = beyond(base, planned, self.setting, noise, state, into.metrics, few)
        return {name: path for name, path in said.items() if name in wanted}, followed

    def base(self, count: int, block: int) -> Baseline:
        """Baseline of a block of ``count`` draws."""
        return baseline_block(
            self.market,
            self.parameters,
            self.overrides,
            count,
            self.seed,
            not self.plain,
            block,
        )

    def noise(self, horizon: int, count: int, block: int) -> Noise | None:
        """Shocks of a block of ``count`` draws; the first goes on beyond the horizon."""
        quarters = horizon + (BEYOND if block == 0 else 0)
        apps, seed = len(self.market.platforms), self.seed
        if self.plain:
            return None
        if isinstance(self.forecast, Drift):
            shocks = shock_block(apps, quarters, seed, count, block)
            return replace(shocks, drift=self.forecast)
        return shock_block(apps, quarters, seed, count, block, self.forecast)


def kept(wanted: Collection[str]) -> list[str]:
    """Quarterly metrics that a run keeps for those wanted, in the order of the table."""
    whole = not HORIZON_METRICS.keys().isdisjoint(wanted)
    every = (*ALL, *ON_DEMAND)
    return [name for name in every if name in wanted or (whole and name in NEEDED)]


def _played_there(job: WholeRun, asked: Asked, place: Place, columns: slice) -> bool:
    """Play in the second process: what there is to tell stands in the memory of the first."""
    return job.play(asked, job.room(asked, opened(place)), columns).is_finite


@lru_cache(maxsize=4)
def columns_kept(
    base: Baseline, noise: Noise | None, start: int, stop: int
) -> tuple[Baseline, Noise | None]:
    """Columns of a block, kept for the next run that is parted alike."""
    count = base.p.count
    return some_draws(base, count, start, stop), noise and some_draws(noise, count, start, stop)
