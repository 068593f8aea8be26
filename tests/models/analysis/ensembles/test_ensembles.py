"""An ensemble is the same to the last bit however it is cut and wherever it runs."""

import subprocess
import sys
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from dataclasses import replace
from multiprocessing import get_context

import numpy as np
import pytest
from numpy.testing import assert_allclose, assert_array_equal

from models.analysis.ensembles import ensemble_run as running
from models.analysis.ensembles.blocks import BlockTask, run_block
from models.analysis.ensembles.ensemble_run import run_ensemble
from models.errors import ModelError
from models.projection import project
from models.scenario import Scenario, Step
from tests.conftest import ROOT
from tests.every import some

pytestmark = pytest.mark.slow

PLAN = Scenario(
    name="push",
    market="2023Q1",
    horizon=2,
    steps=(Step(lever="subsidy_budget", quarter="2023Q2", value=12.0),),
)
JOB = BlockTask(scenario=PLAN, metrics=("dau", "gmv", "effectiveness"))
WORTH = replace(JOB, metrics=("dau", "value"))
"""What a plan is worth takes five years more: one test looks at it."""

RUNS = 3400


def same(left, right):
    assert left.runs == right.runs
    for name in ("mean", "sd", "error"):
        assert_array_equal(getattr(left, name), getattr(right, name))
    for probability, values in left.quantiles.items():
        assert_array_equal(values, right.quantiles[probability])


@pytest.fixture(scope="module")
def here():
    return run_ensemble(JOB, RUNS)


@pytest.mark.parametrize("blocks", some([1, 2, 3], 2))
def test_cutting_changes_no_bit(here, blocks):
    same(run_ensemble(JOB, RUNS, blocks_a_task=blocks), here)
    with ThreadPoolExecutor(3) as executor:
        same(run_ensemble(JOB, RUNS, executor, workers=3, blocks_a_task=blocks), here)


def test_another_process_changes_no_bit(here):
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as executor:
        same(run_ensemble(JOB, RUNS, executor, workers=2, blocks_a_task=1), here)


def test_runs_are_those_of_the_projection(market2023, parameters):
    run = project(market2023, parameters, PLAN, draws=50)
    block = run_block(WORTH, 0, 50)
    assert_allclose(block[0], run.draws("dau")[-1], rtol=1e-12)
    assert_allclose(block[1], run.paths["value"][0, 1:], rtol=1e-12)


def test_the_summary_is_that_of_the_runs(here):
    runs = np.concatenate([run_block(JOB, b) for b in range(4)], axis=1)[:, :RUNS]
    assert here.runs == RUNS
    assert_allclose(here.mean, runs.mean(axis=1), rtol=1e-12)
    assert_allclose(here.sd, runs.std(axis=1, ddof=1), rtol=1e-9, atol=1e-12)
    for probability, values in here.quantiles.items():
        assert (abs(values - np.quantile(runs, probability, axis=1)) <= 2 * here.error).all()


def test_another_seed_is_another_ensemble(here):
    other = run_ensemble(replace(JOB, scenario=replace(PLAN, seed=1)), RUNS)
    assert (other.mean[:2] != here.mean[:2]).all()
    assert_allclose(other.mean, here.mean, rtol=0.01)


def test_without_shocks_only_parameters_differ(here):
    still = run_ensemble(replace(JOB, shocks=False), RUNS)
    assert still.sd[0] < here.sd[0]


def test_few_tasks_wait_at_a_time():
    """Memory stays flat: what is under way is bounded, whatever the number of runs."""
    waiting, most = 0, 0

    class Counting(ThreadPoolExecutor):
        def submit(self, *arguments, **options):
            nonlocal waiting, most
            future = super().submit(*arguments, **options)
            waiting += 1
            most = max(most, waiting)
            result = future.result

            def taken():
                nonlocal waiting
                waiting -= 1
                return result()

            future.result = taken
            return future

    with Counting(1) as executor:
        run_ensemble(JOB, 9000, executor, workers=1, blocks_a_task=1)
    assert most <= running.WAITING


def test_a_worker_with_other_code_is_refused(monkeypatch):
    monkeypatch.setattr(running, "fingerprint", lambda _: "another")
    with pytest.raises(ModelError, match="update the worker"):
        run_ensemble(JOB, 10)


def test_a_process_that_computes_blocks_loads_no_frames_no_charts_and_no_solvers():
    """Each process would hold them once more, and every verb of the terminal begin later."""
    heavy = {"pandas", "pyarrow", "altair", "streamlit", "sqlalchemy", "scipy.optimize"}
    heavy |= {f"numpy.{part}" for part in ("f2py", "ma", "polynomial", "testing")}
    computes = "models.analysis.ensembles.blocks, pages.terminal.ahead, cli"
    code = f"import sys, {computes}; print(*{heavy} & set(sys.modules))"
    output = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert not output.stdout.split()
