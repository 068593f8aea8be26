"""E22 to E32: what the business adds to the core, numbers written out."""

import math
from dataclasses import replace

import numpy as np
import pytest
from numpy.testing import assert_allclose, assert_array_equal

from models.inputs import load_market
from models.market import accounts, advertising, instant, over_year, shocks, stocks, worth
from models.market.choice import berry_inversion
from models.projection import project
from models.scenario import Step
from models.simulation import baseline_terms
from models.simulation.calendar import calendars
from tests.models.market.test_equations_trade import played
from tests.models.worlds import scenario


def test_e22_ai_stock_saturates_routes_and_lifts(central, market2023, base2023, state2023):
    quarter = played(state2023, market2023, base2023, ai_investment=8.0)
    stock = float(quarter.delivered.realised["ai_investment"][0])
    saturation = stock**1.25 / (6**1.25 + stock**1.25)
    gain = float(quarter.delivered.effectiveness[0]) * saturation
    assert_allclose(quarter.effective.ai_gain, gain, rtol=1e-12)
    assert_allclose(quarter.effective.mismatch_left, 1 - 0.6 * gain, rtol=1e-12)
    assert_allclose(quarter.effective.ai_lift, 1 + 0.02 * gain, rtol=1e-12)
    assert_allclose(
        stocks.adstock(quarter.effective.ai_stock, central.ai_persistence, 1.0), 0.85 * stock + 1
    )
    assert_allclose(baseline_terms.ai_saturation(central, np.array([6.0])), 0.5)


def test_e22_a_market_that_has_ai_measures_from_it():
    gain = stocks.routing_gain(np.array([0.3]), np.array([0.5, 0.2]), np.array([0.5]))
    assert_allclose(gain, [0.4, 0.2])
    assert_allclose(stocks.mismatch_left(gain, 0.3, 0.6), (1 - 0.6 * gain) / (1 - 0.18))
    assert_allclose(stocks.conversion_lift(gain, 0.3, 0.02), (1 + 0.02 * gain) / 1.006)


def test_e23_units_bring_cash_once_and_end_their_losses(market2023, parameters):
    sold = project(market2023, parameters, scenario(noncore_units=3), plain=True)
    kept = project(market2023, parameters, scenario(), plain=True)
    assert_allclose(sold.central("portfolio_cash"), 6.0 * 5)
    gained = sold.central("revenue") - kept.central("revenue")
    gained -= 0.005 * (sold.central("gmv") - kept.central("gmv"))
    difference = sold.central("ebita") - kept.central("ebita")
    assert_allclose(difference - gained, 0.20 * 5, rtol=1e-9)
    assert sold.central("effectiveness")[0] == pytest.approx(1 + 0.004 * 5)


def test_e23_buying_back_costs_more_than_selling_brings():
    assert_allclose(accounts.unit_cash(np.array([2.0, -2.0]), 6.0), [12.0, -15.6])


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


def followed(market, parameters, plan):
    """Run a plan to its own horizon, and over twenty quarters more at its mean of the last four."""
    run = project(market, parameters, plan, plain=True)
    held = {}
    for name, path in run.planned.items():
        mean = path[-4:].mean() if name != "noncore_units" else path[-1]
        held[name] = np.concatenate([path, np.full(20, mean if name != "reorganisation" else 0.0)])
    long = replace(plan, horizon=plan.horizon + 20, steps=())
    return run, project(market, parameters, long, plain=True, planned=held)


def test_e25_value_is_discounted_profit_of_twenty_quarters_more(market2023, parameters):
    plan = scenario(subsidy_budget=9, noncore_units=5, horizon=6)
    late = Step(lever="subsidy_budget", quarter="2024Q3", value=1.0)
    run, far = followed(market2023, parameters, replace(plan, steps=(*plan.steps, late)))
    discount = 1.09 ** (-np.arange(1, 27) / 4)
    cash = np.diff(far.central("portfolio_cash"), prepend=0.0)
    assert_allclose(cash[0], 18.0)
    profit = far.central("ebita") + cash
    assert_allclose(run.central("value"), (profit * discount).sum(), rtol=1e-12)
    near = (profit * discount)[:6].sum()
    assert_allclose(run.central("terminal_share"), 1 - near / run.central("value"), rtol=1e-9)
    assert far.planned["subsidy_budget"][-1] == pytest.approx((9 * 3 + 1) / 4)


