"""E5 to E10, each against the formula of the specification with its numbers written out."""

import math
from dataclasses import replace

import numpy as np
from numpy.testing import assert_allclose

from models.market import choice, rivals, stocks, subsidy
from models.simulation import demand
from models.simulation.calendar import calendars
from models.simulation.delivery import deliver, standing
from models.simulation.lever_delivery import shared

NESTS = (0, 0, 1)


def test_e5_followers_match_and_defend(central):
    depth = rivals.follow(
        0.01,
        np.array([0.004]),
        np.array([[0.02], [-0.02]]),
        central.rival_matching,
        central.rival_defence,
    )
    assert_allclose(depth[:, 0], [0.01 + 0.25 * 0.004 + 0.1 * 0.3 * 0.02, 0.01 + 0.25 * 0.004])
    deepest = rivals.follow(0.04, np.array([0.2]), np.zeros((1, 1)), central.rival_matching, 0.0)
    assert_allclose(deepest, 0.05)


def test_e5_best_reply_steps_to_the_first_order_condition(central):
    baseline, now = np.array([[20.0]]), np.array([[22.0]])
    depth = rivals.best_reply(np.array([[0.01]]), 0.01, now, baseline, central.best_reply_speed)
    assert_allclose(depth, 0.01 + 0.5 * (1 / 20 - 1 / 22))


def test_e5_reply_slope(central, base2023):
    mix, cost = np.array([0.4, 0.6]), np.array([3000 * 0.1, 25 * 0.3])
    depth = np.array([0.1, 0.3])
    orders = 720 * 0.08 / 1800 + 720 * 0.92 / 42 + 130 * 0.35 / 1800 + 130 * 0.65 / 110
    expected = 0.5 * (0.60 + 1.10) * (mix * 850 / (cost * orders) * -np.log(1 - depth)).sum()
    assert_allclose(base2023.reply_slope[0], expected, rtol=1e-12)


def test_e6_stocks_decay_fill_and_saturate(central, base2023):
    stock = base2023.curves.steady * 1.0
    assert_allclose(stock[:, 0], [1.5 / 0.45, 1.5 / 0.2, 1 / 0.3])
    filled = stocks.adstock(stock, base2023.curves.persistence, np.array([[4.0], [5.0], [3.0]]))
    assert_allclose(filled[:, 0], [0.55 * 1.5 / 0.45 + 4, 0.8 * 7.5 + 5, 0.7 / 0.3 + 3])
    live, sink, support = filled[:, 0]
    expected = [
        live**1.25 / (3**1.25 + live**1.25),
        sink**1.25 / (4**1.25 + sink**1.25),
        support / (1.5 + support),
    ]
    assert_allclose(base2023.curves.saturation(filled)[:, 0], expected, rtol=1e-12)


def test_e7_one_billion_buys_phones_or_small_orders(central):
    cost = central.subsidy_depth * central.subsidised_basket
    orders = subsidy.subsidised_orders(np.ones((1, 2, 1)), cost, np.full((1, 1, 1), 13.1))
    assert_allclose(orders[0, :, 0] * 1000, [1 / 0.3, 1 / 0.0075], rtol=1e-12)


def test_e7_programme_cannot_exceed_half_of_all_orders(central):
    cost = central.subsidy_depth * central.subsidised_basket
    orders = subsidy.subsidised_orders(np.full((1, 2, 1), 60.0), cost, np.full((1, 1, 1), 10.0))
    assert_allclose(orders[0, 1], 5.0)


def test_e7_incremental_orders_and_price_signal(central):
    share = subsidy.incremental_share(central.subsidy_depth, central.subsidy_elasticity)
    assert_allclose(share[:, 0], [1 - 0.9**3.5, 1 - 0.7**1.0])
    orders = np.array([[[0.01], [0.4]]])
    impulse = subsidy.price_impulse(orders, central.subsidy_depth, np.array([[13.0]]))
    assert_allclose(impulse, (0.01 * -math.log(0.9) + 0.4 * -math.log(0.7)) / 13.0)


def test_e7_increments_go_to_merchants_by_ticket_and_cuts_are_bounded():
    total = np.array([[[1.0], [1.0]]])
    even = np.full((1, 2, 1), 0.5)
    core, ratio = np.full((1, 2, 2, 1), 4.0), np.full((1, 2, 2, 1), 0.5)
    gained = subsidy.allocate(total, even, core, even, lambda: ratio)
    assert_allclose(gained.by_merchant_ticket[0, ..., 0], [[0.3, 0.8], [0.7, 0.2]])
    assert_allclose(gained.by_segment[0, :, 0], [1.0, 1.0])
    lost = subsidy.allocate(total * -2.0, even, core, even, lambda: ratio)
    assert_allclose(lost.by_merchant_ticket[0, ..., 0], [[-0.6, -1.0], [-1.0, -0.4]])


def test_e8_utility_of_ads_refunds_and_split(central):
    loss = choice.ad_disutility(
        np.array([1.4]), central.ad_load_disutility, central.ad_load_disutility_convex
    )
    assert_allclose(loss, 0.03 * 0.4 + 0.10 * 0.16)
    appeal = choice.refund_appeal(0.5, central.refund_leniency_curvature)
    assert_allclose(appeal, 1 - math.exp(-1.0))
    fit = choice.split_fit(0.45, np.array([0.5]), central.ideal_sme_share, np.array([0.9]))
    expected = [0.02**2 - 0.9 * 0.03**2, 0.20**2 - 0.9 * 0.15**2]
    assert_allclose(fit[:, 0], expected)


