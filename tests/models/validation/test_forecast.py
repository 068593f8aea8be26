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
from models.validation import benchmarks, combination
from models.validation.backtest import look_ahead
from models.validation.forecast import forecast

pytestmark = pytest.mark.slow

ACTUALS = read_actuals(actuals_bytes()).linked()
ORIGIN = quarter_number("2022Q4")


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


def test_a_steady_series_goes_on_with_its_season_and_most_of_its_growth():
    """Twelve years at 8% a year with one season: two methods of three halve the growth."""
    season = [0.9, 1.0, 1.0, 1.1]
    quarters = range(ORIGIN - 47, ORIGIN + 5)
    path = {q: 50 * 1.08 ** ((q - ORIGIN) / 4) * season[q % 4] for q in quarters}
    known = {q: x for q, x in path.items() if q <= ORIGIN}
    prediction = forecast(
        KnownFigures(levels={POOLED[4].name: known}, halves={}), [POOLED[4]], ORIGIN, 4
    )
    grown = [prediction.central[0][h] / path[ORIGIN + h - 3] - 1.0 for h in range(4)]
    assert all(0.05 < growth < 0.08 for growth in grown)


def test_half_years_speak_where_their_quarters_are_missing():
    known = ACTUALS.known_at(ORIGIN)
    without = forecast(KnownFigures(levels=known.levels, halves={}), POOLED, ORIGIN, 1)
    assert known.halves
    assert not np.array_equal(without.mean, forecast(known, POOLED, ORIGIN, 1).mean)


def test_three_methods_weigh_the_same():
    """A series without two years of figures keeps the damped level as it is."""
    known = ACTUALS.known_at(ORIGIN)
    levels = known.levels["CMR"]
    mean = np.zeros((1, 6))
    added = combination.corrections(known, ["CMR"], ORIGIN, mean)[0]
    others = [combination.half_growth(levels, ORIGIN), combination.theta(levels, ORIGIN)]
    assert np.allclose(added[:4], np.sum(others, axis=0) / 3.0)
    assert np.allclose(added[4:], added[:2])
    short = KnownFigures(levels={"CMR": {ORIGIN: 1.0}}, halves={})
    assert not combination.corrections(short, ["CMR"], ORIGIN, mean).any()


def test_last_years_quarter_is_the_latest_known():
    levels = {ORIGIN - i: float(i) for i in range(4)}
    prediction = benchmarks.seasonal_naive(levels, ORIGIN, 8)
    assert prediction == [3.0, 2.0, 1.0, 0.0] * 2
