"""E11 to E21, each against the formula of the specification with its numbers written out."""

import math
from dataclasses import replace

import numpy as np
import pytest
from numpy.testing import assert_allclose

from models.market import accounts, advertising, brands, buyers, memory, merchants, orders, shocks
from models.market.coefficients import Coefficients
from models.simulation.baseline import build
from models.simulation.calendar import calendars
from models.simulation.delivery import standing
from models.simulation.lever_delivery import shared
from models.simulation.quarter import play


def still(base, mood=0.0):
    """A quarter in which nothing comes from outside but the mood of consumers."""
    return next(calendars(base, None, np.full((1, 1), mood), season=False, growth=False))


def played(state, market, base, central, calendar=None, posture="passive", **changes):
    calendar = calendar or still(base)
    before = standing(market.levers, central)
    return play(state, shared(market.levers | changes), before, calendar, posture, base)


def test_e11_orders_from_visits_price_and_split(central, market2023, base2023, state2023):
    state = replace(state2023, price=state2023.price + np.array([0.1, -0.1])[:, None])
    quarter = played(state, market2023, base2023, central, taobao_traffic_share=0.55)
    ratio = quarter.visits.total[0, :, 0] / base2023.visits[0, :, 0]
    volume = float((base2023.segment_mix[0, :, 0] * ratio).sum())
    split = float(quarter.effective.traffic_share[0])
    sme = volume * (split / 0.45) ** 0.7
    brand = volume * ((1 - split) / 0.55) ** 0.7
    gmv_sme = sme * 860 * (0.12 * math.exp(0.1 * (1 - 1.6)) + 0.88 * math.exp(0.1 * (1 - 0.9)))
    gmv_brand = (
        brand * 860 * (0.35 * math.exp(-0.1 * (1 - 1.6)) + 0.65 * math.exp(-0.1 * (1 - 0.9)))
    )
    assert_allclose(quarter.sold.gmv[0, :, 0], [gmv_sme, gmv_brand], rtol=1e-10)


def test_e11_support_content_and_brands_lift_conversion(central, market2023, base2023, state2023):
    from models.simulation.trade import own_conversion

    quarter = played(
        state2023, market2023, base2023, central, sme_support=6.0, content_investment=6.0
    )
    content, _, support = quarter.effective.gains[:, 0]
    state = replace(state2023, capability=state2023.capability + 0.2)
    factor = own_conversion(state, quarter.effective, base2023)[:, 0]
    assert_allclose(factor[0], (1 + 0.5 * 0.04 * content) * (1 + 0.07 * support), rtol=1e-12)
    assert_allclose(factor[1], (1 + 0.5 * 0.04 * content) * (1 + 0.25 * 0.2), rtol=1e-12)


def test_e11_festival_lift_and_repayment(central):
    lift = orders.festival_lift(np.array([2.0]), 1.0, central.festival_lift, 0.6)
    assert_allclose(lift, 0.10 * 0.6 * ((1 - math.exp(-2)) / (1 - math.exp(-1)) - 1))
    share = orders.repayment_share(
        np.array([0.5, 3.0]), np.array([2.0, 2.0]), central.pull_forward_repayment
    )
    assert_allclose(share, [0.6 * 0.5 / 2, 0.5])
    assert orders.FESTIVAL_WEIGHTS == (0.0, 0.6, 0.0, 1.0)


def test_e12_buyers_by_window(central, base2023, market2023, state2023):
    from models.simulation.outputs import purchasers, visitors

    quarter = played(state2023, market2023, base2023, central)
    shown = visitors(quarter, base2023) | purchasers(state2023, quarter, base2023)
    assert_allclose(shown["dau"][0], 377.0, rtol=1e-12)
    assert_allclose(shown["aac"][0], 430 * 0.90 + 620 * 0.82, rtol=1e-9)
    head = quarter.sold.orders[0, :, 0] * 1000 / market2023.population
    kappa = base2023.heterogeneity[0, :, 0]
    daily = 1 - (1 + head / 91 / kappa) ** -kappa
    assert_allclose(shown["dac"][0], (market2023.population * daily).sum(), rtol=1e-9)


def test_e13_ad_rate_load_and_full_site_promotion(central):
    rate = advertising.ad_rate(
        np.full((2, 2, 1), 0.03),
        np.full((2, 2, 1), math.log(1.2)),
        central.auction_thickness,
        own_factor=np.array([1.5]),
    )
    assert_allclose(rate[1], 0.03 * 1.2**0.20)
    assert_allclose(rate[0], 1.5 * 0.03 * 1.2**0.20)
    assert_allclose(
        advertising.load_revenue(np.array([1.3]), central.ad_demand_elasticity),
        1.3 ** (1 - 1 / 1.8),
    )


