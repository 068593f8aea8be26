"""E11 to E14 and E31, each against its formula in the specification, numbers written out."""

import math
from dataclasses import replace

import numpy as np
import pytest
from numpy.testing import assert_allclose

from models.market import (
    accounts,
    advertising,
    bumps,
    buyers,
    orders,
)
from models.simulation.calendar import calendars
from models.simulation.lever_delivery import shared
from models.simulation.quarter import play
from models.simulation.setting import Setting


def still(base, mood=0.0):
    """A quarter in which nothing comes from outside but the mood of consumers."""
    return next(calendars(base, None, np.full((1, 1), mood), season=False, growth=False))


def played(state, market, base, calendar=None, posture="passive", **changes):
    calendar = calendar or still(base)
    setting = Setting(posture=posture, season=False, growth=False)
    return play(state, shared(market.levers | changes), calendar, setting, base)


def test_e11_orders_from_visits_price_and_split(market2023, base2023, state2023):
    state = replace(state2023, price=state2023.price + np.array([0.1, -0.1])[:, None])
    quarter = played(state, market2023, base2023, taobao_traffic_share=0.55)
    ratio = quarter.visits.total[0, :, 0] / base2023.visits[0, :, 0]
    volume = float((base2023.segment_mix[0, :, 0] * ratio).sum())
    split = float(quarter.effective.traffic_share[0])
    volume *= float(quarter.delivered.ratio[0]) ** 0.10
    sme = volume * (split / 0.45) ** 0.75
    brand = volume * ((1 - split) / 0.55) ** 0.75
    gmv_sme = sme * 860 * (0.12 * math.exp(0.1 * (1 - 2.4)) + 0.88 * math.exp(0.1 * (1 - 1.1)))
    gmv_brand = (
        brand * 860 * (0.35 * math.exp(-0.1 * (1 - 2.4)) + 0.65 * math.exp(-0.1 * (1 - 1.1)))
    )
    assert_allclose(quarter.sold.gmv[0, :, 0], [gmv_sme, gmv_brand], rtol=1e-10)


def test_e11_support_content_and_brands_lift_conversion(market2023, base2023, state2023):
    levers = {"sme_support": 6.0, "content_investment": 6.0, "instant_entrance": 0.5}
    quarter = played(state2023, market2023, base2023, reorganisation=1.0, **levers)
    content, _, support = quarter.effective.gains[:, 0]
    added = 0.5 - market2023.levers["instant_entrance"]
    ratio = float(quarter.delivered.ratio[0])
    assert ratio < 0.9
    assert added > 0.0
    every = (1 + 0.5 * 0.03 * content) * ratio**0.10 * (1 - 0.02 * added)
    found = quarter.own.conversion[:, 0]
    assert_allclose(found, [every * (1 + 0.035 * support), every], rtol=1e-12)


def test_e11_what_brands_learn_lifts_their_conversion(market2023, base2023, state2023):
    state = replace(state2023, capability=state2023.capability + 0.2)
    plain, learnt = (played(one, market2023, base2023).sold.gmv for one in (state2023, state))
    assert_allclose(learnt[0, 1] / plain[0, 1], 1 + 0.25 * 0.2, rtol=1e-12)
    assert_allclose(learnt[0, 0], plain[0, 0], rtol=1e-12)
    assert_allclose(orders.brand_factor(np.array([-2.0])), 0.05)


def test_e11_a_broken_organisation_keeps_a_twentieth():
    assert_allclose(orders.running_business(np.array([0.5, 0.0]), 0.1), [0.5**0.1, 0.05**0.1])


def test_e11_festival_lift_and_repayment(central):
    saturation = orders.festival_saturation(np.array([2.0]), 1.0, 0.6)
    assert_allclose(saturation, 0.6 * ((1 - math.exp(-2)) / (1 - math.exp(-1)) - 1))
    assert_allclose(orders.festival_lift(saturation, central.festival_lift), 0.11 * saturation)
    assert_allclose(orders.festival_lift(np.array([-9.0]), central.festival_lift), -0.5)
    share = orders.repayment_share(
        np.array([0.5, 3.0]), np.array([2.0, 2.0]), central.pull_forward_repayment
    )
    assert_allclose(share, [0.65 * 0.5 / 2, 0.5])
    assert orders.FESTIVAL_WEIGHTS == (0.0, 0.6, 0.0, 1.0)


