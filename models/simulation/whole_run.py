"""A run of one schedule over all its draws, and what it is worth beyond its horizon."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

import numpy as np

from models.market.forecast_paths import Drift, ForecastPaths
from models.market.shocks import Noise
from models.market.worth import BEYOND, MOST_DRAWS
from models.notation import HORIZON_METRICS, Array
from models.parameters import Parameters
from models.simulation import second_process
from models.simulation.appraisal import NEEDED, beyond
from models.simulation.baseline import Baseline
from models.simulation.draw_blocks import (
    BLOCKS_KEPT,
    Overrides,
    baseline_block,
    blocks_of,
    columns_of,
    shock_block,
)
from models.simulation.run import ALL, ON_DEMAND, Run, empty_run, simulate
from models.simulation.setting import Setting
from models.simulation.shared_memory import shared
from models.vintage import Market


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
        """
        blocks, apps = blocks_of(count), len(self.market.platforms)
        in_two = second_process.pays(len(blocks))
        room = shared if in_two else np.empty
        run = empty_run(horizon, apps, 1 + count, kept(wanted), room)
        paths = {name: path for name, path in run.metrics.items() if name in wanted}
        followed: dict[str, Array] = {}

        def play(block: int) -> None:
            base, noise = self.base(count, block), self.noise(horizon, count, block)
            part = run.part(columns_of(block, count))
            # The first block alone says what the run is worth; it is played in this process.
            said, gone_on = self.block(planned, base, noise, part, wanted, central=block == 0)
            paths.update(said)
            followed.update(gone_on)

        if in_two:
            self.prepare(horizon, count)
            second_process.in_halves(play, blocks)
        else:
            for block in blocks:
                play(block)
        return paths, run.realised, followed

    def prepare(self, horizon: int, count: int) -> None:
        """Make what the caches keep for the next run: of a second process nothing is kept."""
        for block in blocks_of(count)[:BLOCKS_KEPT]:
            self.base(count, block)
            self.noise(horizon, count, block)

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
