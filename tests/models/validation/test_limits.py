"""Limiting cases with closed forms, in the order of the specification."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from numpy.testing import assert_allclose

from models.market import advertising, brands, buyers, choice, memory, organisation, rivals, subsidy
from models.projection import project
from models.scenario import POSTURES
from tests.every import every
from tests.models.worlds import scenario

NESTS = (0, 0, 1, 0, 1)
UTILITIES = arrays(float, (5, 2, 3), elements=st.floats(-12, 12))
CORRELATIONS = st.floats(0.0, 0.9)


@every("posture", POSTURES)
@every("vintage", ["2023Q1", "2024Q3"])
def test_1_nothing_moves_when_no_lever_moves(parameters, posture, vintage):
    from models.inputs import load_market

    run = project(load_market(vintage), parameters, scenario(vintage, rivals=posture), plain=True)
    for metric in ("gmv", "revenue", "ebita", "dau", "dac", "aac", "merchants_sme", "subsidy"):
        for platform in range(5):
            path = run.central(metric, platform)
            assert_allclose(path, path[0], rtol=1e-12)


@given(utility=UTILITIES)
def test_2_no_correlation_is_the_plain_logit(utility):
    shares = choice.nested_logit(utility, NESTS, np.zeros(3))
    weight = np.exp(utility)
    assert_allclose(shares.share, weight / (1 + weight.sum(axis=0)), rtol=1e-9)


def test_3_identical_apps_share_alike():
    same = choice.nested_logit(np.full((5, 1, 1), 0.3), NESTS, np.zeros(1)).share
    assert np.ptp(same) < 1e-15
    pairs = choice.nested_logit(np.full((4, 1, 1), 0.3), (0, 0, 1, 1), np.array([0.5])).share
    assert np.ptp(pairs) < 1e-15


@given(utility=UTILITIES, sigma=CORRELATIONS)
def test_4_elasticities_equal_their_closed_forms(utility, sigma):
    utility = utility / 4
    correlation, step = np.full(3, sigma), 1e-6
    here = choice.nested_logit(utility, NESTS, correlation)
    moved = np.zeros_like(utility)
    moved[0] = step
    up = choice.nested_logit(utility + moved, NESTS, correlation).share
    down = choice.nested_logit(utility - moved, NESTS, correlation).share
    slope = (np.log(up) - np.log(down)) / (2 * step)
    own = choice.own_semi_elasticity(here.share, here.within, correlation)
    assert_allclose(slope[0], own[0], rtol=1e-4, atol=1e-7)
    same_nest = -(sigma * here.within[0] + (1 - sigma) * here.share[0]) / (1 - sigma)
    assert_allclose(slope[1], same_nest, rtol=1e-4, atol=1e-7)
    assert_allclose(slope[2], -here.share[0], rtol=1e-4, atol=1e-7)


@given(utility=UTILITIES, sigma=CORRELATIONS)
def test_5_berry_inversion_recovers_utility(utility, sigma):
    correlation = np.full(3, sigma)
    share = choice.nested_logit(utility / 3, NESTS, correlation).share
    assert_allclose(choice.berry_inversion(share, NESTS, correlation), utility / 3, atol=1e-8)


def test_6_a_pulse_of_habit_halves_in_116_hundredths_of_a_quarter():
    habit = memory.habit(1.0, 2.0, 0.55)
    path = [habit := memory.habit(habit, 1.0, 0.55) for _ in range(8)]
    decay = np.diff(np.log(np.array(path) - 1.0))
    assert_allclose(math.log(0.5) / decay, math.log(0.5) / math.log(0.55), rtol=1e-9)
    assert math.log(0.5) / math.log(0.55) == pytest.approx(1.16, abs=5e-3)


def test_7_habit_multiplies_a_small_utility_step_in_the_long_run():
    weight, step, share = 0.28, 1e-5, 0.3
    intercept = math.log(share / (1 - share))
    habit = short = share
    for n in range(400):
        utility = np.array([[[intercept + step + weight * math.log(habit / share)]]])
        now = float(choice.nested_logit(utility, (0,), np.zeros(1)).share[0, 0, 0])
        short = now if n == 0 else short
        habit = float(memory.habit(habit, now, 0.7))
    ratio = math.log(now / share) / math.log(short / share)
    assert ratio == pytest.approx(1 / (1 - weight * (1 - share)), rel=1e-4)


@every("response", [0.2, 0.72, 1.0])
def test_8_step_response_and_mean_lag_of_the_execution_filter(response):
    first = second = np.zeros(1)
    reached = []
    for n in range(1, 200):
        first, second = organisation.erlang_step(first, second, 1.0, response)
        assert_allclose(second, 1 - (1 + n * response) * (1 - response) ** n, atol=1e-12)
        reached.append(float(second[0]))
    lag = sum(1 - share for share in reached)
    assert lag == pytest.approx(2 * (1 - response) / response, abs=1e-6)


def test_9_buyers_reach(central, base2023, market2023):
    rate = np.array([0.2, 2.0, 9.0])
    assert_allclose(buyers.nbd_reach(rate, np.array(1e9)), 1 - np.exp(-rate), rtol=1e-7)
    assert (np.diff(buyers.nbd_reach(rate, np.array(0.4))) > 0).all()
    kappa = buyers.solve_heterogeneity(rate, np.array([0.1, 0.5, 0.8]))
    assert_allclose(buyers.nbd_reach(rate, kappa), [0.1, 0.5, 0.8], rtol=1e-12)
    most = buyers.poisson_reach(rate)
    for short in (1e-3, 1e-6, 1e-9, 1e-12):  # nearly as many as Poisson buyers would reach
        nearly = buyers.solve_heterogeneity(rate, most * (1.0 - short))
        assert_allclose(buyers.nbd_reach(rate, nearly), most * (1.0 - short), rtol=5e-6)


def test_10_what_is_borrowed_is_repaid(parameters, market2023):
    pulse = scenario(subsidy_budget=12, horizon=40, steps=(at("2023Q3", "subsidy_budget", 5.0),))
    run = project(market2023, parameters, pulse, plain=True)
    orders = run.central("orders") - run.central("orders")[-1]
    assert orders[0] > 0
    assert orders[3:8].max() < orders[0]
    assert abs(orders[-2]) < 1e-3 * orders[0]
    debt, repaid = 1.0, 0.0
    for _ in range(60):
        debt, repaid = debt * 0.4, repaid + debt * 0.6
    assert repaid == pytest.approx(1.0)


def test_11_a_subsidy_without_depth_or_elasticity_changes_nothing():
    assert_allclose(subsidy.incremental_share(np.zeros(1), np.array([3.5])), 0.0)
    assert_allclose(subsidy.incremental_share(np.array([0.3]), np.zeros(1)), 0.0)
    shallow = subsidy.incremental_share(np.array([1e-9]), np.array([3.5]))
    assert_allclose(shallow, 3.5e-9, rtol=1e-6)


def test_12_revenue_elasticity_of_ad_load():
    low, high = advertising.load_revenue(np.array([1.0, 1.0001]), np.array(1.8))
    assert math.log(high / low) / math.log(1.0001) == pytest.approx(1 - 1 / 1.8, rel=1e-6)


def test_13_effectiveness_peaks_where_losses_balance():
    small, grid, none = 0.01, np.linspace(0, 1, 2001), np.zeros(1)
    values = [
        float(
            organisation.lasting_effectiveness(
                integration=c,
                layers=6.0,
                conflict=none,
                misalignment=none,
                units_added=none,
                span_loss=0.3,
                coordination_loss=0.22 * small,
                interdependence=0.35,
                adaptation_loss=0.10 * small,
                misalignment_loss=0.25,
                attention_cost=0.004,
            )[0]
        )
        for c in grid
    ]
    coordination = 0.22 * 0.35
    assert grid[int(np.argmax(values))] == pytest.approx(
        coordination / (0.10 + coordination), abs=2e-3
    )


@every("exposure", [0.25, 0.8, 1.2, 4.0])
def test_14_best_focus(exposure):
    focus = np.linspace(0.01, 1, 5000)
    total = brands.capability_target(np.array(exposure), focus, 3.0)
    best = brands.best_focus(np.array(exposure), np.array(3.0))
    assert best == pytest.approx(min(1.0, exposure / 2 ** (1 / 3)))
    assert focus[int(np.argmax(total))] == pytest.approx(float(best), abs=1e-3)


def test_15_a_price_war_between_symmetric_rivals_leaves_relative_shares_unchanged():
    budget, attack = np.full((1, 2, 1), 5.0), np.array([[1.0], [4.0]])
    reply = rivals.follow(budget, np.zeros((1, 1)), attack, np.ones((1, 2, 1)), 1.0, 0.0)
    assert_allclose(reply[0], 5.0 + attack)
    impulse = np.array([0.05, 0.05, 0.0])[:, None, None]
    start = np.array([0.1, 0.1, -0.3])[:, None, None]
    before = choice.nested_logit(start, (0, 0, 1), np.array([0.4])).share
    after = choice.nested_logit(start + impulse, (0, 0, 1), np.array([0.4])).share
    assert_allclose(after[0] / after[1], before[0] / before[1], rtol=1e-12)
    assert after[:2].sum() > before[:2].sum()


def test_16_equal_segments_act_as_one():
    utility = np.array([[0.1, 0.1], [-0.4, -0.4]])[..., None]
    share = choice.nested_logit(utility, (0, 1), np.array([0.3])).share
    assert_allclose(share[:, 0], share[:, 1])
    reach = buyers.poisson_reach(share[:, 0])
    split = (np.array([430.0, 620.0]) * buyers.poisson_reach(share[..., 0])).sum(axis=1)
    assert_allclose(split, 1050.0 * reach[:, 0])


def test_17_no_delay_acts_at_once(parameters, market2023):
    quick = scenario(sme_support=6, assumptions=(("execution_delay", 1e-4),))
    run = project(market2023, parameters, quick, plain=True)
    assert_allclose(run.realised["sme_support"][:, 0], 6.0, rtol=1e-9)
    assert_allclose(organisation.relative_effectiveness(np.array([1.0])), 1.0)


def at(quarter, lever, value):
    from models.scenario import Step

    return Step(lever=lever, quarter=quarter, value=value)


def test_a_market_keeps_its_usual_festival(parameters):
    """Nothing moves against the season, whatever festival a market is used to (2008: none)."""
    from models.inputs import load_market

    market = load_market("2008Q4")
    run = project(market, parameters, scenario("2008Q4", horizon=4), draws=0)
    base = 1 + (parameters.central()["growth_upper"] + parameters.central()["growth_lower"]) / 2
    assert run.central("gmv")[3] == pytest.approx(market.gmv[0].sum() * base**4, rel=0.01)


def test_a_market_without_an_outside_option_is_refused(parameters, market2023):
    from models.errors import MarketError

    crowded = scenario(assumptions=(("shopping_occasions", 1.6),))
    few = project(market2023, parameters, crowded, plain=True)
    assert few.central("dau")[0] == pytest.approx(377.0)
    from dataclasses import replace

    with pytest.raises(MarketError, match="shopping_occasions"):
        project(replace(market2023, dau=market2023.dau * 1.9), parameters, crowded, plain=True)
