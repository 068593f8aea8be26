"""What a strategist expects of any sound model, and tries first: ten properties of our own.

Where a property needs an exception, the exception is part of the test and says why; what it costs
stands in `models/equations/decisions.md`. Those that take a search are in
`test_expected_of_searches`.
"""

from dataclasses import replace
from itertools import pairwise, product

import numpy as np
import pytest

from models.analysis.optimise.locked import FREE_LEVERS
from models.ensemble import project_plans
from models.inputs import DATA, load_market, load_parameters, read_scenarios
from models.levers import LEVERS
from models.scenario import POSTURES
from tests.attacks.runs import MARKETS, change, follow, percent, run, step
from tests.every import every, some
from tests.models.side_by_side import plain_runs
from tests.models.worlds import scenario

WHOLE = slice(0, 12)
GOODS = ("sme_support", "content_investment", "ai_investment")
MONEY = ("subsidy_budget", *GOODS, "lower_tier_investment")
TESTED = ("2023Q1", "2025Q3")
OTHERS = tuple(name for name in MARKETS if name not in TESTED)
ANSWERING = ("follow", "best-reply")


def raised(market, lever, part):
    """Value of a lever a part of the way from today to the most that its market allows."""
    usual, most = market.levers[lever], market.bounds(lever)[1]
    return usual + part * (most - usual)


def offered(vintage, levers):
    """Levers that a market offers and that can be raised there."""
    market = load_market(vintage)
    return [n for n in levers if not market.is_shut(n) and raised(market, n, 1) > market.levers[n]]


@every("posture", POSTURES)
def test_1_nobody_acts_on_a_plan_that_is_still_to_come(posture):
    later = (step("subsidy_budget", 30, 7), step("ad_load", 1.5, 7), step("centralisation", 0.2, 7))
    still = run(rivals=posture, horizon=12)
    plan = run(rivals=posture, horizon=12, steps=later)
    short = run(rivals=posture, horizon=6)
    for metric in ("gmv", "dau", "ebita", "subsidy", "merchants_sme"):
        for app in range(5):
            path = still.central(metric, app)[:6]
            np.testing.assert_array_equal(plan.central(metric, app)[:6], path)
            np.testing.assert_array_equal(short.central(metric, app), path)


def between(vintage, levers):
    """Levers that can move both ways."""
    market = load_market(vintage)
    bounds = {name: market.bounds(name) for name in levers}
    return [n for n, (low, high) in bounds.items() if low < market.levers[n] < high]


def see_saw(market, lever, first):
    """Move a lever up and down in turn by a fifth of its range, or as far as its bounds are."""
    usual, (low, high) = market.levers[lever], market.bounds(lever)
    by = first * min(usual - low, high - usual, 0.2 * (high - low))
    values = (usual + by * (-1) ** quarter for quarter in range(12))
    return tuple(step(lever, v, q, market.vintage) for q, v in enumerate(values, 1))


@pytest.mark.slow
@every("vintage,first", product(TESTED, (1, -1)))
def test_2_no_lever_is_a_pump(vintage, first):
    """Up and down in turn is worth no more than its mean."""
    market, still = load_market(vintage), run(vintage, rivals="follow")
    levers = between(vintage, FREE_LEVERS)
    saws = [see_saw(market, lever, first) for lever in levers]
    plans = plain_runs(scenario(vintage, rivals="follow", steps=saw) for saw in saws)
    for lever, plan in zip(levers, plans, strict=True):
        assert percent(plan, still, "worth") < 0.1, lever


@pytest.mark.slow
@every("vintage,posture", product(TESTED, ANSWERING), later=product(OTHERS, ANSWERING))
def test_3_an_answer_of_the_rivals_never_helps_us(vintage, posture):
    market, levers = load_market(vintage), offered(vintage, MONEY)
    targets = [{lever: raised(market, lever, 0.5)} for lever in levers]
    passive, answering = (
        plain_runs(scenario(vintage, rivals=rivals, **target) for target in targets)
        for rivals in ("passive", posture)
    )
    for lever, alone, answered in zip(levers, passive, answering, strict=True):
        for metric in ("gmv", "dau", "value", "worth"):
            assert change(answered, alone, metric, WHOLE) < 0, (lever, metric)