def test_e25_worth_counts_the_visitors_along_the_path(market2023, parameters):
    plan = scenario(subsidy_budget=9, instant_subsidy=2, horizon=6)
    run, far = followed(market2023, parameters, plan)
    discount = 1.09 ** (-np.arange(1, 27) / 4)
    shoppers = far.central("shopping_dau")
    food = far.central("dau") - shoppers
    yearly = 1600 * (shoppers - 377) + 100 * food
    added = (discount * yearly).sum() / 4000
    assert_allclose(run.central("worth") - run.central("value"), added, rtol=1e-9)
    assert np.isnan(run.paths["worth"][1:]).all()


def test_e25_the_first_draws_alone_tell_value(market2023, parameters):
    plan = scenario(subsidy_budget=9, horizon=2)
    many = project(market2023, parameters, plan, draws=300)
    few = project(market2023, parameters, plan, draws=256)
    assert many.paths["gmv"].shape[-1] == 301
    for name in ("value", "worth", "terminal_share"):
        assert_array_equal(many.paths[name], few.paths[name])


def test_e25_prices_of_a_visitor():
    discount = np.array([0.09])
    gained = np.full((4, 1), 2.0)
    factor = (1.09 ** (-np.arange(1, 5) / 4)).sum()
    price = worth.break_even_price(np.array([-3.0]), gained, discount, worth.FEWEST_SHOPPERS)
    assert_allclose(price, 4000 * 3 / (2 * factor))
    few = np.full((4, 1), 0.05)
    none = worth.break_even_price(np.array([-3.0]), few, discount, worth.FEWEST_SHOPPERS)
    assert np.isnan(none).all()
    assert_allclose(worth.visitor_earns(np.array([60.0]), np.array([8.6]), 377.0), 545.4, atol=0.1)


def test_e32_a_figure_is_read_over_the_year_that_ends_with_it():
    path = np.array([1.0, 3.0, 2.0, 6.0, 5.0])[:, None]
    assert_allclose(over_year.over_year(path)[:, 0], [1.0, 2.0, 2.0, 3.0, 4.0])
    assert_allclose(over_year.full_years(path)[:, 0], [3.0, 4.0])
    assert_allclose(over_year.full_years(path[:2])[:, 0], [2.0])
    whole = np.full((5, 1), 2.0)
    assert_allclose(over_year.ratio_over_year(path, whole)[-1], 2.0)


def test_e26_plan_and_delivery_are_both_shown(market2023, parameters):
    run = project(market2023, parameters, scenario(sme_support=6), plain=True)
    assert_allclose(run.planned["sme_support"], 6.0)
    realised = run.realised["sme_support"][:, 0]
    assert 1.0 < realised[0] < 6.0
    response = 1 - math.exp(-2 / (1.2 * (1 + 0.6 * 0.5)))
    assert_allclose(realised[-1], 6 - 5 * (1 + 12 * response) * (1 - response) ** 12, rtol=1e-12)


def test_e27_protection_spares_sellers_and_costs_buyers(central, market2023, base2023, state2023):
    quarter = played(state2023, market2023, base2023, seller_protection=1.0)
    used = float(quarter.delivered.realised["seller_protection"][0])
    assert_allclose(baseline_terms.own_loss_kept(central, used), 1 - 0.60 * used)
    moved = berry_inversion(quarter.visits.per_head / 2.5, market2023.nests, np.array([0.45]))
    appeal = 1 - math.exp(-2 * 0.3)
    expected = -0.03 * 0.30 * used * appeal
    assert_allclose((moved - base2023.utility)[0, 0], expected, rtol=1e-9)


def test_e27_nobodys_money_vanishes():
    losses = np.array([8.0])
    insured = accounts.insured_losses(np.array([0.5]), 0.6, 0.4, losses)
    sellers, stopped = losses * (1 - 0.6 * 0.5), losses * 0.6 * 0.5 * 0.4
    assert_allclose(insured + sellers + stopped, losses)


