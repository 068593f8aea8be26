"""The forecast: no look-ahead, honest ranges, better than last year's quarter; the same bits."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.calibration.actuals import KnownFigures, read_actuals
from models.calibration.series import APART, POOLED
from models.inputs import actuals_bytes
from models.notation import quarter_number
from models.validation import benchmarks
from models.validation.backtest import backtest, look_ahead
from models.validation.forecast import forecast

pytestmark = pytest.mark.slow

ACTUALS = read_actuals(actuals_bytes())
ORIGIN = quarter_number("2022Q4")


@pytest.fixture(scope="module")
def tested():
    return backtest(ACTUALS)


def corrupted(origin, factor):
    """Figures with everything after ``origin`` made wrong, half-years included."""
    levels = {
        name: {q: value * (factor if q > origin else 1) for q, value in quarters.items()}
        for name, quarters in ACTUALS.levels.items()
    }
    halves = {
        first: total * (factor if first + 1 > origin else 1)
        for first, total in ACTUALS.halves.items()
    }
    return replace(ACTUALS, levels=levels, halves=halves)


@settings(max_examples=6, deadline=None)
@given(origin=st.integers(quarter_number("2021Q4"), ACTUALS.last), factor=st.floats(0.01, 100))
def test_nothing_after_the_origin_is_looked_at(origin, factor):
    for pool in (POOLED, APART):
        before = look_ahead(ACTUALS, origin, 4, pool)
        after = look_ahead(corrupted(origin, factor), origin, 4, pool)
        assert np.array_equal(before.mean, after.mean)
        assert np.array_equal(before.sd, after.sd)


def test_a_figure_at_the_origin_does_move_the_forecast():
    moved = look_ahead(corrupted(ORIGIN - 1, 1.1), ORIGIN, 4, POOLED)
    assert not np.allclose(moved.mean, look_ahead(ACTUALS, ORIGIN, 4, POOLED).mean)


def test_it_beats_last_years_quarter_and_covers_what_it_promises(tested):
    assert [tested.origins[0], tested.origins[-1]] == [
        quarter_number("2021Q4"),
        quarter_number("2024Q3"),
    ]
    every, longest = tested.score(), tested.score(horizon=4)
    assert (every.n, longest.n) == (240, 60)
    assert every.mape <= 0.55 * every.mape_naive
    assert longest.mape <= 0.65 * longest.mape_naive
    assert 0.7 <= every.coverage_80 <= 0.9
    assert all(tested.score([s.name]).coverage_80 >= 0.6 for s in POOLED)


@pytest.mark.skipif(not benchmarks.has_smoothing(), reason="statsmodels is not installed")
def test_it_is_not_worse_than_exponential_smoothing(tested):
    assert tested.score().mape <= tested.score().mape_ets


def test_ranges_widen_with_the_horizon_and_nest():
    prediction = look_ahead(ACTUALS, ORIGIN, 8, POOLED)
    assert (np.diff(prediction.sd, axis=1) > 0).all()
    ends = [prediction.quantile(share) for share in (0.1, 0.25, 0.5, 0.75, 0.9)]
    assert (np.diff(ends, axis=0) > 0).all()
    assert ends[2] == pytest.approx(prediction.central)


def test_the_unit_of_a_series_does_not_matter():
    known = ACTUALS.known_at(ORIGIN)
    name = POOLED[2].name
    scaled = {**known.levels, name: {q: 1000 * x for q, x in known.levels[name].items()}}
    prediction = forecast(known, POOLED, ORIGIN, 4)
    again = forecast(KnownFigures(levels=scaled, halves=known.halves), POOLED, ORIGIN, 4)
    assert np.allclose(again.mean[2], prediction.mean[2] + np.log(1000), atol=1e-6)
    assert np.allclose(again.sd, prediction.sd, atol=1e-6)


def test_a_steady_series_goes_on_steadily():
    """Twelve years at 8% a year with one season: the forecast continues them."""
    season = [0.9, 1.0, 1.0, 1.1]
    quarters = range(ORIGIN - 47, ORIGIN + 5)
    path = {q: 50 * 1.08 ** ((q - ORIGIN) / 4) * season[q % 4] for q in quarters}
    known = {q: x for q, x in path.items() if q <= ORIGIN}
    prediction = forecast(
        KnownFigures(levels={POOLED[4].name: known}, halves={}), [POOLED[4]], ORIGIN, 4
    )
    expected = [path[ORIGIN + h] for h in range(1, 5)]
    assert prediction.central[0] == pytest.approx(expected, rel=0.01)


def test_half_years_speak_where_their_quarters_are_missing():
    known = ACTUALS.known_at(ORIGIN)
    without = forecast(KnownFigures(levels=known.levels, halves={}), POOLED, ORIGIN, 1)
    assert known.halves
    assert not np.array_equal(without.mean, forecast(known, POOLED, ORIGIN, 1).mean)


def test_last_years_quarter_is_the_latest_known():
    levels = {ORIGIN - i: float(i) for i in range(4)}
    prediction = benchmarks.seasonal_naive(levels, ORIGIN, 8)
    assert prediction == [3.0, 2.0, 1.0, 0.0] * 2