def test_e31_a_bump_comes_from_the_other_apps(central):
    grown = np.array([[[3.0]], [[0.0]], [[-1.0]]])
    sales = np.array([[[100.0]], [[50.0]], [[30.0]]])
    kept = bumps.kept_share(grown, sales, central.bump_switching_share)[:, 0, 0]
    expected = [1 - 0.33 * (-1 / 150), 1 - 0.33 * (3 / 80 - 1 / 150), 1 - 0.33 * 3 / 80]
    assert_allclose(kept, expected)
    taken = (sales[:, 0, 0] * (1 - kept)).sum()
    assert_allclose(taken, 0.33 * 2.0)
    most = bumps.kept_share(np.array([[[500.0]], [[0.0]]]), np.full((2, 1, 1), 50.0), np.ones(1))
    assert_allclose(most[:, 0, 0], [1.0, 0.5])


def test_e12_buyers_by_window(base2023, market2023, state2023):
    from models.simulation.outputs import purchasers, visitors

    quarter = played(state2023, market2023, base2023)
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
    assert_allclose(rate[1], 0.03 * 1.2**0.19)
    assert_allclose(rate[0], 1.5 * 0.03 * 1.2**0.19)
    assert_allclose(
        advertising.load_revenue(np.array([1.3]), central.ad_demand_elasticity),
        1.3 ** (1 - 1 / 1.5),
    )


def test_e13_revenue_of_the_own_platform(market2023, base2023, state2023):
    quarter = played(
        state2023,
        market2023,
        base2023,
        full_site_promotion=0.5,
        refund_leniency=0.6,
        taobao_traffic_share=0.55,
        added_commission=0.006,
        fee_waiver=0.002,
    )
    real = {name: float(value[0]) for name, value in quarter.delivered.realised.items()}
    lenient = float(quarter.effective.refund_leniency[0]) - 0.3
    split = float(quarter.effective.traffic_share[0])
    factor = (1 + 0.12 * real["full_site_promotion"]) * (1 + 0.02 * lenient)
    gmv = quarter.sold.gmv[0, :, 0]
    ratio = np.array([split / 0.45, (1 - split) / 0.55])
    base = gmv * (0.45 + 0.55 * ratio**-0.75)
    assert_allclose(quarter.earned.ads[0, :, 0], factor * np.array([0.0199, 0.0310]) * base)
    kept = 1 - 0.20 - 0.08 * lenient
    added = 0.50 * real["added_commission"]
    rate = np.array([added - real["fee_waiver"], 0.0240 + added])
    assert_allclose(quarter.earned.commission[0, :, 0], rate * gmv * kept)


def test_e14_profit_pays_for_every_lever(market2023, base2023, state2023):
    calendar = replace(still(base2023), festival_weight=0.6)
    quarter = played(
        state2023,
        market2023,
        base2023,
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
        centralisation=0.7,
        reporting_layers=5.0,
        instant_subsidy=2.0,
    )
    real = {name: float(value[0]) for name, value in quarter.delivered.realised.items()}
    spend = sum(
        real[name]
        for name in ("sme_support", "content_investment", "lower_tier_investment", "ai_investment")
    )
    used, lenient = real["seller_protection"], float(quarter.effective.refund_leniency[0])
    spend += 1.5 * 0.6 * real["festival_intensity"] ** 2 + 1.0 + 0.3 * used
    sales = quarter.sold.gmv[0, :, 0]
    spend += 0.5 * 0.6 * used * 0.015 * lenient * (sales[0] + 0.35 * sales[1])
    spend += -0.20 * 3 - 0.10 * 5 * 0.1 - 0.15 * 0.5
    spend -= float(quarter.meals.profit[0, 0]) - 0.091 * 18 * (0.4 - 1.0)
    subsidy = real["subsidy_high_ticket"] + real["subsidy_low_ticket"]
    revenue = float((quarter.earned.ads + quarter.earned.commission)[0].sum())
    gmv = float(quarter.sold.gmv[0].sum())
    expected = revenue - 0.005 * gmv - 5 - subsidy - spend
    assert_allclose(quarter.earned.ebita[0], expected, rtol=1e-12)


def test_e14_protection_and_units_cost(market2023, base2023, state2023):
    before = played(state2023, market2023, base2023).earned.ebita[0]
    after = played(state2023, market2023, base2023, noncore_units=2.0)
    gained = (after.earned.ads + after.earned.commission)[0].sum() - 60.286
    gained -= 0.005 * (after.sold.gmv[0].sum() - 1720)
    assert_allclose(after.earned.ebita[0] - before, gained + 0.20 * 6, rtol=1e-9)


def test_e14_festival_cost_grows_with_the_square():
    assert_allclose(accounts.festival_cost(1.5, 1.0, 2.0), 6.0)


def test_e12_reach_of_orders_and_visits():
    assert_allclose(buyers.nbd_reach(np.array([3.0]), np.array([0.4])), 1 - (1 + 7.5) ** -0.4)
    assert_allclose(buyers.poisson_reach(np.array([0.7])), 1 - math.exp(-0.7))
    with pytest.raises(ValueError, match="penetration"):
        buyers.solve_heterogeneity(np.array([1.0]), np.array([0.7]))