def test_e13_revenue_of_the_own_platform(central, market2023, base2023, state2023):
    quarter = played(
        state2023,
        market2023,
        base2023,
        central,
        full_site_promotion=0.5,
        refund_leniency=0.6,
        taobao_traffic_share=0.55,
        added_commission=0.006,
        fee_waiver=0.002,
    )
    real = {name: float(value[0]) for name, value in quarter.delivered.realised.items()}
    lenient = float(quarter.effective.refund_leniency[0]) - 0.3
    split = float(quarter.effective.traffic_share[0])
    factor = (1 + 0.15 * real["full_site_promotion"]) * (1 + 0.02 * lenient)
    gmv = quarter.sold.gmv[0, :, 0]
    base = gmv[0] * (0.60 + 0.40 * (split / 0.45) ** -0.7)
    assert_allclose(quarter.earned.ads[0, :, 0], factor * np.array([0.022 * base, 0.034 * gmv[1]]))
    kept = 1 - 0.14 - 0.06 * lenient
    added = 0.50 * real["added_commission"]
    rate = np.array([added - real["fee_waiver"], 0.0165 + added])
    assert_allclose(quarter.earned.commission[0, :, 0], rate * gmv * kept)


def test_e14_profit_pays_for_every_lever(central, market2023, base2023, state2023):
    calendar = replace(still(base2023), festival_weight=0.6)
    quarter = played(
        state2023,
        market2023,
        base2023,
        central,
        calendar,
        sme_support=4.0,
        content_investment=3.0,
        lower_tier_investment=3.0,
        ai_investment=2.0,
        seller_protection=0.5,
        festival_intensity=2.0,
        reorganisation=1.0,
        noncore_units=5.0,
        subsidy_budget=9.0,
        overseas_investment=9.0,
    )
    real = {name: float(value[0]) for name, value in quarter.delivered.realised.items()}
    spend = sum(
        real[name]
        for name in ("sme_support", "content_investment", "lower_tier_investment", "ai_investment")
    )
    spend += 1.5 * 0.6 * real["festival_intensity"] ** 2 + 1.0 + 0.5 * real["seller_protection"]
    spend += 0.10 * 3
    subsidy = real["subsidy_high_ticket"] + real["subsidy_low_ticket"]
    revenue = float((quarter.earned.ads + quarter.earned.commission)[0].sum())
    gmv = float(quarter.sold.gmv[0].sum())
    expected = revenue - 0.005 * gmv - 5 - subsidy - spend
    assert_allclose(quarter.earned.ebita[0], expected, rtol=1e-12)


def test_e14_protection_and_units_cost(central, market2023, base2023, state2023):
    before = played(state2023, market2023, base2023, central).earned.ebita[0]
    after = played(state2023, market2023, base2023, central, noncore_units=2.0)
    gained = (after.earned.ads + after.earned.commission)[0].sum() - 60.3634
    gained -= 0.005 * (after.sold.gmv[0].sum() - 1720)
    assert_allclose(after.earned.ebita[0] - before, gained - 0.10 * 6, rtol=1e-9)


def test_e15_sellers_adjust_geometrically_to_the_profit_pool(central):
    target = central.merchant_elasticity * math.log(1.3) + np.array([0.0, 0.05])[:, None]
    moved = merchants.entry(np.full((1, 2, 1), math.log(1.1)), target, central.merchant_adjustment)
    expected = [
        0.75 * math.log(1.1) + 0.25 * (0.60 * math.log(1.3)),
        0.75 * math.log(1.1) + 0.25 * (0.35 * math.log(1.3) + 0.05),
    ]
    assert_allclose(moved[0, :, 0], expected)


def test_e15_margin_after_fees_refunds_and_support(central, market2023, base2023, state2023):
    quarter = played(
        state2023,
        market2023,
        base2023,
        central,
        refund_leniency=0.8,
        sme_support=6.0,
        seller_protection=0.4,
    )
    lenient = float(quarter.effective.refund_leniency[0])
    spared = 1 - 0.60 * float(quarter.delivered.realised["seller_protection"][0])
    kept = 1 - 0.14 - 0.06 * (lenient - 0.3)
    lift = 1 + 0.02 * (lenient - 0.3)
    sme = 0.16 - 0.022 * lift - 0.04 * lenient * spared + 0.010 * quarter.effective.gains[2, 0]
    brand = 0.28 - 0.034 * lift - 0.0165 * kept - 0.04 * 0.35 * lenient * spared
    soft = [0.01 * math.log(1 + math.exp(x / 0.01)) for x in (sme, brand)]
    assert_allclose(quarter.earned.margin[0, :, 0], soft, rtol=1e-10)


def test_e15_a_common_shock_moves_no_seller(central, market2023, base2023, state2023):
    calendar = replace(still(base2023), season=np.full(1, 1.3), trend=np.full((2, 1), 0.9))
    quarter = played(state2023, market2023, base2023, central, calendar)
    assert_allclose(quarter.earned.sellers, 0.0, atol=1e-12)


