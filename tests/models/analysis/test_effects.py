"""Ranges of changes: quantiles of many draws at once."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays

from models.analysis.effects import quantiles

POINTS = (0.0, 0.1, 0.25, 0.5, 0.75, 0.9, 1.0)
FIGURES = st.floats(-1e12, 1e12) | st.just(float("nan"))


@given(arrays(float, array_shapes(max_dims=3, max_side=40), elements=FIGURES))
def test_quantiles_are_those_of_numpy_to_the_bit(draws):
    expected = np.quantile(np.sort(draws, axis=-1), POINTS, axis=-1)
    assert np.array_equal(quantiles(draws, POINTS), expected, equal_nan=True)


@pytest.mark.parametrize("count", [1, 2, 100, 256, 999, 1000])
def test_quantiles_of_as_many_draws_as_plans_have_are_those_of_numpy(count):
    draws = np.random.default_rng(count).normal(size=(3, 12, count))
    assert np.array_equal(quantiles(draws, POINTS), np.quantile(draws, POINTS, axis=-1))
