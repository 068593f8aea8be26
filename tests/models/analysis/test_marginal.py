"""What one more RMB bn buys: the same as a plan with one more, budgets kept, ranks and prices."""

import numpy as np
import pytest

from models.analysis.marginal_returns import (
    LEVERS_OF_MONEY,
    RETURN_METRICS,
    SUBSIDY,
    Marginal,
    marginal_values,
    one_more,
    ranked_returns,
)
from models.analysis.subsidy_mix import bundles
from models.inputs import load_market, load_parameters, vintages
from models.levers import LEVERS
from models.projection import project
from models.simulation.baseline_terms import baseline_orders
from tests.every import every
from tests.models.worlds import baseline, scenario, year

DRAWS = 40
MARKET = load_market("2023Q1")


@pytest.fixture(scope="module")
def values():
    marginals = marginal_values(load_market("2023Q1"), load_parameters(), scenario(), draws=DRAWS)
    return {(m.lever, m.metric): m for m in marginals}


@every("lever", ["sme_support", "content_investment"])
def test_one_more_is_a_finite_difference_of_two_plans(values, lever):
    market, parameters = load_market("2023Q1"), load_parameters()
    more = scenario(**{lever: baseline()[lever] + 1.0})
    runs = [project(market, parameters, s, draws=DRAWS) for s in (more, scenario())]
    for metric in RETURN_METRICS:
        change = year(runs[0].path(metric)) - year(runs[1].path(metric))
        marginal = values[lever, metric]
        assert marginal.central == pytest.approx(change[0], rel=1e-9)
        assert (marginal.low, marginal.high) == pytest.approx(
            tuple(np.quantile(change[1:], [0.1, 0.9]))
        )


def test_subsidies_are_a_finite_difference_of_budget_and_mix(values):
    """RMB 5 bn at 40% becomes 6 bn: 3 of big-ticket goods, or still 2."""
    market, parameters = load_market("2023Q1"), load_parameters()
    base = year(project(market, parameters, scenario(), draws=0).central("gmv"))
    for lever, high in (("subsidy_high_ticket", 3.0), ("subsidy_low_ticket", 2.0)):
        more = scenario(subsidy_budget=6.0, high_ticket_share=high / 6.0)
        moved = year(project(market, parameters, more, draws=0).central("gmv"))
        assert values[lever, "gmv"].central == pytest.approx(moved - base, rel=1e-6)


def test_money_for_cheap_goods_and_investments_brings_visitors(values):
    for lever in LEVERS_OF_MONEY:
        marginal = values[lever, "dau"]
        assert marginal.low <= marginal.high
        assert marginal.is_clear == (marginal.low > 0 or marginal.high < 0)
        if lever != "subsidy_high_ticket":
            assert marginal.low > 0


@every("lever", SUBSIDY)
@every(("budget", "high"), [(0.0, 0.4), (5.0, 0.4), (60.0, 0.3), (60.0, 0.0)])
def test_the_mix_keeps_the_other_class_and_the_budget(lever, budget, high):
    planned = planned_of(subsidy_budget=budget, high_ticket_share=high)
    moved, sign = one_more(planned, lever, MARKET)
    classes = [
        (p["subsidy_budget"] * p["high_ticket_share"], p["subsidy_budget"])
        for p in (planned, moved)
    ]
    (before_high, before), (after_high, after) = classes
    assert after - before == pytest.approx(sign)
    assert after_high - before_high == pytest.approx(sign * SUBSIDY[lever], abs=1e-9)


def test_a_lever_at_its_end_is_tried_with_one_less():
    end = LEVERS["sme_support"].high
    moved, sign = one_more(planned_of(sme_support=end), "sme_support", MARKET)
    assert sign == -1.0
    assert (moved["sme_support"] == end - 1.0).all()
    market, parameters = load_market("2023Q1"), load_parameters()
    marginals = marginal_values(
        market, parameters, scenario(sme_support=end), draws=0, levers=("sme_support",)
    )
    assert all(m.central > 0 for m in marginals)


@every("vintage", ("2008Q4", "2015Q1"))
def test_a_step_stays_within_what_the_market_allows(vintage):
    market = load_market(vintage)
    planned = {name: np.full(12, value) for name, value in market.levers.items()}
    for lever in (name for name in LEVERS_OF_MONEY if not market.is_shut(name)):
        name = "subsidy_budget" if lever in SUBSIDY else lever
        moved, step = one_more(planned, lever, market)
        assert 0.0 < abs(step) <= 1.0
        assert market.refusal(name, float(moved[name][0])) is None
        assert moved[name][0] - planned[name][0] == pytest.approx(step)
    values = marginal_values(market, load_parameters(), scenario(vintage, horizon=4), draws=0)
    assert {m.lever for m in values} == {n for n in LEVERS_OF_MONEY if not market.is_shut(n)}


def test_no_schedule_is_tried_with_negative_money():
    planned = planned_of(sme_support=10.0)
    planned["sme_support"] = np.linspace(0.0, 10.0, 12)
    moved, _ = one_more(planned, "sme_support", MARKET)
    assert (moved["sme_support"] >= 0.0).all()


def planned_of(**values):
    levers = baseline() | values
    return {name: np.full(12, levers[name]) for name in LEVERS}


def effect(lever, low, central, high):
    return Marginal(lever=lever, metric="dau", low=low, central=central, high=high)


def test_rank_is_by_price_and_a_range_over_zero_has_none():
    ranking = ranked_returns(
        [
            effect("a", -1, 9, 20),
            effect("b", 1, 2, 4),
            effect("c", 2, 5, 8),
            effect("d", -3, -2, -1),
        ]
    )
    assert [y.lever for y in ranking] == ["c", "b", "a", "d"]
    assert [y.price for y in ranking] == [(0.2, 0.125, 0.5), (0.5, 0.25, 1.0), None, None]


@every("vintage", vintages())
def test_a_billion_in_orders_is_what_depth_and_basket_say(vintage):
    market, parameters = load_market(vintage), load_parameters()
    central = parameters.central(dict(market.parameters))
    half = 500.0 * baseline_orders(market)[0].sum(axis=0)[:, 0]
    for bundle, most in zip(
        bundles(market, parameters, scenario(vintage), draws=30), half, strict=True
    ):
        cost = (
            central[f"subsidy_depth_{bundle.ticket}"]
            * central[f"subsidised_basket_{bundle.ticket}"]
        )
        assert bundle.orders.central == pytest.approx(min(1000.0 / cost, most))
        assert bundle.orders.low <= bundle.orders.central <= bundle.orders.high
        assert bundle.visitors.metric == "dau"


def test_a_changed_assumption_changes_the_orders():
    market, parameters = load_market("2023Q1"), load_parameters()
    deeper = scenario(assumptions=(("subsidy_depth_low_ticket", 0.5),))
    small = bundles(market, parameters, deeper, draws=10)[1]
    assert small.orders.central == pytest.approx(1000.0 / (0.5 * 30.0))
