"""What the model says of a test is what a projection says."""

import numpy as np
import pytest

from models.calibration.actuals import read_actuals
from models.calibration.lift_evidence import MeasuredLifts
from models.calibration.refit import past, unknowns_of
from models.experiments.lift import Lift, Setup
from models.inputs import actuals_bytes, load_market, load_parameters
from models.market.forecast_paths import nothing
from models.projection import project
from models.scenario import Scenario, Step
from tests.every import every

MARKET, PARAMETERS = load_market("2023Q1"), load_parameters()
CENTRAL = {name: np.array([value]) for name, value in PARAMETERS.central().items()}


def setup(**changes):
    plain = {
        "lever": "subsidy_budget",
        "start": 5.0,
        "end": 9.0,
        "metric": "gmv",
        "platform": "taotian",
        "quarters": 3,
        "effect": 1.0,
        "error": 1.0,
        "quarter": "2023Q4",
        "is_total": True,
    }
    return Setup(lift=Lift(**plain | changes), market=MARKET)


def projected(lift, value):
    """Metric over the quarters of the test in the central run, season and growth on.

    Without the paths of the forecast: a test is an effect on the market as it stood.
    """
    step = Step(lever=lift.lever, quarter=lift.quarter, value=value)
    plan = Scenario(name="arm", market="2023Q1", horizon=8, rivals="passive", steps=(step,))
    still = nothing(len(MARKET.platforms))
    run = project(MARKET, PARAMETERS, plan, draws=0, forecast=still)
    at = run.quarters.index(lift.quarter)
    path = run.central(lift.metric, MARKET.platform_ids.index(lift.platform))
    return path[at : at + lift.quarters]


@pytest.mark.slow
@every(
    "changes",
    [
        {},
        {"is_total": False, "metric": "dau", "platform": "pdd"},
        {"lever": "ad_load", "start": 0.9, "end": 1.3, "metric": "revenue", "quarters": 1},
        {"lever": "reorganisation", "start": 0.0, "end": 1.0, "quarters": 1, "metric": "ebita"},
        {"lever": "reorganisation", "start": 0.0, "end": 1.0, "quarters": 3, "metric": "ebita"},
    ],
)
def test_an_effect_is_the_difference_of_two_projections(changes):
    one = setup(**changes)
    change = projected(one.lift, one.lift.end) - projected(one.lift, one.lift.start)
    expected = change.sum() if one.lift.is_total else change.mean()
    assert one.effect(CENTRAL) == pytest.approx([expected], rel=1e-9)


def test_turning_the_arms_round_turns_the_sign():
    there, back = setup(), setup(start=9.0, end=5.0)
    assert there.effect(CENTRAL) == pytest.approx(-back.effect(CENTRAL), rel=1e-12)


def test_a_total_is_the_mean_times_the_quarters():
    total, mean = setup(), setup(is_total=False)
    assert total.effect(CENTRAL) == pytest.approx(3.0 * mean.effect(CENTRAL), rel=1e-12)


def test_a_test_that_began_with_the_market_starts_in_its_first_quarter():
    assert setup(quarter="2023Q1").first == 0
    assert setup(quarter="2023Q2").first == 0
    assert setup(quarter="2023Q3").first == 1


def test_columns_do_not_know_of_each_other():
    unknowns = unknowns_of(past(read_actuals(actuals_bytes())))
    tests = MeasuredLifts(unknowns=unknowns, setups=(setup(),), effects=np.ones(1))
    z = np.random.default_rng(0).standard_normal((unknowns.size, 4))
    z[: len(unknowns.free), 1] = z[: len(unknowns.free), 3]
    alone = np.concatenate([tests.predicted(z[:, i : i + 1]) for i in range(4)], axis=1)
    assert tests.predicted(z) == pytest.approx(alone, rel=1e-12)
    assert alone[0, 1] == alone[0, 3]
    assert len(set(alone[0])) == 3