def test_e28_mood_moves_price_sensitivity_split_and_growth(central, market2023, parameters):
    lower = shocks.confident_sensitivity(central.price_sensitivity, central.confidence_price, -1.0)
    assert_allclose(lower[:, 0], [0.40 * 1.25, 0.60 * 1.25])
    floor = shocks.confident_sensitivity(np.ones(1), np.array([0.6]), 2.0)
    assert_allclose(floor, 0.1)
    assert_allclose(central.confidence_split, 0.05)
    weak = project(market2023, parameters, scenario(consumer_confidence=-1), plain=True)
    assert_allclose(weak.central("gmv", 2)[0] / 480, math.exp(-0.014), rtol=2e-3)


def test_e28_a_mood_is_a_level_and_no_growth(base2023):
    weak = calendars(base2023, None, np.full((4, 1), -1.0), season=False, growth=True)
    for t, page in enumerate(weak):
        grown = np.array([[1.014], [1.021]]) ** (t + 1)
        assert_allclose(page.trend, grown * math.exp(-0.014), rtol=1e-12)


def test_e29_outputs(market2023, parameters):
    run = project(market2023, parameters, scenario(refund_leniency=0.9), plain=True)
    margin0 = 0.085 - 0.0199 - 0.015 * 0.3
    assert_allclose(
        project(market2023, parameters, scenario(), plain=True).central("seller_income_sme"),
        860 * 0.01 * math.log(1 + math.exp(margin0 / 0.01)),
    )
    assert (run.central("seller_income_sme") < 860 * margin0).all()
    brand = 0.0310 * 860 + 0.0240 * 0.80 * 860
    usual = project(market2023, parameters, scenario(), plain=True)
    assert_allclose(usual.central("brand_revenue_share"), brand / 60.286, rtol=1e-9)
    rate_u, rate_l = -math.log(1 - 185 / 430), -math.log(1 - 192 / 620)
    assert_allclose(usual.central("visits_per_user"), (rate_u * 430 + rate_l * 620) / 377)
    assert np.isnan(advertising.brand_share(np.ones(1), np.zeros(1))).all()


def test_e30_reported_orders_come_out_of_the_steps_of_2025(market2023, parameters):
    """36, 74 and 62 million a day where 34, 75 and 60 were reported; losses of 10, 33 and 17."""
    war = [("2023Q2", 3.45, 0.5), ("2023Q3", 5.43, 1.0), ("2023Q4", 3.6, 1.0)]
    steps = tuple(
        Step(lever=lever, quarter=quarter, value=value)
        for quarter, subsidy, entrance in war
        for lever, value in (("instant_subsidy", subsidy), ("instant_entrance", entrance))
    )
    run = project(market2023, parameters, scenario(steps=steps, rivals="follow"), plain=True)
    assert_allclose(run.central("instant_orders")[:3], [36, 74, 62], atol=0.6)
    assert_allclose(-run.central("instant_ebita")[:3], [10, 33, 17], atol=0.6)


def test_e30_an_entrance_without_a_deal_leads_nowhere():
    assert_allclose(instant.deal_behind(np.array([0.0, 2.0])), [0.0, 0.5])


def test_e30_rivals_follow_up_by_their_share_and_down_towards_peace():
    def answer(change, today=4.0, peace=1.0, own=5.0, own_peace=1.0):
        given = today, peace, np.array([change]), own, own_peace
        return float(instant.rival_subsidy(*given, np.array([0.6]), np.array([0.8]))[0])

    assert answer(2.0) == pytest.approx(4 + 0.6 * 2)
    assert answer(-2.0) == pytest.approx(4 - 0.8 * 0.5 * 3)
    assert answer(-9.0) == pytest.approx(4 - 0.8 * 3)
    assert answer(-2.0, own_peace=5.0) == pytest.approx(4.0)


def test_e30_visitors_come_with_the_structure_and_leave_as_they_came():
    found = instant.new_visitors(np.array([10.0, -10.0]), 0.8, 0.5, 1.1)
    assert_allclose(found, [1.1 * 1.3 * 10, -1.1 * 1.0 * 10])


def test_e30_without_instant_commerce_all_of_it_is_nil(parameters):
    run = project(load_market("2015Q1"), parameters, scenario("2015Q1"), plain=True)
    assert np.isnan(run.paths["instant_orders"]).all()
    assert not run.to_frame().metric.str.startswith("instant").any()
    assert_allclose(run.central("shopping_dau"), run.central("dau"), rtol=1e-12)
