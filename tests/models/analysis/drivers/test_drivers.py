"""What each lever contributes: sums, order, rivals, chains of causes."""

from dataclasses import replace
from itertools import permutations

import numpy as np
import pytest

import models.analysis.drivers.drivers as drivers_module
from models.analysis.drivers.breakdown import as_json
from models.analysis.drivers.causes import causes
from models.analysis.drivers.drivers import DRIVER_METRICS, drivers
from models.analysis.drivers.players import coalition, members_of, players
from models.analysis.drivers.routes import ENTRY, LONGEST_CHAIN, route
from models.ensemble import project_plans
from models.errors import ScenarioError
from models.inputs import load_market, load_parameters
from models.levers import KPI_UNITS, LEVERS
from models.projection import project
from tests.every import every
from tests.models.worlds import scenario, year

pytestmark = pytest.mark.slow

SIX = {
    "taobao_traffic_share": 0.52,
    "subsidy_budget": 9.0,
    "high_ticket_share": 0.2,
    "sme_support": 3.0,
    "ad_load": 1.1,
    "refund_leniency": 0.5,
}
KPI = {"kpi_consumer_gmv": 0.1, "kpi_consumer_revenue": 0.1, "kpi_consumer_users": 0.8}


def drivers_of(plan, **options):
    return drivers(load_market(plan.market), load_parameters(), plan, **options)


def last(plan, metric, **options):
    run = project(load_market(plan.market), load_parameters(), plan, draws=0, **options)
    return year(run.central(metric))


def test_six_levers_equal_brute_force_over_all_orders():
    plan = scenario(rivals="passive", **SIX)
    market, everybody = load_market("2023Q1"), players(plan, load_market("2023Q1").levers)
    planned, still = (s.schedule(market.levers) for s in (plan, replace(plan, steps=())))
    plans = [coalition(planned, still, members_of(mask, everybody)) for mask in range(64)]
    paths = project_plans(market, load_parameters(), plan, plans, metrics=["dau"], draws=0)["dau"]
    worth = [year(path[:, 0, 0]) for path in paths]
    total = np.zeros(6)
    orders = list(permutations(range(6)))
    for order in orders:
        mask = 0
        for player in order:
            total[player] += worth[mask | 1 << player] - worth[mask]
            mask |= 1 << player
    shares = drivers_of(plan, draws=0).at("dau").contributions
    for player, expected in zip(everybody, total / len(orders), strict=True):
        assert shares[player.name].central == pytest.approx(expected, abs=1e-9)


@every("rivals", ["passive", "follow", "best-reply"])
def test_baseline_contributions_and_rivals_sum_to_the_plan(rivals):
    plan, metrics = scenario(rivals=rivals, **SIX), [*DRIVER_METRICS, "value"]
    found = drivers_of(plan, draws=4, metrics=metrics)
    run = project(load_market("2023Q1"), load_parameters(), plan, draws=0)
    idle = project(load_market("2023Q1"), load_parameters(), replace(plan, steps=()), draws=0)
    for metric in metrics:
        record = as_json(found.at(metric))
        total = record["baseline"] + sum(record["contributions"].values()) + record["rivals"]
        assert total == pytest.approx(record["total"], rel=1e-12), metric
        assert record["total"] == pytest.approx(year(run.central(metric)), rel=1e-12), metric
        assert record["baseline"] == pytest.approx(year(idle.central(metric)), rel=1e-12), metric
        assert (record["rivals"] == 0.0) == (rivals == "passive"), metric


def test_every_draw_sums_to_its_own_total():
    plan = scenario(rivals="follow", **SIX)
    whole = drivers_of(plan, draws=5, metrics=["gmv"])
    change = whole.total["gmv"] - whole.baseline["gmv"]
    total = whole.shares["gmv"].sum(axis=0) + whole.rivals["gmv"]
    np.testing.assert_allclose(total, change, rtol=1e-10)


def test_the_order_of_rows_and_idle_rows_change_nothing():
    plan = scenario(rivals="follow", sme_support=1.0, **{k: SIX[k] for k in list(SIX)[:3]})
    turned = replace(plan, steps=tuple(reversed(plan.steps)))
    one, other = (drivers_of(p, draws=3).at("dau") for p in (plan, turned))
    assert one == other
    assert "sme_support" not in one.contributions  # it stands where the market has it
    without = replace(plan, steps=tuple(s for s in plan.steps if s.lever != "sme_support"))
    assert drivers_of(without, draws=3).at("dau") == one


def test_the_weights_of_a_unit_are_one_player():
    plan = scenario(**KPI, subsidy_budget=9.0)
    assert list(drivers_of(plan, draws=0).at("dau").contributions) == [
        "subsidy_budget",
        "kpi_consumer",
    ]


def test_interaction_is_what_lone_effects_leave():
    plan = scenario(rivals="follow", **SIX)
    breakdown = drivers_of(plan, draws=0).at("revenue")
    idle = last(scenario(rivals="passive"), "revenue")
    for lever, value in SIX.items():
        alone = last(scenario(rivals="passive", **{lever: value}), "revenue") - idle
        assert breakdown.lone[lever] == pytest.approx(alone, abs=1e-9)
    before = breakdown.change - breakdown.rivals.central
    assert breakdown.interaction == pytest.approx(before - sum(breakdown.lone.values()), abs=1e-9)


