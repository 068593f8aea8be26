"""The stored backtest of what is shown, and the paths that make it: bounds that the issue sets."""

from dataclasses import replace

import numpy as np
import pytest

from models.calibration.actuals import read_actuals
from models.inputs import actuals_bytes, data_bytes, load_market, load_parameters, read_rows
from models.notation import quarter_name, quarter_number
from models.projection import project
from models.scenario import Scenario
from models.simulation.stored_paths import load_forecast_paths
from models.validation.backtest import scored
from models.validation.engine import (
    as_moved,
    drawn_at,
    engine_forecast,
    own_series,
    sizing_at,
    wanted,
)
from models.validation.stored_backtest import FILE, as_csv, read_backtest
from tests.every import every

VINTAGES = ("2022Q1", "2023Q1", "2023Q4", "2024Q3")
ACTUALS = read_actuals(actuals_bytes()).linked()


@pytest.fixture(scope="module")
def tested():
    return read_backtest(read_rows(FILE))


def test_the_shown_engine_beats_simple_methods(tested):
    assert [quarter_name(o) for o in (tested.origins[0], tested.origins[-1])] == [
        "2022Q1",
        "2025Q2",
    ]
    every_one, longest = tested.score(), tested.score(horizon=4)
    assert (every_one.n, longest.n) == (150, 33)
    assert every_one.mape <= 0.5 * every_one.mape_naive
    assert every_one.mape <= 1.1 * every_one.mape_forecast
    pools = [every_one, *(tested.score(horizon=h) for h in range(1, 5))]
    assert all(score.mape <= score.mape_ets for score in pools)
    cmr = tested.score(["CMR"])
    assert max(cmr.mape, cmr.mape_forecast) <= cmr.mape_naive


def test_its_ranges_hold_what_they_promise(tested):
    assert 0.7 <= tested.score().coverage_80 <= 0.9
    assert all(tested.score([series.name]).coverage_80 >= 0.6 for series in scored())
    assert tested.vintages == VINTAGES
    assert 0.65 <= tested.coverage()[1] <= 0.92
    assert all(tested.coverage(vintage)[1] >= 0.6 for vintage in VINTAGES)


def test_without_paths_the_ranges_fail():
    """The bound of 60% on each vintage above fails: rivals and users are frozen without paths."""
    start = quarter_number("2023Q1")
    still = engine_forecast(ACTUALS, start, ACTUALS.last - start, drifting=False)
    low, high = still.quantile(0.1), still.quantile(0.9)
    came = np.array(
        [
            [ACTUALS.levels[name][start + h + 1] for h in range(still.horizon)]
            for name in still.series
        ]
    )
    assert ((low <= came) & (came <= high)).mean() < 0.6


def test_the_engine_looks_at_nothing_after_the_origin():
    origin, market = quarter_number("2023Q2"), load_market("2023Q1")
    levels = {
        name: {q: value * (3.0 if q > origin else 1.0) for q, value in quarters.items()}
        for name, quarters in ACTUALS.levels.items()
    }
    before, after = (
        wanted(known, market, origin, 4) for known in (ACTUALS, replace(ACTUALS, levels=levels))
    )
    assert np.array_equal(before.mean, after.mean)
    assert np.array_equal(before.covariance, after.covariance)
    moved = as_moved(market, origin, 6)
    assert moved.steps
    assert max(step.quarter for step in moved.steps) == "2023Q2"


@pytest.mark.slow
def test_draws_of_an_origin_without_a_market_pass_through_what_is_known():
    market, origin = load_market("2024Q3"), quarter_number("2024Q4")
    sizing = sizing_at(ACTUALS, market, origin, 2)
    run = project(market, sizing.parameters, sizing.plan, forecast=drawn_at(sizing, 1))
    known = np.log(run.draws("revenue")[0]) - sizing.base[0]
    came = np.log(ACTUALS.levels["CMR"][origin] / ACTUALS.levels["CMR"][origin - 1])
    assert np.quantile(np.abs(known - came), 0.95) < 0.01


def test_a_stored_backtest_reads_back(tested):
    assert as_csv(tested) == data_bytes(FILE)


@every("vintage", ["2022Q1", "2025Q3"])
def test_no_change_gives_the_median_and_the_range_of_the_forecast(vintage):
    market, origin = load_market(vintage), quarter_number(vintage)
    target = wanted(ACTUALS, market, origin, 12)
    plan = Scenario(name="no change", market=vintage, horizon=12, draws=1000)
    run = project(market, load_parameters(), plan, metrics=set(target.metrics.values()))
    sizes = np.sqrt(np.diag(target.covariance)).reshape(target.mean.shape)
    for place, metric in own_series(market).values():
        row = list(target.metrics).index(place)
        logs = np.log(run.draws(metric, place))
        low, mid, high = np.quantile(logs, [0.1, 0.5, 0.9], axis=1)
        base = mid - target.mean[row]
        assert np.ptp(base) < 0.02  # each within 1% of the same level, that of the market
        assert (high - low) / (2 * 1.2816 * sizes[row]) == pytest.approx(
            1.0, abs=0.1
        )  # a tenth, as asked


def test_visitors_spread_by_a_tenth_after_three_years():
    market = load_market("2025Q3")
    plan = Scenario(name="no change", market="2025Q3", horizon=12, draws=1000)
    run = project(market, load_parameters(), plan, metrics=["dau"])
    low, mid, high = np.quantile(run.draws("dau")[-1], [0.1, 0.5, 0.9])
    assert 0.08 < 1.0 - low / mid < 0.12
    assert 0.08 < high / mid - 1.0 < 0.12


def test_the_central_run_goes_along_the_medians_and_plain_runs_have_none():
    market = load_market("2025Q3")
    paths = load_forecast_paths(market)
    assert paths.factor.any()
    plan = Scenario(name="no change", market="2025Q3", horizon=4, draws=20)
    central = project(market, load_parameters(), plan, metrics=["revenue"]).central("revenue")
    plain = project(market, load_parameters(), plan, metrics=["revenue"], plain=True)
    assert np.ptp(central) > 1.0
    assert np.ptp(plain.central("revenue")) < 1e-9
