"""Floors hold in every full year and in the last one that is simulated, unless at the end only."""

from dataclasses import replace

import numpy as np
import pytest

from models.ensemble import project_plans
from models.errors import ScenarioError
from models.inputs import load_market, load_parameters
from models.market.worth import BEYOND
from models.notation import quarters_after
from models.projection import project
from models.scenario import Step
from models.simulation.appraisal import extended
from tests.models.analysis.optimise.worlds_of_search import (
    HORIZON,
    TWO,
    evaluator_of,
    kept,
    small,
    solved,
    today,
)
from tests.models.worlds import scenario, year

LATER = HORIZON + BEYOND


def long_path(plan, metric):
    """Central run of a metric over the horizon and the quarters simulated after it."""
    market = load_market(plan.market)
    planned = extended(plan.schedule(market.levers))
    run = project(market, load_parameters(), plan, quarters=LATER, draws=0, planned=planned)
    return run.central(metric)


@pytest.mark.slow
def test_a_floor_holds_where_one_at_the_end_is_broken():
    """Profit at its best takes visitors that come back last, unless every year is looked at."""
    at = quarters_after("2023Q1", HORIZON)[-1]
    free = ("content_investment", "subsidy_budget")
    idle = long_path(scenario(rivals="follow", horizon=HORIZON), "dau")
    paths = {}
    for when in ("every", at):
        answer = solved(small("ebita", free, [kept("dau", at=when)]))
        paths[when] = long_path(answer.scenario, "dau")
        assert year(paths[when][:HORIZON]) >= year(idle[:HORIZON]) * (1 - 1e-6)
    years = [slice(t - 4, t) for t in (*range(4, HORIZON + 1), LATER)]
    least = {
        when: min(path[span].mean() / idle[span].mean() for span in years)
        for when, path in paths.items()
    }
    assert least["every"] >= 1 - 1e-6
    assert least[at] < 1 - 1e-6


@pytest.mark.slow
@pytest.mark.parametrize(("risk", "free"), [("expected", TWO), ("cvar", TWO[:1])])
def test_over_three_years_mean_and_worst_draws_are_sought_under_a_floor_in_every_year(risk, free):
    plan = today(horizon=12)
    answer = solved(small(free=free, limits=[kept("ebita", 0.95)], plan=plan, risk=risk, draws=8))
    assert answer.gain > 0
    ours, idle = (
        project(load_market(plan.market), load_parameters(), of, draws=8)
        for of in (answer.scenario, plan)
    )
    for profit in (
        lambda run: run.central("ebita"),
        lambda run: run.draws("ebita").mean(axis=1),
    ):
        paths = profit(ours), profit(idle)
        for t in range(4, 13):
            assert year(paths[0][:t]) >= year(paths[1][:t]) * (0.95 - 1e-6)


@pytest.mark.slow
def test_over_three_years_nothing_better_is_found_from_the_best_plan_under_todays_floor():
    task = small(free=TWO[:1], limits=[kept("ebita")], plan=today(horizon=12))
    best = solved(task)
    again = solved(replace(task, scenario=best.scenario))
    assert again.verdict in ("at_start", "improved")
    assert again.best == pytest.approx(best.best, rel=1e-4)


def test_each_row_of_a_limit_is_the_year_that_it_names():
    plan = scenario(rivals="follow", horizon=HORIZON, subsidy_budget=12.0)
    limit = kept("revenue")
    evaluator = evaluator_of(small(limits=[limit]))
    market = load_market("2023Q1")
    rows = evaluator.scorer.kept(evaluator.paths([plan.schedule(market.levers)]), limit)[0]
    path, names = long_path(plan, "revenue"), quarters_after("2023Q1", LATER)
    times = evaluator.scorer.times(limit)
    assert times == (*names[3:HORIZON], names[-1])
    for time, row in zip(times, rows, strict=True):
        assert row == pytest.approx(year(path[: names.index(time) + 1]), rel=1e-12)


@pytest.mark.parametrize("draws", [0, 8])
def test_runs_that_go_on_are_the_same_runs(draws):
    market, parameters = load_market("2025Q3"), load_parameters()
    first, second = quarters_after("2025Q3", 2)
    steps = (
        Step(lever="subsidy_budget", quarter=first, value=20.0),
        Step(lever="subsidy_budget", quarter=second, value=2.0),
    )
    plan = scenario("2025Q3", rivals="follow", horizon=3, steps=steps)
    plans = [plan.schedule(market.levers), scenario("2025Q3", horizon=3).schedule(market.levers)]
    wanted = ("dau", "ebita", "value", "worth", "group_ebita")
    ask = {"metrics": wanted, "draws": draws}
    near = project_plans(market, parameters, plan, plans, **ask)
    far = project_plans(market, parameters, plan, plans, **ask, goes_on=True)
    for name in wanted:
        path = far[name] if name in ("value", "worth") else far[name][:, :3]
        np.testing.assert_array_equal(path, near[name])
    assert far["dau"].shape[1] == 3 + BEYOND


def test_many_draws_go_on_as_few_do():
    market, parameters = load_market("2008Q4"), load_parameters()
    plan = scenario("2008Q4", horizon=2)
    plans = [plan.schedule(market.levers)]
    ask = {"metrics": ("dau", "value"), "goes_on": True}
    few, many = (project_plans(market, parameters, plan, plans, **ask, draws=d) for d in (4, 300))
    np.testing.assert_allclose(many["dau"][..., :5], few["dau"], rtol=1e-12)
    np.testing.assert_allclose(many["value"][..., :5], few["value"], rtol=1e-12)
    assert many["value"].shape[-1] == 257


@pytest.mark.parametrize(
    ("market", "locks", "word"),
    [
        ("2015Q1", {"subsidy_budget": 30.0}, "20.94"),
        ("2015Q1", {"ai_investment": 1.0}, "began in 2023"),
        ("2008Q4", {"refund_leniency": 0.2}, "from 0 to 0.1"),
    ],
)
def test_a_lock_is_held_against_what_the_market_allows(market, locks, word):
    with pytest.raises(ScenarioError, match=word):
        solved(small(free=("ad_load",), market=market, locks=locks))


def test_what_works_abroad_is_searched_for_aims_that_hold_it_alone():
    free = ("ad_load", "overseas_investment")
    searched = {
        goal: [axis.lever for axis in evaluator_of(small(goal, free)).space.axes]
        for goal in ("dau", "group_ebita")
    }
    assert {*searched["dau"]} == {"ad_load"}
    assert {*searched["group_ebita"]} == {*free}
    with pytest.raises(ScenarioError, match="the aim counts"):
        solved(small("dau", ("overseas_investment",)))
    with pytest.raises(ScenarioError, match="no instant commerce in the market of 2008Q4"):
        solved(small("instant_ebita", ("ad_load",), market="2008Q4"))
    with pytest.raises(ScenarioError, match="not offered in 2008Q4"):
        solved(small("dau", ("ai_investment",), market="2008Q4"))
