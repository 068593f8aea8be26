"""E5 to E10, each against the formula of the specification with its numbers written out."""

import math
from dataclasses import replace

import numpy as np
import pytest
from numpy.testing import assert_allclose

from models.market import choice, deals, rivals, stocks, subsidy, utility
from models.simulation.calendar import calendars
from models.simulation.lever_delivery import shared
from models.simulation.quarter import play
from models.simulation.setting import Setting

NESTS = (0, 0, 1)


def test_e5_followers_match_money_and_defend_their_share(central):
    today = np.array([[4.0, 6.0], [0.5, 2.0]])[..., None]
    lost = rivals.share_lost(np.array([[0.19], [0.12]]), np.array([[0.20], [0.12]]))
    assert_allclose(lost[:, 0], [0.05, 0.0])
    part = np.array([[0.6, 0.7], [0.4, 0.3]])[..., None]
    attack = np.array([[1.0], [3.0]])
    found = rivals.follow(today, lost, attack, part, central.rival_matching, central.rival_defence)
    assert_allclose(found[0, :, 0], [4 * 1.125 + 0.7 * 0.6, 6 * 1.125 + 0.7 * 0.7 * 3])
    assert_allclose(found[1, :, 0], [0.5 + 0.7 * 0.4, 2 + 0.7 * 0.3 * 3])


def test_e5_a_cap_scales_both_classes_together():
    budget = np.array([[3.0, 9.0], [1.0, 1.0]])[..., None]
    found = rivals.capped(budget, np.array([[6.0], [6.0]]))
    assert_allclose(found[..., 0], [[1.5, 4.5], [1.0, 1.0]])


def test_e5_growth_money_counts_in_part_and_cuts_do_not(central):
    seen = rivals.attack(
        np.array([[1.0], [7.0]]),
        np.array([[2.0], [3.0]]),
        np.array([2.0]),
        central.rival_match_investment,
    )
    assert_allclose(seen[:, 0], [0.0, 4.0 + 0.5 * 2.0])


def test_e5_best_reply_steps_to_the_first_order_condition(central):
    baseline, now = np.array([[20.0]]), np.array([[22.0]])
    depth, most = np.array([[0.01]]), np.array([[0.03]])
    reply = rivals.best_reply(depth, depth, now, baseline, central.best_reply_speed, most)
    assert_allclose(reply, 0.01 + 0.65 * (1 / 20 - 1 / 22))
    shallow = rivals.best_reply(depth, depth, baseline, now, central.best_reply_speed, most)
    assert_allclose(shallow, 0.01)
    nothing = np.zeros((1, 1))
    assert_allclose(rivals.best_reply(nothing, nothing, now, baseline, 0.65, most), 0.0)


def test_e5_a_best_reply_goes_where_we_attack():
    today, mix = np.array([[4.0, 6.0]])[..., None], np.array([[0.4, 0.6]])[..., None]
    added = np.array([[2.0]])
    aimed = rivals.reply_budget(today, added, np.array([[0.0], [5.0]]), mix)
    assert_allclose(aimed[0, :, 0], [4.0, 8.0])
    usual = rivals.reply_budget(today, added, np.zeros((2, 1)), mix)
    assert_allclose(usual[0, :, 0], [4.8, 7.2])


def test_e5_reply_slope(base2023):
    mix, cost = np.array([0.4, 0.6]), np.array([3500 * 0.11, 30 * 0.25])
    depth = np.array([0.11, 0.25])
    orders = 720 * 0.08 / 1800 + 720 * 0.92 / 42 + 130 * 0.35 / 1800 + 130 * 0.65 / 110
    expected = 0.5 * (0.40 + 0.60) * (mix * 850 / (cost * orders) * -np.log(1 - depth)).sum()
    assert_allclose(base2023.rivals.reply_slope[0], 2.0 * expected, rtol=1e-12)


def test_e5_diversion_by_nest_and_by_class(base2023, market2023):
    share = base2023.visits_per_head[..., 0] / 2.5
    within = share[0] / share[[0, 1, 3]].sum(axis=0)
    near = (0.45 * within + 0.55 * share[0]) / 0.55
    taken = [near, share[0], near, share[0]]
    lost = [(base2023.visits[a + 1, :, 0] * taken[a]).sum() for a in range(4)]
    part = np.array(lost) / sum(lost)
    assert_allclose(base2023.rivals.closeness[:, 0], part / part.max(), rtol=1e-12)
    high = np.array(
        [
            720 * 0.08 + 130 * 0.35,
            270 * 0.06 + 210 * 0.15,
            130 * 0.35 + 620 * 0.60,
            150 * 0.05 + 75 * 0.12,
        ]
    ) / np.array([850, 480, 750, 225])
    weight = part * high
    assert_allclose(base2023.rivals.diversion[:, 0, 0], weight / weight.sum(), rtol=1e-12)


