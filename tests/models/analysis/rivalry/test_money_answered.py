"""Money for money: the parts of an answer are those of the simulated budgets (E5)."""

from dataclasses import replace

import numpy as np
import pytest
from numpy.testing import assert_allclose

from models.analysis.rivalry.money_answered import money_for_money
from models.analysis.rivalry.takeback import react
from models.analysis.rivalry.wargame import ANSWERS
from models.projection import project
from models.scenario import Scenario, Step
from tests.models.worlds import year


def plan_of(*conduct, **levers):
    steps = tuple(
        Step(lever=lever, quarter="2023Q2", value=value) for lever, value in levers.items()
    )
    return Scenario(name="plan", market="2023Q1", horizon=12, steps=steps, conduct=conduct)


SMALL = plan_of(subsidy_budget=10.0, high_ticket_share=0.2)
PHONES = plan_of(subsidy_budget=10.0, high_ticket_share=0.6)
GROWTH = plan_of(content_investment=4.0, ai_investment=3.0)
HEAVY = plan_of(subsidy_budget=45.0)
OWN_WAYS = plan_of(
    ("pdd:strength", 2.0),
    ("pdd:cap", 12.0),
    ("douyin:lag", 3.0),
    ("jd", "passive"),
    subsidy_budget=15.0,
)


def spent_more(market, parameters, scenario):
    """What each rival spends above no change over the last year, simulated."""
    run = project(market, parameters, scenario, draws=0)
    today = project(market, parameters, replace(scenario, steps=()), draws=0)
    return [
        year(run.central("subsidy", place) - today.central("subsidy", place))
        for place in range(len(market.platforms))
    ]


@pytest.mark.parametrize("plan", [SMALL, PHONES, GROWTH, HEAVY, OWN_WAYS])
def test_parts_sum_to_what_the_simulated_rival_spends_more(market2023, parameters, plan):
    told = money_for_money(market2023, parameters, plan)
    spent = spent_more(market2023, parameters, plan)
    for one in told.answers:
        assert_allclose(one.added, spent[one.platform], rtol=1e-9, atol=1e-12)
        assert one.cut <= 0.0 <= min(one.matched_high, one.matched_low)
    assert_allclose(told.added, sum(one.added for one in told.answers))


@pytest.mark.slow
def test_the_answer_is_the_bill_of_the_page(market2023, parameters):
    bills = react(market2023, parameters, SMALL, metrics=["gmv"], draws=0).bills
    told = money_for_money(market2023, parameters, SMALL)
    for bill, one in zip(bills, told.answers, strict=True):
        assert bill.platform == one.platform
        assert one.added == pytest.approx(bill.subsidy.central, rel=1e-9)


def test_each_class_is_answered_where_it_is_attacked(market2023, parameters):
    """All rivals together match the same part of either class; phones by those who sell them."""
    small, phones = (money_for_money(market2023, parameters, one) for one in (SMALL, PHONES))
    assert small.attack.high == pytest.approx(0.0, abs=1e-6)
    assert all(one.matched_high == pytest.approx(0.0, abs=1e-6) for one in small.answers)
    matching = parameters.central()["rival_matching"]
    for told in (small, phones):
        low = sum(one.matched_low for one in told.answers)
        high = sum(one.matched_high for one in told.answers)
        assert low == pytest.approx(matching * told.attack.low, rel=1e-6)
        assert high == pytest.approx(matching * told.attack.high, rel=1e-6, abs=1e-6)
    most = {
        name: max(phones.answers, key=lambda one: getattr(one, f"matched_{name}"))
        for name in ("high", "low")
    }
    ids = {name: market2023.platform_ids[one.platform] for name, one in most.items()}
    assert ids == {"high": "jd", "low": "pdd"}


def test_growth_money_is_answered_as_small_orders(market2023, parameters):
    told = money_for_money(market2023, parameters, GROWTH)
    assert told.attack.growth > 0.0
    assert told.attack.low == pytest.approx(told.attack.growth)
    assert all(one.matched_low > 0.0 == one.matched_high for one in told.answers)


def test_a_cap_cuts_and_a_cut_of_ours_disarms_nobody(market2023, parameters):
    heavy = money_for_money(market2023, parameters, HEAVY)
    assert any(one.cut < 0.0 for one in heavy.answers)
    cut = plan_of(subsidy_budget=1.0)
    less = money_for_money(market2023, parameters, cut)
    assert less.attack.total == 0.0
    run = project(market2023, parameters, cut, draws=0)
    for one in less.answers:
        assert one.matched_high == one.matched_low == 0.0
        today = market2023.subsidy[one.platform].sum()
        assert (run.central("subsidy", one.platform) >= today * (1.0 - 1e-9)).all()


def test_who_stands_still_gives_no_money(market2023, parameters):
    told = money_for_money(market2023, parameters, replace(SMALL, rivals="passive"))
    assert told.answers == ()
    assert told.attack.total > 0.0
    assert np.isclose(told.added, 0.0)


@pytest.fixture(scope="module")
def game_budgets(market2023, parameters):
    """What all rivals spend above today in the last quarter, by answer of the game, plain."""
    today = market2023.subsidy[1:].sum()

    def spent(answer):
        conduct = (answer,) * len(market2023.platforms[1:])
        run = project(market2023, parameters, SMALL, plain=True, conduct=conduct)
        return run.paths["subsidy"][-1, 1:, 0].sum() - today

    return {name: spent(answer) for name, answer in ANSWERS.items()}


def test_the_answers_of_the_game_are_those_of_the_specification(game_budgets):
    """Half or all of our money without defence, the share alone, or nothing to buyers at all."""
    added = SMALL.steps[0].value * 0.8 - 5.0 * 0.6
    assert game_budgets["passive"] == pytest.approx(0.0, abs=1e-9)
    assert game_budgets["match-full"] == pytest.approx(added, rel=1e-3)
    assert game_budgets["match-half"] == pytest.approx(added / 2.0, rel=1e-3)
    assert 0.0 < game_budgets["defend"] < game_budgets["match-half"]
    assert game_budgets["fee-cut"] == pytest.approx(0.0, abs=1e-9)
