"""A piece of an ensemble: some blocks of runs, computed wherever there is a core, summed up."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from models.analysis.ensembles.summary import Grid, Moments, moments_of
from models.analysis.group_paths import own_end
from models.ensemble import project_futures
from models.fingerprint import fingerprint
from models.inputs import load_market, load_parameters
from models.market.worth import BEYOND
from models.notation import BLOCK, Array
from models.scenario import Scenario
from models.simulation.draw_blocks import future_block, without_season
from models.simulation.stored_paths import load_forecast_paths


@dataclass(frozen=True, kw_only=True)
class BlockTask:
    """What every block computes: figures of our group at the last quarter.

    ``shocks`` left out leaves a run to its parameters alone, on the medians of the forecast's
    paths. The seed is that of the scenario; block b draws its parameters and shocks from streams
    of its own, numbered b.
    """

    scenario: Scenario
    metrics: tuple[str, ...]
    shocks: bool = True


@dataclass(frozen=True, kw_only=True, eq=False)
class Part:
    """What some blocks found: their moments one by one, their counts together.

    ``code`` is the fingerprint of what computed it.
    """

    moments: tuple[Moments, ...]
    counts: NDArray[np.int64]
    code: str


def run_block(job: BlockTask, block: int, count: int = BLOCK) -> Array:
    """Compute the first ``count`` runs of a block, (F, count), one row a metric."""
    scenario = job.scenario
    market, parameters = load_market(scenario.market), load_parameters()
    assumed = {**market.parameters, **dict(scenario.assumptions)}
    drawn = without_season(
        parameters.block(block, scenario.seed, assumed), parameters.central(assumed)
    )
    forecast, quarters = load_forecast_paths(market), scenario.horizon + BEYOND
    noise = future_block(forecast, quarters, scenario.seed, block) if job.shocks else None
    paths = project_futures(market, parameters, scenario, drawn, metrics=job.metrics, noise=noise)
    return np.stack([own_end(paths, metric)[:count] for metric in job.metrics])


def run_part(job: BlockTask, first: int, runs: int, grid: Grid) -> Part:
    """Compute ``runs`` runs from block ``first`` on and keep their summaries alone."""
    sizes = [min(BLOCK, runs - done) for done in range(0, runs, BLOCK)]
    moments, counts = [], np.zeros((len(job.metrics), 1), np.int64)
    for block, size in enumerate(sizes, start=first):
        values = run_block(job, block, size)
        moments.append(moments_of(values))
        counts = counts + grid.count(values)
    return Part(moments=tuple(moments), counts=counts, code=fingerprint(job.scenario.market))
