"""The record: which plan is like which decision, and how the model did on it."""

from dataclasses import replace

import numpy as np
import pytest

from models.inputs import load_market
from models.levers import LEVERS
from models.notation import quarters_after
from models.scenario import Scenario, Step
from models.validation.cases import cases
from models.validation.episodes import episodes
from models.validation.record import change, findings, likeness, tried

RETURN = next(case for case in cases() if case.market == "2023Q1").taken.scenario


def plan_of(market, **values):
    first = quarters_after(market, 1)[0]
    steps = (Step(lever=name, quarter=first, value=value) for name, value in values.items())
    return Scenario(name="probe", market=market, steps=tuple(steps))


def test_what_was_decided_in_a_case_is_like_itself():
    for case in cases():
        mine = change(case.taken.scenario)
        assert likeness(mine, mine) == pytest.approx(1.0)
        found = tried(case.taken.scenario)
        assert found.case == case
        assert found.likeness == pytest.approx(1.0)
        assert (found.episode.id if found.episode else "") == case.episode


def test_a_plan_without_a_change_and_one_that_is_unlike_have_no_record():
    assert tried(replace(RETURN, steps=())) is None
    assert likeness(np.zeros(3), np.ones(3)) == 0.0
    # The opposite of a decision, and one that nobody took.
    today = load_market("2023Q1").levers
    opposite = {
        step.lever: max(LEVERS[step.lever].low, 2 * today[step.lever] - step.value)
        for step in RETURN.steps
        if step.lever in ("taobao_traffic_share", "content_investment")
    }
    assert tried(plan_of("2023Q1", **opposite)) is None
    assert tried(plan_of("2024Q3", overseas_investment=9.0)) is None


def test_likeness_is_of_direction_each_lever_over_its_range():
    small, large = plan_of("2023Q1", sme_support=2.0), plan_of("2023Q1", sme_support=5.0)
    assert likeness(change(small), change(large)) == pytest.approx(1.0)
    both = plan_of("2023Q1", sme_support=2.0, subsidy_budget=11.0)
    # Of ranges of 10 and 60, a step of 1 and of 6 weigh alike.
    assert likeness(change(small), change(both)) == pytest.approx(np.sqrt(0.5))


def test_an_experiment_with_something_else_in_it_is_no_record_of_a_lever():
    outside = {episode.id for episode in episodes() if episode.events}
    found = tried(plan_of("2022Q1", added_commission=-0.001))
    assert "end-of-exclusivity" in outside
    assert found is None or found.episode.id not in outside


def test_the_model_is_held_against_what_was_seen():
    seen = {f.check.id: f for f in findings("return-to-taobao")}
    assert seen.keys() == {"visitors", "profit"}
    assert seen["visitors"].has_sign
    assert not seen["visitors"].has_size
    assert not seen["profit"].has_sign
    assert findings("instant-war") == ()
