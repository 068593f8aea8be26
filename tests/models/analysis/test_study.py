"""The comparison of a plan with no change: paired draws, the same numbers as the model's."""

import numpy as np
import pytest

from models.analysis.study import study
from models.inputs import load_market, load_parameters
from models.projection import project
from tests.models.worlds import year
from tests.pages.stages import plan_of


@pytest.fixture(scope="module")
def runs():
    scenario = plan_of(draws=300)
    market, parameters = load_market(scenario.market), load_parameters()
    idle = plan_of({}, draws=300)
    return tuple(project(market, parameters, s) for s in (scenario, idle))


@pytest.fixture(scope="module")
def outcome():
    scenario = plan_of(draws=300)
    return study(load_market(scenario.market), load_parameters(), scenario)


def test_levels_and_bands_are_those_of_the_projection(runs, outcome):
    plan, idle = runs
    frame = plan.to_frame().query("platform == @plan.market.platform_ids[0]")
    path = outcome.paths["dau"]
    shown = {"central": path.plan, "p10": path.low_80, "p90": path.high_80}
    for statistic, values in shown.items():
        rows = frame[(frame["metric"] == "dau") & (frame["statistic"] == statistic)]
        assert np.array_equal(rows["value"], values)
    assert np.array_equal(path.no_change, idle.central("dau"))


def test_a_change_is_taken_draw_by_draw(runs, outcome):
    plan, idle = runs
    ratio = year(plan.draws("dau")) / year(idle.draws("dau")) - 1
    effect = outcome.relative["dau"]
    assert (effect.low, effect.high) == pytest.approx(tuple(np.quantile(ratio, [0.1, 0.9])))
    levels = outcome.paths["dau"]
    assert effect.high - effect.low < (levels.high_80[-1] - levels.low_80[-1]) / levels.plan[-1]


def test_today_is_the_reported_quarter(outcome):
    market = load_market()
    assert outcome.paths["dau"].today == pytest.approx(market.dau[0].sum(), rel=1e-9)
    assert outcome.paths["gmv_sme"].today == pytest.approx(market.gmv[0, 0], rel=1e-9)


def test_no_plan_changes_nothing():
    outcome = study(load_market(), load_parameters(), plan_of({}, draws=20))
    assert all(
        effect.central == effect.low == effect.high == 0 for effect in outcome.change.values()
    )
    assert not any(outcome.sign(name) for name in ("dau", "revenue", "ebita"))


def test_without_an_answer_before_and_after_agree():
    outcome = study(load_market(), load_parameters(), plan_of(rivals="passive", draws=20))
    for answer in outcome.rival_responses:
        assert answer.before == pytest.approx(answer.after.central, rel=1e-12)


def test_subsidies_arrive_as_one_budget(outcome):
    delivered, planned = outcome.delivered["subsidy_budget"], outcome.planned["subsidy_budget"]
    assert (np.diff(delivered) >= 0).all()
    assert delivered[0] < planned[0]
    assert delivered[-1] == pytest.approx(planned[-1], rel=1e-3)