@every("vintage", TESTED)
def test_3_in_food_an_answer_takes_orders_and_with_them_losses(vintage):
    """The exception: each order of a war loses money, so whoever takes some saves us some."""
    levers = {"instant_subsidy": raised(load_market(vintage), "instant_subsidy", 0.5)}
    alone, answered = (run(vintage, rivals=rivals, **levers) for rivals in ("passive", "follow"))
    for metric in ("instant_orders", "dau"):
        assert change(answered, alone, metric) < 0
    assert change(answered, alone, "value") > 0


@pytest.mark.slow
@every("vintage,part", product(MARKETS, (0.1, 0.5, 1)))
def test_4_a_war_of_subsidies_costs_all_five(vintage, part):
    budget = {"subsidy_budget": raised(load_market(vintage), "subsidy_budget", part)}
    still, war = plain_runs(scenario(vintage, rivals="follow", **plan) for plan in ({}, budget))
    assert all(change(war, still, "ebita", WHOLE, app) < 0 for app in range(5))


@every("vintage", MARKETS)
def test_5_a_fee_brings_no_more_than_it_takes(vintage):
    usual = load_market(vintage).levers["added_commission"]
    still = run(vintage, rivals="follow")
    plan = run(vintage, rivals="follow", added_commission=usual + 0.006)
    announced = 0.006 * still.central("gmv")
    for metric in ("revenue", "ebita"):
        gain = plan.central(metric) - still.central(metric)
        assert (gain > 0).all()
        assert (gain < 0.5 * announced).all()  # half of it is rebated, unpaid or returned


LASTS = {"overseas_investment", "consumer_confidence"}
"""Levers that are meant to last: a business built abroad, and no lever but the world."""


@pytest.mark.slow
@pytest.mark.parametrize("vintage", some(TESTED, "2025Q3"))
def test_6_a_year_of_anything_is_forgotten_after_ten(vintage):
    market = load_market(vintage)
    still = run(vintage, rivals="follow", horizon=40)
    filtered = [n for n, row in LEVERS.items() if row.delivery not in ("kpi", "event")]
    years = [
        (step(lever, value, 1, vintage), step(lever, market.levers[lever], 5, vintage))
        for lever in filtered
        for value in {*market.bounds(lever)} - {market.levers[lever]}
        if lever not in LASTS
    ]
    plans = [scenario(vintage, rivals="follow", horizon=40, steps=year) for year in years]
    for year, plan in zip(years, plain_runs(plans), strict=True):
        for app, metric in product(range(5), ("gmv", "dau", "merchants_sme")):
            left = percent(plan, still, metric, slice(39, 40), app)
            assert abs(left) < 0.5, (year[0], metric, app)


def cases(vintage):
    """No change and the cases of a market that the product ships."""
    files = sorted((DATA / "scenarios" / vintage).glob("*.csv"))
    plans = [read_scenarios(file)[0] for file in files]
    return [replace(plans[0], name="No change", steps=(), notes=()), *plans]


def worths(vintage, draws=0, seed=0, horizon=12):
    """Worth of the cases of a market, (N, 1+D)."""
    plans = [replace(plan, horizon=horizon) for plan in cases(vintage)]
    market = load_market(vintage)
    schedules = [plan.schedule(market.levers) for plan in plans]
    paths = project_plans(
        market, load_parameters(), plans[0], schedules, metrics=["worth"], draws=draws, seed=seed
    )
    return paths["worth"][:, 0]


@pytest.mark.slow
@every("vintage", ("2023Q1", "2024Q3", "2025Q3"))
def test_7_neither_dice_nor_horizon_turn_a_verdict(vintage):
    orders = {tuple(np.argsort(worths(vintage, horizon=h)[:, 0])) for h in (8, 12, 16, 20)}
    if vintage == "2025Q3":  # to hold the war is no change: the two are worth the same
        assert len({order[-2:] for order in orders}) == 1
    else:
        assert len(orders) == 1
    draws = [worths(vintage, draws=256, seed=seed)[:, 1:] for seed in range(2)]
    chances = np.array([(one[1:] > one[0]).mean(axis=1) for one in draws])
    assert (np.ptp(chances, axis=0) < 0.1).all()


