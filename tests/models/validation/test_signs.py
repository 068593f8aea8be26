"""What a strategist would check first: model.md section 8."""

import numpy as np
import pytest

from models.projection import project
from tests.models.worlds import scenario


@pytest.fixture(scope="module")
def effect(parameters, market2023):
    """Relative change of a central path against no change, season off."""

    def change(metric, platform=0, **levers):
        settings = {k: levers.pop(k) for k in ("rivals", "assumptions") if k in levers}
        plan = scenario(horizon=20, **settings, **levers)
        still = scenario(horizon=20, **settings)
        moved = project(market2023, parameters, plan, plain=True).central(metric, platform)
        base = project(market2023, parameters, still, plain=True).central(metric, platform)
        return moved / base - 1

    return change


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


def test_a_visitors_have_an_interior_optimum_in_the_split(effect):
    shares = [0.35, 0.45, 0.5, 0.55, 0.6, 0.7, 0.8]
    last = np.array([effect("dau", taobao_traffic_share=share)[-1] for share in shares])
    best = int(np.argmax(last))
    assert 0 < best < len(shares) - 1
    assert 0.47 < shares[best] < 0.65


def test_b_small_tickets_bring_visitors_and_big_ones_sales(parameters, market2023, effect):
    from models.scenario import Step

    def year(share):
        stop = [
            Step(lever="subsidy_budget", quarter="2024Q2", value=5.0),
            Step(lever="high_ticket_share", quarter="2024Q2", value=0.4),
        ]
        return {"subsidy_budget": 10, "high_ticket_share": share, "steps": tuple(stop)}

    big, small = year(0.7), year(0.2)
    assert effect("gmv", **dict(big))[1] > effect("gmv", **dict(small))[1]
    assert effect("dau", **dict(small))[1] > 20 * effect("dau", **dict(big))[1]
    assert abs(effect("gmv", **dict(big))[8]) < 0.1 * effect("gmv", **dict(big))[1]
    assert effect("gmv", **dict(small))[8] > 0


@pytest.mark.parametrize("load", [1.3, 1.8])
def test_c_more_ads_earn_now_and_drive_visitors_away(effect, load):
    revenue, visitors = effect("revenue", ad_load=load), effect("dau", ad_load=load)
    assert revenue[0] > 0
    assert revenue[-1] < revenue.max()
    assert (visitors < 0).all()
    assert (np.diff(visitors[:10]) < 0).all()
    for rival in range(1, 5):
        assert (effect("dau", rival, ad_load=load) > 0).all()


def test_c_harvesting_hard_ends_below_where_it_began(effect):
    assert effect("revenue", ad_load=2.6)[-1] < 0


def test_d_lenient_refunds_please_buyers_first_and_cost_sellers(effect):
    visitors = effect("dau", refund_leniency=0.9)
    assert visitors[0] > 0
    assert visitors[-1] < visitors.max()
    assert (effect("merchants_sme", refund_leniency=0.9) < 0).all()
    revenue = effect("revenue", refund_leniency=0.9)
    assert revenue[:3].max() > 0
    assert revenue[-1] < revenue.max()


def test_e_reorganisation_takes_an_eighth_and_half_returns_in_1_2_quarters(parameters, market2023):
    run = project(market2023, parameters, scenario(reorganisation=1), plain=True)
    delivered = run.central("effectiveness")
    assert delivered[0] == pytest.approx(0.88, abs=1e-9)
    lost = 1 - delivered
    half_life = np.log(0.5) / np.log(lost[1] / lost[0])
    assert half_life == pytest.approx(1.16, abs=0.05)


def test_f_conflicting_kpis_deliver_less(effect):
    shared = {"centralisation": 0.3, "subsidy_budget": 10}
    users_first = {"kpi_consumer_gmv": 0, "kpi_consumer_revenue": 0, "kpi_consumer_users": 1}
    money_first = {"kpi_industry_gmv": 0, "kpi_industry_revenue": 1, "kpi_industry_users": 0}
    conflict = shared | users_first | money_first
    for metric in ("gmv", "dau"):
        assert effect(metric, **conflict)[-1] < effect(metric, **shared)[-1]
    revenue = effect("revenue", **conflict) - effect("revenue", **shared)
    assert revenue[1] > 0
    assert revenue[-1] < 0


@pytest.mark.parametrize("posture", ["follow", "best-reply"])
def test_g_rivals_take_back_part_of_what_a_price_war_wins(effect, posture):
    war = {"subsidy_budget": 15, "high_ticket_share": 0.1}
    assert effect("gmv", rivals=posture, **war)[-1] < effect("gmv", rivals="passive", **war)[-1]
    assert effect("gmv", rivals=posture, **war)[-1] > 0
    assert (effect("subsidy", 1, rivals=posture, **war)[2:] > 0).all()


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


def test_layers_slow_everything(parameters, market2023):
    def realised(layers):
        plan = scenario(reporting_layers=layers, sme_support=6)
        return project(market2023, parameters, plan, plain=True).realised["sme_support"][1, 0]

    assert realised(5) > realised(6) > realised(9)


def test_cross_effects_are_opposite_to_own(effect):
    for lever, value in (("subsidy_budget", 12), ("lower_tier_investment", 6)):
        assert effect("dau", 0, **{lever: value})[-1] > 0
        assert effect("dau", 1, **{lever: value})[-1] < 0
