"""E22 to E29: what the business adds to the core, numbers written out."""

import math

import numpy as np
import pytest
from numpy.testing import assert_allclose

from models.market import accounts, advertising, shocks, stocks
from models.projection import project
from models.simulation import baseline
from tests.models.market.test_equations_trade import played
from tests.models.worlds import scenario


def test_e22_ai_stock_saturates_routes_and_lifts(central, market2023, base2023, state2023):
    quarter = played(state2023, market2023, base2023, central, ai_investment=8.0)
    stock = float(quarter.delivered.realised["ai_investment"][0])
    saturation = stock**1.25 / (6**1.25 + stock**1.25)
    gain = float(quarter.delivered.effectiveness[0]) * saturation
    assert_allclose(quarter.effective.ai_gain, gain, rtol=1e-12)
    assert_allclose(quarter.effective.mismatch_left, 1 - gain, rtol=1e-12)
    assert_allclose(quarter.effective.ai_lift, 1 + 0.02 * gain, rtol=1e-12)
    assert_allclose(
        stocks.adstock(quarter.effective.ai_stock, central.ai_persistence, 1.0), 0.85 * stock + 1
    )
    assert_allclose(baseline.ai_saturation(central, np.array([6.0])), 0.5)


def test_e22_routing_precision_runs_from_its_baseline_to_one(central):
    """r = r0 + (1 - r0) ga, so that what is left of the mismatch is 1 - ga."""
    r0, gain = 0.2, 0.3
    assert_allclose(central.routing_precision, r0)
    assert_allclose((1 - (r0 + (1 - r0) * gain)) / (1 - r0), 1 - gain)


def test_e23_disposals_bring_cash_once_and_forgo_earnings(market2023, parameters):
    sold = project(market2023, parameters, scenario(noncore_units=3), plain=True)
    kept = project(market2023, parameters, scenario(), plain=True)
    assert_allclose(sold.central("portfolio_cash"), 5.0 * 5)
    gained = sold.central("revenue") - kept.central("revenue")
    gained -= 0.005 * (sold.central("gmv") - kept.central("gmv"))
    difference = sold.central("ebita") - kept.central("ebita")
    assert_allclose(difference - gained, -0.10 * 5, rtol=1e-9)
    assert sold.central("effectiveness")[0] == pytest.approx(1 + 0.004 * 5)


def test_e24_overseas_grows_with_spend_and_integration():
    growth = accounts.overseas_growth(np.array([6.0]), 0.75)
    assert_allclose(growth, 1 + 0.03 + 0.05 * (6 / 8 - 0.5) + 0.02 * 0.25)


def test_e24_overseas_profit_is_beside_the_domestic(market2023, parameters):
    run = project(market2023, parameters, scenario(overseas_investment=6), plain=True)
    idle = project(market2023, parameters, scenario(), plain=True)
    assert_allclose(run.central("ebita"), idle.central("ebita"), rtol=1e-12)
    block = market2023.overseas
    spend = run.realised["overseas_investment"][:, 0]
    profit = block["margin"] * block["take_rate"] * run.central("overseas_gmv") - spend
    assert_allclose(run.central("overseas_ebita"), profit)
    assert_allclose(run.central("overseas_cash"), np.cumsum(profit))
    assert_allclose(run.central("group_ebita"), run.central("ebita") + profit)


def test_e25_value_is_discounted_profit_and_an_annuity(market2023, parameters):
    run = project(market2023, parameters, scenario(subsidy_budget=9), plain=True)
    profit, monthly = run.central("ebita"), 1.10**-0.25
    horizon = sum(x * monthly ** (t + 1) for t, x in enumerate(profit))
    last = profit[-4:].mean()
    terminal = sum(last * monthly ** (12 + n) for n in range(1, 21))
    assert_allclose(run.central("value"), horizon + terminal, rtol=1e-12)
    assert_allclose(run.central("terminal_share"), terminal / (horizon + terminal), rtol=1e-12)


def test_e26_plan_and_delivery_are_both_shown(market2023, parameters):
    run = project(market2023, parameters, scenario(sme_support=6), plain=True)
    assert_allclose(run.planned["sme_support"], 6.0)
    realised = run.realised["sme_support"][:, 0]
    assert 1.0 < realised[0] < 6.0
    response = 1 - math.exp(-2 / (1.2 * (1 + 0.6 * 0.5)))
    assert_allclose(realised[-1], 6 - 5 * (1 + 12 * response) * (1 - response) ** 12, rtol=1e-12)


def test_e27_protection_spares_sellers_and_costs_buyers(central, market2023, base2023, state2023):
    quarter = played(state2023, market2023, base2023, central, seller_protection=1.0)
    used = float(quarter.delivered.realised["seller_protection"][0])
    assert_allclose(baseline.own_loss_kept(central, used), 1 - 0.60 * used)
    from models.market.choice import berry_inversion

    moved = berry_inversion(quarter.visits.per_head / 3.0, market2023.nests, np.array([0.4]))
    appeal = 1 - math.exp(-2 * 0.3)
    expected = -0.03 * 0.10 * used * appeal
    assert_allclose((moved - base2023.utility)[0, 0], expected, rtol=1e-9)


def test_e28_mood_moves_price_sensitivity_split_and_growth(central, market2023, parameters):
    lower = shocks.confident_sensitivity(central.price_sensitivity, central.confidence_price, -1.0)
    assert_allclose(lower[:, 0], [0.60 * 1.25, 1.10 * 1.25])
    floor = shocks.confident_sensitivity(np.ones(1), np.array([0.6]), 2.0)
    assert_allclose(floor, 0.1)
    assert_allclose(central.confidence_split, 0.05)
    weak = project(market2023, parameters, scenario(consumer_confidence=-1), draws=0)
    usual = project(market2023, parameters, scenario(), draws=0)
    upper, lower_tier = (1 + 0.008 - 0.006) / 1.008, (1 + 0.014 - 0.006) / 1.014
    ratio = weak.central("gmv") / usual.central("gmv")
    assert min(upper, lower_tier) <= ratio[0] <= max(upper, lower_tier)


def test_e28_changes_nothing_without_growth_and_levers(market2023, parameters):
    weak = project(market2023, parameters, scenario(consumer_confidence=-2), plain=True)
    assert_allclose(weak.central("gmv"), 1720.0, rtol=1e-12)
    assert_allclose(weak.central("dau"), 377.0, rtol=1e-12)


def test_e29_outputs(market2023, parameters):
    run = project(market2023, parameters, scenario(refund_leniency=0.9), plain=True)
    margin0 = 0.16 - 0.022 - 0.04 * 0.3
    assert_allclose(
        project(market2023, parameters, scenario(), plain=True).central("seller_income_sme"),
        860 * 0.01 * math.log(1 + math.exp(margin0 / 0.01)),
    )
    assert (run.central("seller_income_sme") < 860 * margin0).all()
    brand = 0.034 * 860 + 0.0165 * 0.86 * 860
    usual = project(market2023, parameters, scenario(), plain=True)
    assert_allclose(usual.central("brand_revenue_share"), brand / 60.3634, rtol=1e-9)
    rate_u, rate_l = -math.log(1 - 185 / 430), -math.log(1 - 192 / 620)
    assert_allclose(usual.central("visits_per_user"), (rate_u * 430 + rate_l * 620) / 377)
    assert np.isnan(advertising.brand_share(np.ones(1), np.zeros(1))).all()
