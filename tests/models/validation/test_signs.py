"""What a strategist would check first: the signs (a) to (h) of section 8, passive rivals."""

from functools import lru_cache

import numpy as np
import pytest

from models.market import brands
from models.projection import project
from models.scenario import Step
from tests.every import every
from tests.models.side_by_side import plain_runs
from tests.models.worlds import scenario


@pytest.fixture(scope="module")
def effect(parameters, market2023):
    """Relative change of a central path against no change, season off."""

    def change(metric, platform=0, **levers):
        settings = {k: levers.pop(k) for k in ("rivals", "assumptions") if k in levers}
        plan = scenario(horizon=20, **settings, **levers)
        still = scenario(horizon=20, **settings)
        moved, base = (run(one, metric).central(metric, platform) for one in (plan, still))
        return moved / base - 1

    @lru_cache(maxsize=256)
    def run(plan, metric):
        return project(market2023, parameters, plan, plain=True, metrics={metric})

    return change


def weights(gmv, revenue, users, units=("consumer", "industry", "group")):
    goals = {"gmv": gmv, "revenue": revenue, "users": users}
    return {f"kpi_{unit}_{goal}": w for unit in units for goal, w in goals.items()}


def test_a_traffic_to_small_sellers_costs_revenue_and_builds_visitors(effect):
    revenue = effect("revenue", taobao_traffic_share=0.5)
    assert revenue[0] < 0
    trough = int(np.argmin(revenue))
    assert 0 < trough < 19
    assert revenue[-1] > revenue[trough]
    for metric in ("merchants_sme", "dau", "dac"):
        path = effect(metric, taobao_traffic_share=0.5)
        assert (path > 0).all()
        assert (np.diff(path)[:8] > 0).all()
    assert (effect("merchants_brand", taobao_traffic_share=0.5) < 0).all()


@pytest.mark.slow
def test_a_visitors_are_concave_in_the_split_with_an_interior_optimum():
    shares = np.linspace(0.35, 0.8, 10)
    runs = plain_runs(scenario(horizon=20, taobao_traffic_share=share) for share in shares)
    last = np.array([run.central("dau")[-1] for run in runs])
    best = int(np.argmax(last))
    assert 0 < best < len(shares) - 1
    assert (np.diff(last, 2) < 0).all()


def test_b_small_tickets_bring_visitors_and_big_ones_as_many_sales(effect):
    def year(share):
        stop = [
            Step(lever="subsidy_budget", quarter="2024Q2", value=5.0),
            Step(lever="high_ticket_share", quarter="2024Q2", value=0.4),
        ]
        return {"subsidy_budget": 10, "high_ticket_share": share, "steps": tuple(stop)}

    big, small = year(0.7), year(0.2)
    sales = [effect("gmv", **dict(plan))[:2] for plan in (big, small)]
    assert (np.abs(sales[0] / sales[1] - 1) < 0.2).all()
    visitors = [effect("dau", **dict(plan))[:4] for plan in (big, small)]
    assert (visitors[1] > 10 * visitors[0]).all()
    after = [effect("gmv", **dict(plan))[8] for plan in (big, small)]
    assert after[0] < 0.1 * sales[0][1]
    assert after[1] > 0


@pytest.mark.slow
@every("load", [1.3, 1.8])
def test_c_more_ads_earn_now_and_drive_visitors_away(effect, load):
    revenue, visitors = effect("revenue", ad_load=load), effect("dau", ad_load=load)
    assert revenue[0] > 0
    assert revenue[-1] < revenue.max()
    assert (visitors < 0).all()
    assert (np.diff(visitors[:10]) < 0).all()
    for rival in range(1, 5):
        assert (effect("dau", rival, ad_load=load) > 0).all()


def test_c_three_times_the_ads_earn_far_less_after_a_year(effect):
    assert effect("revenue", ad_load=3.0)[4] < -0.1


def test_d_lenient_refunds_please_buyers_first_and_cost_sellers(effect, market2023, parameters):
    visitors = effect("dau", refund_leniency=0.9)
    assert visitors[0] > 0
    assert visitors[-1] < visitors.max()
    assert (effect("merchants_sme", refund_leniency=0.9) < 0).all()
    tools = {"refund_leniency": 0.9, "seller_protection": 1.0}
    assert (effect("ebita", **tools) < 0).all()


