"""Merged summaries are those of the whole, however the runs were cut."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose, assert_array_equal

from models.analysis.ensembles.summary import BINS, grid_around, merge, moments_of, quantile
from tests.every import every

RUNS = np.random.default_rng(5).lognormal(1.0, 0.6, (3, 6000)) * [[1.0], [1e-6], [-1e6]]


@given(st.lists(st.integers(1, 5999), max_size=6, unique=True))
def test_moments_of_parts_are_those_of_the_whole(cuts):
    parts = np.split(RUNS, sorted(cuts), axis=1)
    merged = merge(moments_of(part) for part in parts)
    assert merged.count == RUNS.shape[1]
    assert_allclose(merged.mean, RUNS.mean(axis=1), rtol=1e-12)
    assert_allclose(merged.sd, RUNS.std(axis=1, ddof=1), rtol=1e-10)


@given(st.permutations(range(6)))
def test_counts_add_exactly_in_any_order(order):
    grid = grid_around(RUNS[:, :500])
    blocks = np.split(RUNS, 6, axis=1)
    added = sum(grid.count(blocks[i]) for i in order)
    assert_array_equal(added, grid.count(RUNS))


@every("probability", [0.05, 0.1, 0.5, 0.9, 0.95])
def test_a_quantile_is_off_by_a_cell_at_most(probability):
    grid = grid_around(RUNS[:, :1000])
    estimate = quantile(grid.count(RUNS), grid, probability)
    ranks = np.sort(RUNS, axis=1)
    place = int(probability * RUNS.shape[1])
    assert (ranks[:, place - 2] - grid.width <= estimate).all()
    assert (estimate <= ranks[:, place + 1] + grid.width).all()


def test_every_run_is_counted_once_inside_the_grid_or_outside():
    grid = grid_around(RUNS[:, :10])
    counts = grid.count(RUNS)
    assert counts.shape == (3, BINS + 2)
    assert_array_equal(counts.sum(axis=1), RUNS.shape[1])
    assert (quantile(counts, grid, 1.0) <= grid.high).all()


def test_a_figure_that_never_moves_is_told_as_it_is():
    still = np.full((1, 50), 7.0)
    grid = grid_around(still)
    assert_allclose(quantile(grid.count(still), grid, 0.5), 7.0, atol=float(grid.width[0]))
    assert moments_of(still).sd == 0.0