def test_e6_stocks_decay_fill_and_saturate(base2023):
    stock = base2023.curves.steady * 1.0
    assert_allclose(stock[:, 0], [1.5 / 0.6, 1.5 / 0.35, 1 / 0.3])
    filled = stocks.adstock(stock, base2023.curves.persistence, np.array([[4.0], [5.0], [3.0]]))
    assert_allclose(filled[:, 0], [0.4 * 2.5 + 4, 0.65 * 1.5 / 0.35 + 5, 0.7 / 0.3 + 3])
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
    assert_allclose(orders[0, :, 0] * 1000, [1 / 0.385, 1 / 0.0075], rtol=1e-12)


def test_e7_programme_cannot_exceed_half_of_the_orders_of_its_class(central, base2023):
    today = base2023.programmes
    assert_allclose(today.most[0, :, 0], 0.5 * base2023.orders[0].sum(axis=0)[:, 0])
    cost = central.subsidy_depth * central.subsidised_basket
    orders = subsidy.subsidised_orders(np.full((5, 2, 1), 600.0), cost, today.most)
    assert_allclose(orders, today.most)
    large = subsidy.most_orders(np.array([[[7.0], [1.0]]]), np.array([[[10.0], [10.0]]]))
    assert_allclose(large[0, :, 0], [7.0, 5.0])


def test_e7_returns_diminish_without_a_kink():
    today, sold = np.array([[[0.4]]]), np.array([[[10.0]]])

    def change(orders):
        scale = subsidy.programme_scale(today, sold)
        return float(subsidy.discounted_change(np.array([[[orders]]]), today, scale, 0.75)[0, 0, 0])

    assert change(0.8) == pytest.approx(0.4 / 0.75 * (2**0.75 - 1))
    assert change(0.0) == pytest.approx(-0.4 / 0.75)
    left, right = (change(0.4 + step) / step for step in (-1e-6, 1e-6))
    assert left == pytest.approx(1.0, abs=1e-5)
    assert right == pytest.approx(1.0, abs=1e-5)
    nothing = np.zeros((1, 1, 1))
    scale = subsidy.programme_scale(nothing, sold)
    none = subsidy.discounted_change(np.array([[[0.03]]]), nothing, scale, 0.75)
    assert_allclose(none, 0.03 / 0.75 * (2**0.75 - 1))


def test_e7_incremental_orders_and_price_signal(central):
    share = subsidy.incremental_share(central.subsidy_depth, central.subsidy_elasticity)
    assert_allclose(share[:, 0], [1 - 0.89**3.0, 1 - 0.75**1.8])
    orders = np.array([[[0.01], [0.4]]])
    cut = subsidy.price_cut(central.subsidy_depth)
    impulse = subsidy.price_impulse(orders, cut, np.array([[13.0]]))
    assert_allclose(impulse, (0.01 * -math.log(0.89) + 0.4 * -math.log(0.75)) / 13.0)


def test_e7_increments_go_to_merchants_by_ticket_and_cuts_are_bounded():
    total = np.array([[[1.0], [1.0]]])
    even = np.full((1, 2, 1), 0.5)
    most = subsidy.most_cut(np.full((2, 2, 1), 4.0), np.full((2, 2, 1), 0.5))
    assert_allclose(most, 1.0)
    value = np.array([[100.0], [1.0]])
    gained = subsidy.allocate(total, even, even, value, lambda *_: most)
    assert_allclose(gained.by_ticket[0, :, 0], [1.0, 1.0])
    assert_allclose(gained.sales_by_ticket[0, :, 0], [100.0, 1.0])
    assert_allclose(gained.sales_by_merchant[0, :, 0], [30.0 + 0.8, 70.0 + 0.2])
    assert_allclose(gained.by_segment[0, :, 0], [1.0, 1.0])
    lost = subsidy.allocate(total * -2.0, even, even, value, lambda *_: most)
    assert_allclose(lost.by_ticket[0, :, 0], [-0.6 - 1.0, -1.0 - 0.4])
    assert_allclose(lost.sales_by_ticket[0, :, 0], [-160.0, -1.4])
    assert_allclose(lost.sales_by_merchant[0, :, 0], [-60.0 - 1.0, -100.0 - 0.4])
    assert_allclose(lost.by_segment[0, :, 0], [-1.5, -1.5])