QUIET = {"assumptions": (("conflict_cross_share", 2e-6),)}
"""As if a move across units started no quarrel (E1): the least that may be assumed."""


METRICS = ("gmv", "dau", "revenue")


def slopes(vintage, levers, **assumed):
    """Change of the last year by a small step of each lever, a unit, to the left and to the right.

    By lever and metric.
    """
    market, ways = load_market(vintage), (-1, 1)
    by = {lever: 0.002 * np.ptp(market.bounds(lever)) for lever in levers}
    plans = [{lever: market.levers[lever] + way * by[lever]} for lever in levers for way in ways]
    still, *moved = plain_runs(scenario(vintage, **plan, **assumed) for plan in ({}, *plans))
    pairs = dict(zip(levers, zip(moved[::2], moved[1::2], strict=True), strict=True))
    return {
        (lever, metric): [
            way * change(plan, still, metric) / by[lever]
            for way, plan in zip(ways, pairs[lever], strict=True)
        ]
        for lever, metric in product(levers, METRICS)
    }


INNER = [n for n in FREE_LEVERS if LEVERS[n].delivery in ("local", "fast")]
CROSS = [n for n in FREE_LEVERS if LEVERS[n].delivery == "cross"]


@pytest.mark.slow
@every("vintage", TESTED)
def test_8_a_small_step_back_undoes_a_small_step(vintage):
    """Slopes agree; across units a step either way also costs agreement, and never gains."""
    inner, cross = between(vintage, INNER), between(vintage, CROSS)
    for of, (left, right) in slopes(vintage, inner).items():
        assert right == pytest.approx(left, rel=0.05), of
    for of, (left, right) in slopes(vintage, cross).items():
        assert right <= left, of
    smooth = [name for name in cross if name != "festival_intensity"]
    for of, (left, right) in slopes(vintage, smooth, **QUIET).items():
        assert right == pytest.approx(left, rel=0.05), of


def twice(vintage, levers, part, **assumed):
    """What twice the added money brings over what the money brings once, third year.

    By lever and metric.
    """
    market = load_market(vintage)
    plans = [{name: raised(market, name, n * part)} for name in levers for n in (1, 2)]
    still, *more = plain_runs(scenario(vintage, **plan, **assumed) for plan in ({}, *plans))
    found = {}
    for (place, lever), metric in product(enumerate(levers), ("gmv", "dau")):
        once, doubled = (change(more[2 * place + n], still, metric) for n in (0, 1))
        assert once > 0
        found[lever, metric] = doubled / once
    return found


@pytest.mark.slow
@every("vintage,part", product(TESTED, (0.1, 0.5)), later=product(OTHERS, (0.1, 0.25, 0.5)))
def test_9_twice_the_money_brings_more_and_less_than_twice(vintage, part):
    for of, ratio in twice(vintage, offered(vintage, MONEY), part).items():
        # Smaller cities are won across units: without agreement money brings visitors, not sales.
        least = -np.inf if of == ("lower_tier_investment", "gmv") else 1
        assert least < ratio < 2, of
    cities = offered(vintage, ["lower_tier_investment"])
    assert all(1 < ratio < 2 for ratio in twice(vintage, cities, part, **QUIET).values())


@pytest.mark.slow
@every("vintage", TESTED, later=OTHERS)
def test_10_what_is_right_is_right_sooner(vintage):
    """The later a lever that pays is moved, the less it is worth; one that costs, the less lost."""
    for lever, value in (("ad_load", 1.2), ("subsidy_budget", 0.0)):
        still = run(vintage, rivals="follow")
        plans = (
            scenario(vintage, rivals="follow", steps=(step(lever, value, quarter, vintage),))
            for quarter in (1, 3, 5, 7, 9)
        )
        gains = [change(follow(plan), still, "value") for plan in plans]
        assert gains[0] > 0
        assert all(sooner > later for sooner, later in pairwise(gains)), (lever, gains)
