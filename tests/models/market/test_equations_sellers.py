"""E15 to E21, each against the formula of the specification with its numbers written out."""

import math
from dataclasses import replace

import numpy as np
from numpy.testing import assert_allclose

from models.market import brands, memory, merchants, orders, shocks
from models.market.coefficients import Coefficients
from models.simulation.baseline import build
from models.simulation.calendar import calendars
from tests.models.market.test_equations_trade import played, still


def test_e15_sellers_adjust_geometrically_to_the_profit_pool(central):
    target = central.merchant_elasticity * math.log(1.3) + np.array([0.0, 0.05])[:, None]
    moved = merchants.entry(np.full((1, 2, 1), math.log(1.1)), target, central.merchant_adjustment)
    expected = [
        0.80 * math.log(1.1) + 0.20 * (0.75 * math.log(1.3)),
        0.80 * math.log(1.1) + 0.20 * (0.45 * math.log(1.3) + 0.05),
    ]
    assert_allclose(moved[0, :, 0], expected)


def test_e15_margin_after_fees_refunds_and_support(market2023, base2023, state2023):
    quarter = played(
        state2023,
        market2023,
        base2023,
        refund_leniency=0.8,
        sme_support=6.0,
        seller_protection=0.4,
    )
    lenient = float(quarter.effective.refund_leniency[0])
    spared = 1 - 0.60 * float(quarter.delivered.realised["seller_protection"][0])
    kept = 1 - 0.20 - 0.08 * (lenient - 0.3)
    lift = 1 + 0.02 * (lenient - 0.3)
    sme = 0.085 - 0.0199 * lift - 0.015 * lenient * spared + 0.010 * quarter.effective.gains[2, 0]
    brand = 0.15 - 0.0310 * lift - 0.0240 * kept - 0.015 * 0.35 * lenient * spared
    soft = [0.01 * math.log(1 + math.exp(x / 0.01)) for x in (sme, brand)]
    assert_allclose(quarter.earned.margin[0, :, 0], soft, rtol=1e-10)


def test_e15_what_is_passed_on_is_earned_back():
    margin = merchants.net_margin(
        np.array([0.085]), np.array([0.02]), np.array([0.98]), np.array([0.05])
    )
    left = 0.085 + 0.98 * math.expm1(0.02) - 0.05
    assert_allclose(margin, 0.01 * math.log(1 + math.exp(left / 0.01)))


def test_e15_who_earns_less_here_sells_more_at_the_nearest_rival():
    moved = merchants.switching(
        np.array([[1.0], [0.4]]),
        np.array([[0.05], [0.1]]),
        np.array([[0.06], [0.1]]),
        np.array([0.4]),
    )
    assert_allclose(moved[:, :, 0], [[0.4 * math.log(1.2), 0], [0.16 * math.log(1.2), 0]])


def test_e15_a_common_shock_moves_no_seller(market2023, base2023, state2023):
    calendar = replace(still(base2023), season=np.full(1, 1.3), trend=np.full((2, 1), 0.9))
    quarter = played(state2023, market2023, base2023, calendar)
    assert_allclose(quarter.earned.sellers, 0.0, atol=1e-12)


def test_e16_prices_pass_burden_on_and_competition_lowers_them(central):
    target = merchants.list_price_target(
        np.array([0.02]),
        np.array([0.95]),
        central.fee_pass_through,
        central.merchant_competition_effect,
        np.log([1.2]),
    )
    assert_allclose(target, 0.60 * 0.02 / 0.95 - 0.02 * math.log(1.2))
    moved = merchants.sticky_price(np.array([0.01]), target, central.price_adjustment)
    assert_allclose(moved, 0.01 + 0.55 * (target - 0.01))


def test_e17_habit_is_a_moving_average(central):
    assert_allclose(memory.habit(0.5, 0.6, central.habit_persistence), 0.55 * 0.5 + 0.45 * 0.6)


def test_e18_deal_habit_graduates(central):
    stock = memory.deal_habit(0.05, 0.1, central.habit_persistence, central.deal_visit_graduation)
    assert_allclose(stock, 0.9 * (0.55 * 0.05 + 0.45 * 0.1))


def test_e19_borrowed_orders_come_back(market2023, base2023, state2023):
    quarter = played(state2023, market2023, base2023, subsidy_budget=15.0)
    real = quarter.delivered.realised
    high, low = float(real["subsidy_high_ticket"][0]), float(real["subsidy_low_ticket"][0])
    grown = [2 / 385 / 0.75 * ((high / 2) ** 0.75 - 1), 3 / 7.5 / 0.75 * ((low / 3) ** 0.75 - 1)]
    extra = [grown[0] * (1 - 0.89**3.0), grown[1] * (1 - 0.75**1.8)]
    expected = [0.50 * extra[0], 0.15 * extra[1]]
    assert_allclose(quarter.sold.debt[0, :, 0], expected, rtol=1e-10)
    assert_allclose(orders.pull_forward(0.3, 0.1, 0.05), 0.25)


def test_e19_festival_borrows_more_than_subsidies(central):
    assert_allclose(central.festival_pull_forward[:, 0], [0.45, 0.15])


def test_e20_capability_learns_from_focused_exposure(central):
    target = brands.capability_target(np.array([4.0]), 0.5, central.incubation_exponent)
    assert_allclose(target, 0.5 * 8**3 / (1 + 8**3))
    assert_allclose(brands.learn(0.9, target, central.incubation_learning), 0.72 + 0.2 * target)


def test_e20_exposure_of_brands(market2023, base2023, state2023):
    from models.simulation.quarter import _brand_exposure

    state = replace(state2023, sellers=state2023.sellers + math.log(1.1))
    quarter = played(state, market2023, base2023, taobao_traffic_share=0.35)
    visits = quarter.visits.total[0, :, 0].sum() / base2023.visits[0, :, 0].sum()
    split = float(quarter.effective.traffic_share[0])
    expected = 4.0 * (1 - split) / 0.55 * visits / 1.1
    assert_allclose(_brand_exposure(state, quarter, base2023), expected, rtol=1e-12)


def test_e21_shocks(central):
    assert_allclose(shocks.autoregression(0.02, 0.8, 0.012, 1.5), 0.016 + 0.018)
    steps = np.array([[2.5], [-1.0]])
    assert_allclose(shocks.random_walk(0.008, steps), [[0.02], [0.012]])
    assert_allclose(central.utility_shock_persistence, 0.8)
    assert_allclose(central.utility_shock_sd, 0.02)
    assert_allclose(central.macro_shock_sd, 0.012)


def test_e21_shocks_reach_the_calendar(parameters, market2023):
    """Shocks persist from quarter to quarter, the macro one multiplies every order."""
    p = Coefficients(parameters.draw(4, 1))
    base = build(market2023, p, season=True)
    noise = shocks.draw_noise(3, 5, 2, 7, 0)
    noise = noise.some(slice(0, 4))
    pages = list(calendars(base, noise, np.zeros((3, 1)), season=True, growth=True))
    shock, walk = 0.0, 0.0
    for t, page in enumerate(pages):
        shock = p.utility_shock_persistence * shock + p.utility_shock_sd * noise.utility[t]
        walk = walk + p.macro_shock_sd * noise.macro[t]
        assert_allclose(page.utility_shock, shock, rtol=1e-14)
        assert_allclose(page.trend, (1 + p.growth) ** (t + 1) * np.exp(walk), rtol=1e-12)
        assert_allclose(page.season[0], p.season[(1 + t) % 4] / p.season[0])
    assert [page.festival_weight for page in pages] == [0.6, 0.0, 1.0]