def test_e8_utility_of_ads_refunds_and_split(central):
    loss = utility.ad_disutility(
        np.array([1.4]), central.ad_load_disutility, central.ad_load_disutility_convex
    )
    assert_allclose(loss, 0.025 * 0.4 + 0.04 * 0.16)
    appeal = utility.refund_appeal(0.5, central.refund_leniency_curvature)
    assert_allclose(appeal, 1 - math.exp(-1.0))
    usual = central.ideal_sme_share
    fit = utility.split_fit(0.45, np.array([0.5]), usual, usual + 0.05, np.array([0.9]))
    assert_allclose(fit[:, 0], [0.02**2 - 0.9 * 0.02**2, 0.20**2 - 0.9 * 0.20**2])


def first_visits(state, market, base, central, calendar=None, **changes):
    """Play the first quarter under changed targets."""
    targets = shared(market.levers | changes)
    mood = targets["consumer_confidence"][None]
    calendar = calendar or next(calendars(base, None, mood, season=False, growth=False))
    setting = Setting(posture="passive", season=False, growth=False)
    return play(state, targets, calendar, setting, base)


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
    calendar = next(calendars(base2023, None, np.zeros((1, 1)), season=False, growth=False))
    calendar = replace(calendar, utility_shock=calendar.utility_shock + 0.01, festival_weight=0.6)
    changes["festival_intensity"] = 2.0
    quarter = first_visits(state, market2023, base2023, central, calendar, **changes)
    visits, delivered, effective = quarter.visits, quarter.delivered, quarter.effective
    share = visits.per_head / 2.5
    found = choice.berry_inversion(share, market2023.nests, np.array([0.45]))
    moved = (found - base2023.utility)[0, :, 0]
    real = {name: float(value[0]) for name, value in delivered.realised.items()}
    load = real["ad_load"] + 0.50 * real["full_site_promotion"]
    lenient = float(effective.refund_leniency[0])
    felt = 1 + float(delivered.effectiveness[0]) * (real["festival_intensity"] - 1)
    content, sink, support = effective.gains[:, 0]
    common = (
        0.01
        + 0.28 * math.log(1.1)
        - 0.025 * (load - 1)
        - 0.04 * (load - 1) ** 2
        + 0.03
        * (
            (1 - 0.30 * real["seller_protection"]) * (1 - math.exp(-2 * lenient))
            - (1 - math.exp(-0.6))
        )
        + 0.03 * content
        + 0.3 * 0.035 * support
        + 0.03 * 0.6 * (math.exp(-1) - math.exp(-felt)) / (1 - math.exp(-1))
        + float(delivered.state.quality[0])
    )
    split = float(effective.traffic_share[0])
    upper = 0.05 * math.log(1.2) + 0.05 * math.log(0.9) - 0.40 * 0.05
    upper += 0.45 * ((0.45 - 0.47) ** 2 - (split - 0.47) ** 2)
    lower = 0.07 * math.log(1.2) + 0.03 * math.log(0.9) - 0.60 * 0.05 + 0.11 * sink
    lower += 0.45 * ((0.45 - 0.65) ** 2 - (split - 0.65) ** 2)
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
    visits = first_visits(state2023, market2023, base2023, central).visits
    rate = -math.log(1 - 185 / 430)
    assert_allclose(visits.per_head[0, 0], rate, rtol=1e-12)
    assert_allclose(visits.total[0, 0], rate * 430 * 91 / 1000, rtol=1e-12)


def test_e10_visits_that_deals_move_count_less_where_they_come_and_where_they_go(central):
    visits, without = np.array([0.6, 0.6]), np.array([0.5, 0.65])
    found = deals.counted(without, visits - without, central.deal_visit_conversion) / visits
    from_deals = 1 - without / visits
    assert_allclose(found, 1 - 0.8 * from_deals)


def test_e10_who_comes_for_food_orders_at_the_own_app(central, market2023, base2023, state2023):
    quarter = first_visits(state2023, market2023, base2023, central, instant_subsidy=3.0)
    visits = quarter.visits
    without = visits.per_head - visits.from_deals
    extra = visits.counted - deals.counted(
        without, visits.from_deals, central.deal_visit_conversion
    )
    assert visits.from_food.min() > 0.0
    assert_allclose(extra[0], 0.06 * visits.from_food, rtol=1e-9)
    assert_allclose(extra[1:], 0.0, atol=1e-15)


def test_e10_without_deals_nobody_remembers_any():
    found = deals.utility_without(
        np.array([0.2]), np.array([0.05]), np.array([0.6]), np.array([0.06]), np.array([0.28])
    )
    assert_allclose(found, 0.2 - 0.05 + 0.28 * (math.log(0.54) - math.log(0.6)))


def test_e10_food_brings_visits_and_takes_at_most_half():
    visits = np.array([[0.4], [0.3]])
    assert_allclose(deals.food_visits(visits, np.array([0.1])), 0.1)
    assert_allclose(deals.food_visits(visits, np.array([-0.19])), [[-0.19], [-0.15]])