def test_d_sellers_pass_refund_losses_on(base2023, market2023):
    from models.simulation.state import initial
    from tests.models.market.test_equations_trade import played

    quarter = played(initial(base2023), market2023, base2023, refund_leniency=0.9)
    assert (quarter.earned.price[0] > 0).all()


def test_e_reorganisation_takes_an_eighth_and_half_returns_in_1_6_quarters(parameters, market2023):
    run = project(market2023, parameters, scenario(reorganisation=1), plain=True)
    delivered = run.central("effectiveness")
    assert delivered[0] == pytest.approx(0.88, abs=1e-9)
    lost = 1 - delivered
    half_life = np.log(0.5) / np.log(lost[1] / lost[0])
    assert half_life == pytest.approx(1.6, abs=0.05)


@pytest.mark.slow
def test_e_a_plan_across_units_asks_for_more_integration():
    grid = np.linspace(0, 1, 21)

    def best(**levers):
        runs = plain_runs(scenario(centralisation=c, **levers) for c in grid)
        reached = [run.central("effectiveness")[-1] for run in runs]
        return grid[int(np.argmax(reached))]

    alone, plan = best(), best(taobao_traffic_share=0.6, refund_leniency=0.6)
    assert 0 < alone < 1
    assert alone < plan < 1


def test_e_fewer_layers_deliver_sooner_and_below_five_lose_sight(parameters, market2023):
    def run(layers):
        plan = scenario(reporting_layers=layers, sme_support=6)
        return project(market2023, parameters, plan, plain=True)

    realised = [run(layers).realised["sme_support"][1, 0] for layers in (4, 5, 6, 9)]
    assert realised == sorted(realised, reverse=True)
    assert run(4).central("effectiveness")[-1] < run(5).central("effectiveness")[-1]


def test_f_conflicting_kpis_deliver_less(effect):
    shared = {"centralisation": 0.3, "subsidy_budget": 10}
    conflict = shared | weights(0, 0, 1, ["consumer"]) | weights(0, 1, 0, ["industry"])
    for metric in ("gmv", "dau"):
        assert effect(metric, **conflict)[-1] < effect(metric, **shared)[-1]


@pytest.mark.slow
def test_f_what_all_agree_on_moves_the_business(effect):
    users, revenue = weights(0.1, 0.1, 0.8), weights(0.1, 0.8, 0.1)
    assert effect("dau", **users)[-1] > 0
    assert effect("revenue", **users)[1] < 0
    assert effect("dau", **revenue)[-1] < 0
    assert effect("revenue", **revenue)[1] > 0


@every("exposure", [0.4, 0.9])
def test_h_scarce_traffic_wants_few_brands(exposure):
    focus = np.linspace(0.02, 1.0, 491)
    found = brands.capability_target(np.array(exposure), focus, np.array(3.0))
    assert focus[int(np.argmax(found))] == pytest.approx(exposure / 1.26, abs=0.01)
    spread = brands.capability_target(np.array(4.0), focus, np.array(3.0))
    assert int(np.argmax(spread)) == len(focus) - 1


def test_support_raises_small_sellers_and_costs_profit_first(effect):
    for metric in ("merchants_sme", "dac", "gmv"):
        assert (effect(metric, sme_support=3) > 0).all()
    assert effect("ebita", sme_support=3)[0] < 0


def test_an_announced_fee_earns_and_drives_small_sellers_away(effect):
    fee = {"added_commission": 0.006}
    assert (effect("revenue", **fee) > 0).all()
    assert (effect("merchants_sme", **fee) < 0).all()
    visitors = effect("dau", **fee)
    assert -0.02 < visitors[-1] < 0


def test_more_habit_means_a_larger_long_run_multiple(effect):
    def multiple(weight):
        path = effect("dau", ad_load=1.3, assumptions=(("habit_weight", weight),))
        return path[-1] / path[0]

    assert multiple(0.35) > multiple(0.28) > multiple(0.15)


def test_a_poor_organisation_wastes_money_and_creates_none(effect):
    plan = {"sme_support": 5, "refund_leniency": 0.4}
    good, poor = effect("gmv", **plan), effect("gmv", centralisation=1.0, **plan)
    assert (poor[3:] < good[3:]).all()


def test_cross_effects_are_opposite_to_own(effect):
    for lever, value in (("subsidy_budget", 12), ("lower_tier_investment", 6)):
        assert effect("dau", 0, **{lever: value})[-1] > 0
        assert effect("dau", 1, **{lever: value})[-1] < 0