def first_visits(state, market, base, central, shock=0.0, **changes):
    """Visits of the first quarter under changed targets, and what was delivered."""
    targets = shared(market.levers | changes)
    mood = targets["consumer_confidence"][None]
    calendar = next(calendars(base, None, mood, season=False, growth=False))
    calendar = replace(calendar, utility_shock=calendar.utility_shock + shock)
    before = standing(market.levers, central)
    delivered = deliver(state.organisation, targets, before, central)
    effective = demand.effective_levers(state, delivered, base)
    deals = demand.programme(delivered, state.rival_depth, base)
    return (
        demand.visit(state, effective, delivered, deals, calendar, base),
        delivered,
        effective,
    )


def test_e8_every_term_reaches_the_visits(central, market2023, base2023, state2023):
    """ln(s/s0) - sigma ln(s within nest) is the utility; it moves by exactly the terms of E8."""
    state = replace(
        state2023,
        habit=state2023.habit * 1.1,
        sellers=state2023.sellers + np.log([1.2, 0.9])[:, None],
        price=state2023.price + 0.05,
    )
    changes = {
        "content_investment": 6.0,
        "lower_tier_investment": 6.0,
        "sme_support": 6.0,
        "full_site_promotion": 0.5,
        "ad_load": 1.3,
        "refund_leniency": 0.6,
        "seller_protection": 0.5,
        "taobao_traffic_share": 0.55,
    }
    visits, delivered, effective = first_visits(
        state, market2023, base2023, central, shock=0.01, **changes
    )
    share = visits.per_head / 3.0
    utility = choice.berry_inversion(share, market2023.nests, np.array([0.4]))
    moved = (utility - base2023.utility)[0, :, 0]
    real = {name: float(value[0]) for name, value in delivered.realised.items()}
    load = real["ad_load"] + 0.30 * real["full_site_promotion"]
    lenient = float(effective.refund_leniency[0])
    content, sink, support = effective.gains[:, 0]
    common = (
        0.01
        + 0.28 * math.log(1.1)
        - 0.03 * (load - 1)
        - 0.10 * (load - 1) ** 2
        + 0.03
        * (
            (1 - 0.10 * real["seller_protection"]) * (1 - math.exp(-2 * lenient))
            - (1 - math.exp(-0.6))
        )
        + 0.04 * content
        + 0.3 * 0.07 * support
        + float(delivered.state.quality[0])
    )
    split = float(effective.traffic_share[0])
    upper = (0.06 + 0.0) * math.log(1.2) + 0.06 * math.log(0.9) - 0.60 * 0.05
    upper += 0.60 * ((0.45 - 0.47) ** 2 - (split - 0.47) ** 2)
    lower = 0.10 * math.log(1.2) + 0.03 * math.log(0.9) - 1.10 * 0.05 + 0.14 * sink
    lower += 0.60 * ((0.45 - 0.65) ** 2 - (split - 0.65) ** 2)
    assert_allclose(moved, [common + upper, common + lower], rtol=1e-9)


def test_e9_nested_logit_by_hand():
    utility = np.array([0.2, -0.4, 0.5])[:, None, None]
    shares = choice.nested_logit(utility, NESTS, np.array([0.4]))
    inside = [math.exp(0.2 / 0.6) + math.exp(-0.4 / 0.6), math.exp(0.5 / 0.6)]
    nest = [total**0.6 for total in inside]
    expected = [
        math.exp(u / 0.6) / inside[g] * nest[g] / (1 + sum(nest))
        for u, g in zip((0.2, -0.4, 0.5), NESTS, strict=True)
    ]
    assert_allclose(shares.share[:, 0, 0], expected, rtol=1e-12)
    assert_allclose(shares.outside, 1 / (1 + sum(nest)), rtol=1e-12)


def test_e9_visits_follow_from_shares_population_and_days(base2023, market2023, state2023, central):
    visits, _, _ = first_visits(state2023, market2023, base2023, central)
    rate = -math.log(1 - 185 / 430)
    assert_allclose(visits.per_head[0, 0], rate, rtol=1e-12)
    assert_allclose(visits.total[0, 0], rate * 430 * 91 / 1000, rtol=1e-12)


def test_e10_deal_visits_convert_less(central):
    share = choice.deal_share(
        np.array([0.05]), np.array([0.6]), np.array([0.06]), central.habit_weight, np.array([1.3])
    )
    expected = 1 - math.exp(-1.3 * (0.05 + 0.28 * (math.log(0.6) - math.log(0.54))))
    assert_allclose(share, expected)
    assert_allclose(
        choice.dilution(share, central.deal_visit_conversion), 1 - (1 - 0.10) * expected
    )
    negative = choice.deal_share(
        np.array([-1.0]), np.array([0.6]), np.zeros(1), central.habit_weight, np.array([1.3])
    )
    assert_allclose(negative, 0.0, atol=0)