def test_e16_prices_pass_burden_on_and_competition_lowers_them(central):
    target = merchants.list_price_target(
        np.array([0.02]),
        np.array([0.05]),
        central.fee_pass_through,
        central.merchant_competition_effect,
        np.log([1.2]),
    )
    assert_allclose(target, 0.45 * 0.02 / 0.95 - 0.05 * math.log(1.2))
    moved = merchants.sticky_price(np.array([0.01]), target, central.price_adjustment)
    assert_allclose(moved, 0.01 + 0.35 * (target - 0.01))


def test_e17_habit_is_a_moving_average(central):
    assert_allclose(memory.habit(0.5, 0.6, central.habit_persistence), 0.7 * 0.5 + 0.3 * 0.6)


def test_e18_deal_habit_graduates(central):
    stock = memory.deal_habit(0.05, 0.1, central.habit_persistence, central.deal_visit_graduation)
    assert_allclose(stock, 0.9 * (0.7 * 0.05 + 0.3 * 0.1))


def test_e19_borrowed_orders_come_back(central, market2023, base2023, state2023):
    quarter = played(state2023, market2023, base2023, central, subsidy_budget=15.0)
    real = quarter.delivered.realised
    spent = [float(real["subsidy_high_ticket"][0]) - 2, float(real["subsidy_low_ticket"][0]) - 3]
    extra = [spent[0] / 300 * (1 - 0.9**3.5), spent[1] / 7.5 * (1 - 0.7)]
    expected = [0.50 * extra[0], 0.12 * extra[1]]
    assert_allclose(quarter.sold.debt[0, :, 0], expected, rtol=1e-10)
    assert_allclose(orders.pull_forward(0.3, 0.1, 0.05), 0.25)


def test_e19_festival_borrows_more_than_subsidies(central):
    assert_allclose(central.festival_pull_forward[:, 0], [0.45, 0.25])


def test_e20_capability_learns_from_focused_exposure(central):
    target = brands.capability_target(np.array([4.0]), 0.5, central.incubation_exponent)
    assert_allclose(target, 0.5 * 8**3 / (1 + 8**3))
    assert_allclose(brands.learn(0.9, target, central.incubation_learning), 0.72 + 0.2 * target)


def test_e20_exposure_of_brands(central, market2023, base2023, state2023):
    from models.simulation.quarter import _brand_exposure

    state = replace(state2023, sellers=state2023.sellers + math.log(1.1))
    quarter = played(state, market2023, base2023, central, taobao_traffic_share=0.35)
    visits = quarter.visits.total[0, :, 0].sum() / base2023.visits[0, :, 0].sum()
    split = float(quarter.effective.traffic_share[0])
    expected = 4.0 * (1 - split) / 0.55 * visits / 1.1
    assert_allclose(_brand_exposure(state, quarter, base2023), expected, rtol=1e-12)


def test_e21_shocks(central):
    assert_allclose(shocks.autoregression(0.02, 0.8, 0.012, 1.5), 0.016 + 0.018)
    assert_allclose(shocks.random_walk(0.02, 0.008, -1.0), 0.012)
    assert_allclose(central.utility_shock_persistence, 0.8)
    assert_allclose(central.utility_shock_sd, 0.012)
    assert_allclose(central.macro_shock_sd, 0.008)


def test_e21_shocks_reach_the_calendar(parameters, market2023):
    """Shocks persist from quarter to quarter, the macro one multiplies every order."""
    p = Coefficients(parameters.draw(4, 1))
    base = build(market2023, p, season=True)
    noise = shocks.draw_noise(3, 5, 2, 7, 0)
    noise = shocks.Noise(utility=noise.utility[..., :4], macro=noise.macro[..., :4])
    pages = list(calendars(base, noise, np.zeros((3, 1)), season=True, growth=True))
    shock, walk = 0.0, 0.0
    for t, page in enumerate(pages):
        shock = p.utility_shock_persistence * shock + p.utility_shock_sd * noise.utility[t]
        walk = walk + p.macro_shock_sd * noise.macro[t]
        assert_allclose(page.utility_shock, shock, rtol=1e-14)
        assert_allclose(page.trend, (1 + p.growth) ** (t + 1) * np.exp(walk), rtol=1e-12)
        assert_allclose(page.season, p.season[(1 + t) % 4] / p.season[0])
    assert [page.festival_weight for page in pages] == [0.6, 0.0, 1.0]


def test_e14_festival_cost_grows_with_the_square():
    assert_allclose(accounts.festival_cost(1.5, 1.0, 2.0), 6.0)


def test_e12_reach_of_orders_and_visits():
    assert_allclose(buyers.nbd_reach(np.array([3.0]), np.array([0.4])), 1 - (1 + 7.5) ** -0.4)
    assert_allclose(buyers.poisson_reach(np.array([0.7])), 1 - math.exp(-0.7))
    with pytest.raises(ValueError, match="penetration"):
        buyers.solve_heterogeneity(np.array([1.0]), np.array([0.7]))
