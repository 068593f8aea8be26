"""The decision of 2023: every figure computed, its guess nobody's, and its split exact."""

import pytest

from models.inputs import actuals_bytes, load_market, load_parameters
from models.ledger.decision import as_json
from models.ledger.example import AIM, RIVAL, example, last_year_again
from models.ledger.miss import PARTS
from models.ledger.published import published
from models.ledger.track_record import records
from models.notation import quarter_number
from models.projection import project
from models.validation.engine import as_moved

pytestmark = pytest.mark.slow


def test_it_is_marked_and_its_guess_is_nobodys():
    decision = example()
    assert decision.is_example
    assert as_json(decision)["example"] is True
    assert [guess.by for guess in decision.guesses] == [""]
    assert decision.frozen == decision.author == ""


def test_its_figures_are_those_of_files_and_runs():
    decision = example()
    market, parameters = load_market("2023Q1"), load_parameters()
    place = quarter_number(AIM.quarter) - quarter_number("2023Q1") - 1
    plan, came = decision.plan, decision.outcome.came
    said = [project(market, parameters, one, draws=0).central("revenue") for one in (plan, came)]
    assert decision.forecast.central == decision.miss.forecast.central
    assert decision.forecast.central == pytest.approx(float(said[0][place]), rel=1e-12)
    assert decision.miss.said.central == pytest.approx(float(said[1][place]), rel=1e-12)
    assert decision.miss.actual == published(actuals_bytes(), AIM).value


def test_its_split_adds_up_and_levers_went_further_than_planned():
    decision = example()
    parts = decision.miss.parts
    assert sum(parts.values()) == pytest.approx(decision.miss.total, abs=1e-9)
    assert all(parts[name] == 0.0 for name in PARTS[3:])
    assert parts["execution"] != 0.0
    assert parts["rivals"] != 0.0
    moved = as_moved(load_market("2023Q1"), quarter_number(AIM.quarter), decision.plan.horizon)
    came = decision.outcome.came.steps
    assert set(moved.steps) <= set(came)
    named = {step.lever for step in moved.steps}
    planned = {step for step in decision.plan.steps if step.lever not in named}
    assert set(came) == {*moved.steps, *planned}


def test_the_rival_answers_as_strongly_as_what_it_spent_says():
    decision = example()
    market = load_market("2023Q1")
    rows = [row.split(",") for row in actuals_bytes().decode().splitlines()]
    spent = {r[1]: float(r[3]) for r in rows if (r[0], r[2]) == ("PDD", "sales_marketing_expense")}
    run = project(market, load_parameters(), decision.outcome.came, draws=0)
    place = market.platform_ids.index(RIVAL)
    at = quarter_number(AIM.quarter) - quarter_number("2023Q1") - 1
    grown = run.central("subsidy", place)[at] / market.subsidy[place].sum()
    assert grown == pytest.approx(spent[AIM.quarter] / spent["2023Q1"], rel=0.01)


def test_last_years_quarter_was_known_when_it_was_guessed():
    guess = last_year_again("2023Q1")
    assert guess.low < guess.central < guess.high
    rows = [row.split(",") for row in actuals_bytes().decode().splitlines()]
    (before,) = (float(r[3]) for r in rows if r[:3] == ["Taotian", "2022Q4", "CMR"])
    assert guess.central == pytest.approx(before / 1000, rel=0.01)


def test_people_and_model_are_scored_alike():
    whole, year = records([example()])
    assert (whole.year, year.year) == ("", "2023")
    assert whole.people.n == whole.model.n == whole.compared == 1
    guess, miss = example().guess, example().miss
    assert whole.people.held == (guess.low <= miss.actual <= guess.high)
    assert whole.model.error == pytest.approx(abs(miss.total) / miss.actual)
    assert whole.closer == (abs(miss.actual - guess.central) < abs(miss.total))


def test_without_an_outcome_nothing_is_scored():
    (whole,) = records([])
    assert (whole.people.coverage, whole.model.coverage, whole.model.error) == (None, None, None)
