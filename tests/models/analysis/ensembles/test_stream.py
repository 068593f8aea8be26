"""A plan in blocks: the same draws as at once, quantiles within the error told, flat memory."""

import subprocess
import sys
import weakref

import numpy as np
import pytest
from numpy.testing import assert_allclose

from models.analysis.ensembles.stream import ERROR, project_block, stream
from models.inputs import load_market, load_parameters
from models.notation import BLOCK, DRAW_QUARTERS, HORIZON_METRICS
from models.projection import STATISTICS, project, summarise
from pages.terminal.common import run
from tests.conftest import ROOT
from tests.models.worlds import scenario

pytestmark = pytest.mark.slow
PLAN = scenario(horizon=3, draws=2 * BLOCK + 300, subsidy_budget=12, rivals="follow")


@pytest.fixture(scope="module")
def world():
    return load_market(PLAN.market), load_parameters()


@pytest.fixture(scope="module")
def whole(world):
    return project(*world, PLAN)


@pytest.fixture(scope="module")
def streamed(world):
    return stream(*world, PLAN)


def test_the_blocks_are_the_draws_of_the_projection(world, whole):
    parts = [project_block(*world, PLAN, block) for block in range(3)]
    # What a plan is worth is told of the first draws alone, and these lie in the first block.
    assert {*parts[0]} - {*parts[1]} == {*HORIZON_METRICS}
    for metric, path in whole.paths.items():
        together = np.concatenate([part[metric] for part in parts if metric in part], axis=-1)
        np.testing.assert_array_equal(together, path)


def test_quantiles_lie_within_the_error_told_and_the_rest_is_exact(whole, streamed):
    for metric, statistics in streamed.statistics.items():
        path = whole.paths[metric]
        for name in STATISTICS:
            expected = summarise(path, name)
            assert statistics[name].shape == expected.shape
            # Two draws may lie a cell apart where a quantile falls between them.
            room = (
                0.0 if name in ("central", "mean") else 1.01 * statistics[ERROR] + _gap(path, name)
            )
            assert np.array_equal(np.isnan(statistics[name]), np.isnan(expected))
            off = np.abs(statistics[name] - expected) - room
            told = ~np.isnan(expected)
            assert (off[told] <= 1e-9 * np.abs(expected[told])).all(), (metric, name)


def _gap(path, name):
    """Distance of the draws between which a quantile lies."""
    draws = np.sort(path[..., 1:], axis=-1)
    place = float(name[1:]) / 100.0 * (draws.shape[-1] - 1)
    return draws[..., int(np.ceil(place)) + 1] - draws[..., int(place) - 1]


def test_a_row_that_is_empty_in_some_draw_is_empty(world, monkeypatch):
    from models.analysis.ensembles import stream as module

    def holed(*args):
        paths = project_block(*args)
        paths["revenue"][0, 0, -1] = np.nan
        return paths

    monkeypatch.setattr(module, "project_block", holed)
    statistics = stream(*world, scenario(horizon=2, draws=50)).statistics["revenue"]
    assert np.isnan(statistics["p50"][0, 0])
    assert np.isnan(statistics["mean"][0, 0])
    assert np.isfinite(statistics["p50"][1]).all()


def test_the_frame_has_the_rows_of_a_projection_and_the_error(whole, streamed):
    ours, theirs = streamed.to_frame(), whole.to_frame()
    assert list(ours.columns) == list(theirs.columns)
    same = ours[ours["statistic"] != ERROR].reset_index(drop=True)
    keys = ["scenario", "quarter", "platform", "metric", "statistic", "unit"]
    assert same[keys].equals(theirs[keys])
    assert_allclose(same["value"], theirs["value"], rtol=0.05, atol=1e-3)


def test_the_terminal_streams_beyond_the_cap_only():
    at_cap = scenario(horizon=30, draws=DRAW_QUARTERS // 30)
    assert type(run(at_cap, 1)).__name__ == "Projection"
    assert type(run(scenario(horizon=1, draws=10), DRAW_QUARTERS + 1, plain=True)).__name__ == (
        "Projection"
    )
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("models.analysis.ensembles.stream.project_block", _stopped)
        with pytest.raises(Stopped):
            run(scenario(horizon=30, draws=DRAW_QUARTERS // 30 + 1), None)


class Stopped(Exception):
    pass


def _stopped(*_):
    raise Stopped


PEAK = """
import resource, sys
from models import load_market, load_parameters
from models.analysis.ensembles.stream import stream
from tests.models.worlds import scenario
plan = scenario(horizon=2, draws=int(sys.argv[1]), subsidy_budget=9)
stream(load_market(plan.market), load_parameters(), plan)
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""


def test_no_block_is_kept_once_it_is_counted(world, monkeypatch):
    """Why memory does not grow with the draws; `test_memory_does_not_grow` measures it."""
    from models.analysis.ensembles import stream as module

    one = project_block(*world, scenario(horizon=2, draws=50), 0)
    later, alive = [], []

    def counted(*asked):
        alive.append(sum(path() is not None for path in later))
        block = {name: path[..., min(asked[-1], 1) :].copy() for name, path in one.items()}
        if asked[-1]:  # the first lends its central run to the answer
            later.extend(map(weakref.ref, block.values()))
        return block

    monkeypatch.setattr(module, "project_block", counted)
    stream(*world, scenario(horizon=2, draws=8 * BLOCK))
    assert len(later) == 7 * len(one)
    assert max(alive) <= len(one)


@pytest.mark.exhaustive
def test_memory_does_not_grow_with_the_draws():
    few, many = (
        int(
            subprocess.run(
                [sys.executable, "-c", PEAK, str(draws)],
                cwd=ROOT,
                capture_output=True,
                text=True,
                check=True,
            ).stdout
        )
        for draws in (66 * BLOCK, 100 * BLOCK)
    )
    assert many < 1.1 * few
