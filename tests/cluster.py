"""``make cluster-test``: a Dask scheduler and two workers on this machine against one core.

A million runs of one plan must come out the same to the last bit. Takes a minute or two.
"""

import subprocess
import sys
import time
from contextlib import ExitStack, contextmanager
from dataclasses import replace

import click
import numpy as np

from models.analysis.ensembles.blocks import BlockTask
from models.analysis.ensembles.ensemble_run import Ensemble, run_ensemble
from models.inputs import read_scenarios
from pages.terminal.ensemble_verb import workers
from tests.conftest import ROOT

PORT = 18786
ADDRESS = f"tcp://127.0.0.1:{PORT}"
PLAN = ROOT / "data" / "scenarios" / "2023Q1" / "return-to-taobao.csv"
METRICS = ("gmv", "revenue", "ebita", "value", "dau")
RUNS = 1_000_000


@contextmanager
def program(*arguments):
    """Run one of Dask's programs in the root of the repository until the block ends."""
    command = [sys.executable, "-m", "distributed.cli." + arguments[0], *arguments[1:]]
    running = subprocess.Popen(command, cwd=ROOT, stderr=subprocess.DEVNULL)
    try:
        yield
    finally:
        running.terminate()
        running.wait(20)


@contextmanager
def cluster():
    """A scheduler and two workers of one thread on the loopback address."""
    with ExitStack() as stack:
        here = ("--host", "127.0.0.1", "--no-dashboard")
        stack.enter_context(program("dask_scheduler", *here, "--port", str(PORT)))
        for _ in range(2):
            options = ("--nthreads", "1", "--no-nanny", "--no-dashboard")
            stack.enter_context(program("dask_worker", ADDRESS, *options))
        yield


def same_bits(left: Ensemble, right: Ensemble) -> bool:
    """Compare every number of two summaries without tolerance."""
    pairs = [
        (left.mean, right.mean),
        (left.sd, right.sd),
        *((left.quantiles[p], right.quantiles[p]) for p in left.quantiles),
    ]
    return left.runs == right.runs and all(np.array_equal(a, b) for a, b in pairs)


def timed(what, *arguments, **options):
    """Run an ensemble and tell how long it took."""
    begun = time.perf_counter()
    ensemble = run_ensemble(*arguments, **options)
    click.echo(f"{what}: {ensemble.runs:,} runs in {time.perf_counter() - begun:.0f} s")
    return ensemble


def main(runs=RUNS):
    """Compare; the exit status is 1 where a bit differs."""
    (plan,) = read_scenarios(PLAN)
    job = BlockTask(scenario=replace(plan, seed=7), metrics=METRICS)
    with cluster(), workers(None, ADDRESS) as (executor, _):
        far = timed("two workers", job, runs, executor, workers=2)
    near = timed("one core", job, runs)
    same = same_bits(far, near)
    click.echo("the same bits" if same else "DIFFERENT BITS")
    return 0 if same else 1


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