def test_the_answer_is_the_plan_with_rivals_less_the_plan_without_draw_by_draw():
    plan = scenario(rivals="follow", draws=12, **SIX)
    whole = drivers_of(plan, metrics=["ebita"])

    def change(posture):
        runs = (
            project(load_market("2023Q1"), load_parameters(), one, rivals=posture).path("ebita")
            for one in (plan, replace(plan, steps=()))
        )
        ours, idle = runs
        return ours - idle

    answer = change("follow") - change("passive")
    read = [
        np.stack([year(path[: t + 1]) for t in range(len(path))])
        for path in (answer, change("passive"))
    ]
    np.testing.assert_allclose(whole.rivals["ebita"], read[0], atol=1e-12)
    levers = whole.shares["ebita"].sum(axis=0)
    np.testing.assert_allclose(levers, read[1], atol=1e-9)


def test_the_shares_take_as_many_of_the_draws_of_the_plan_as_they_can_afford(monkeypatch):
    monkeypatch.setattr(drivers_module, "BUDGET", 8)
    monkeypatch.setattr(drivers_module, "FEWEST", 3)
    plan = scenario(rivals="follow", draws=9, subsidy_budget=9.0, ad_load=1.1)
    few, whole = drivers_of(plan, metrics=["dau"]), drivers_of(plan, metrics=["dau"], draws=3)
    assert few.draws == whole.draws == 3
    assert few.rivals["dau"].shape[-1] == 1 + 9
    np.testing.assert_array_equal(few.shares["dau"], whole.shares["dau"])
    np.testing.assert_array_equal(few.total["dau"][..., :4], whole.total["dau"])


MANY = SIX | {
    "content_investment": 2.5,
    "lower_tier_investment": 3.0,
    "fee_waiver": 0.001,
    "ai_investment": 2.0,
    "festival_intensity": 1.2,
}


def test_many_levers_are_sampled_with_their_error():
    plan = scenario(rivals="follow", **MANY)
    breakdown = drivers_of(plan, draws=2).at("dau")
    assert not breakdown.is_exact
    assert set(breakdown.errors) == {*MANY}
    total = breakdown.baseline.central + sum(e.central for e in breakdown.contributions.values())
    assert total + breakdown.rivals.central == pytest.approx(breakdown.total.central, rel=1e-12)
    assert all(0.0 < error < 0.1 * abs(breakdown.change) for error in breakdown.errors.values())


@every("metric", ["dau", "ebita", "gmv"])
def test_coalitions_near_the_ends_tell_every_draw_as_all_of_them_do(metric):
    """With eight levers: to a thousandth of the width of the range."""
    plan = scenario(rivals="follow", **dict(list(MANY.items())[:8]))
    near = drivers_of(plan, draws=12, metrics=[metric]).shares[metric]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(drivers_module, "EXACT_DRAWS", 8)
        whole = drivers_of(plan, draws=12, metrics=[metric]).shares[metric]
    np.testing.assert_allclose(near[..., 0], whole[..., 0], rtol=1e-9, atol=1e-12)
    apart = np.abs(near - whole)[:, -1].max(axis=-1)
    assert (apart < 2e-3 * np.ptp(whole[:, -1], axis=-1)).all()
    assert apart.max() > 0.0  # not the same coalitions


def test_nothing_moved_is_nothing_to_explain():
    breakdown = drivers_of(scenario(rivals="follow"), draws=2).at("dau")
    assert breakdown.contributions == {}
    assert breakdown.change == breakdown.rivals.central == breakdown.interaction == 0.0


def test_an_earlier_quarter_is_its_own_answer():
    whole = drivers_of(scenario(**SIX), draws=0)
    first = whole.at("dau", "2023Q2")
    assert first.quarter == "2023Q2"
    assert abs(first.change) < abs(whole.at("dau").change)
    with pytest.raises(ScenarioError, match="2030Q1"):
        whole.at("dau", "2030Q1")


@every("metric", ["dau", "revenue", "gmv", "ebita", "dac", "merchants_sme"])
@every("player", [*ENTRY, "overseas_investment"])
def test_a_route_has_at_most_five_steps_and_known_parameters(player, metric):
    nodes = route(player, metric)
    assert 1 <= len(nodes) <= LONGEST_CHAIN
    assert len({node.name for node in nodes}) == len(nodes)
    table = load_parameters().table
    assert all(node.parameter in table for node in nodes if node.parameter)
    if player != "overseas_investment":
        assert nodes[-1].name == metric


def test_every_lever_has_a_route():
    weights = {weight for names in KPI_UNITS.values() for weight in names}
    assert {*ENTRY, "overseas_investment"} == {*LEVERS, *KPI_UNITS} - weights


def test_a_chain_starts_at_the_lever_and_ends_at_the_change_it_makes_alone():
    plan = scenario(rivals="follow", **SIX)
    market, parameters = load_market("2023Q1"), load_parameters()
    links = causes(market, parameters, plan, "subsidy_budget", "revenue")
    assert [link.name for link in links] == ["delivered", "visits", "orders", "gmv", "revenue"]
    assert (links[0].before, links[0].after) == pytest.approx((5.0, 9.0), rel=1e-4)
    breakdown = drivers_of(plan, draws=0).at("revenue")
    assert links[-1].change == pytest.approx(breakdown.lone["subsidy_budget"], abs=1e-9)
    for link in links:
        assert link.source
        assert link.grade in "ABCD"
        assert link.value == parameters.table[link.parameter].central


def test_the_chain_of_the_rivals_starts_at_their_subsidies():
    links = causes(
        load_market("2023Q1"), load_parameters(), scenario(rivals="follow", **SIX), "rivals", "dau"
    )
    assert links[0].name == "rival_subsidy"
    assert links[0].change > 0 > links[-1].change


def test_a_lever_that_does_not_move_has_no_chain():
    with pytest.raises(KeyError, match="ad_load"):
        causes(load_market("2023Q1"), load_parameters(), scenario(), "ad_load", "dau")
