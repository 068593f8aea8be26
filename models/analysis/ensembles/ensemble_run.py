"""Ensembles of any size on any executor: this process, the local cores, a cluster.

A task is a few blocks. At most a few tasks wait or run at a time, and what comes back is a
summary, so memory does not grow with the number of runs. The blocks are numbered and merged in
their order: who computed them, and how they were cut into tasks, changes no bit of the answer.
"""

from collections import deque
from collections.abc import Iterator
from concurrent.futures import Executor, Future
from dataclasses import dataclass

import numpy as np

from models.analysis.ensembles.blocks import BlockTask, Part, run_block, run_part
from models.analysis.ensembles.summary import Grid, Moments, grid_around, merge, quantile
from models.errors import ModelError
from models.fingerprint import fingerprint
from models.notation import BLOCK, Array

BLOCKS_A_TASK = 8
WAITING = 3
"""Tasks in flight for each worker."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Ensemble:
    """Summary of many runs, one row a metric in its unit.

    Attributes
    ----------
    runs : int
    metrics : tuple of str
    mean, sd : array, shape (F,)
    quantiles : dict of float to array, shape (F,)
        Read off a fixed grid.
    error : array, shape (F,)
        No quantile is off by more: a cell of the grid.
    """

    runs: int
    metrics: tuple[str, ...]
    mean: Array
    sd: Array
    quantiles: dict[float, Array]
    error: Array


def run_ensemble(
    job: BlockTask,
    runs: int,
    executor: Executor | None = None,
    *,
    workers: int = 1,
    blocks_a_task: int = BLOCKS_A_TASK,
    probabilities: tuple[float, ...] = (0.1, 0.5, 0.9),
) -> Ensemble:
    """Compute ``runs`` runs and summarise them.

    Parameters
    ----------
    executor : concurrent.futures.Executor, optional
        Where the tasks go; left out: this process.
    workers : int
        How many tasks it computes at a time.

    Raises
    ------
    ModelError
        A worker runs other code or data than this process, or what `project_futures` raises.
    """
    grid = grid_around(run_block(job, 0, min(runs, BLOCK)))
    code = fingerprint(job.scenario.market)
    moments: list[Moments] = []
    counts = np.zeros((len(job.metrics), 1), np.int64)
    for part in _parts(job, runs, grid, executor, workers, blocks_a_task):
        if part.code != code:
            msg = f"a worker computes with {part.code}, this machine with {code}; update the worker"
            raise ModelError(msg)
        # Kept merged: the order is that of the blocks, whatever their number in a task.
        for block in part.moments:
            moments = [merge([*moments, block])]
        counts = counts + part.counts
    total = moments[0]
    return Ensemble(
        runs=total.count,
        metrics=job.metrics,
        mean=total.mean,
        sd=total.sd,
        quantiles={p: quantile(counts, grid, p) for p in probabilities},
        error=grid.width,
    )


def _parts(
    job: BlockTask, runs: int, grid: Grid, executor: Executor | None, workers: int, blocks: int
) -> Iterator[Part]:
    """Give the parts in their order, a few of them under way at a time."""
    size = blocks * BLOCK
    tasks = [(start // BLOCK, min(size, runs - start)) for start in range(0, runs, size)]
    if executor is None:
        yield from (run_part(job, first, count, grid) for first, count in tasks)
        return
    waiting: deque[Future[Part]] = deque()
    for first, count in tasks:
        waiting.append(executor.submit(run_part, job, first, count, grid))
        if len(waiting) >= WAITING * workers:
            yield waiting.popleft().result()
    while waiting:
        yield waiting.popleft().result()
