"""What a parameter drives is read off the model: against single runs, and where it must be none."""

from dataclasses import replace

import numpy as np
import pytest

from models.analysis.influence import NO_LEVER, SWING_METRICS, ends, influences, swings, trial_plans
from models.inputs import load_market, load_parameters, vintages
from models.levers import KPI_UNITS, LEVERS
from models.parameters.draws import SEASON
from models.projection import project
from models.scenario import Scenario, scenario_from_levers
from tests.models.worlds import year

pytestmark = pytest.mark.slow

MARKET, PARAMETERS = load_market(), load_parameters()
STILL = Scenario(name="-", market=MARKET.vintage)


@pytest.fixture(scope="module")
def driven():
    return influences(MARKET, PARAMETERS)


def plan(**options):
    moved = {"subsidy_budget": 14.0, "taobao_traffic_share": 0.55}
    return scenario_from_levers("Plan", MARKET.vintage, moved, MARKET.levers, **options)


@pytest.mark.parametrize("vintage", vintages())
def test_each_column_moves_one_parameter_to_an_end_of_its_range(vintage):
    market = load_market(vintage)
    columns = ends(market, PARAMETERS, replace(STILL, market=vintage))
    central = PARAMETERS.central(dict(market.parameters))
    for place, (name, values) in enumerate(columns.items()):
        low, high = PARAMETERS.allowed(name)
        assert ((values >= low) & (values <= high)).all()
        moved = np.flatnonzero(values != central[name])
        assert set(moved) <= {2 * place, 2 * place + 1}
        assert values[2 * place] <= values[2 * place + 1]


@pytest.mark.parametrize("name", ["habit_weight", "rival_matching", "subsidised_basket_low_ticket"])
def test_a_swing_is_what_single_runs_say(name):
    scenario = plan()
    columns = ends(MARKET, PARAMETERS, scenario)
    place = list(columns).index(name)
    by_metric = swings(MARKET, PARAMETERS, scenario)[name]
    for end, at in (("low", 2 * place), ("high", 2 * place + 1)):
        assumed = ((name, float(columns[name][at])),)
        runs = [
            project(MARKET, PARAMETERS, replace(of, assumptions=assumed), draws=0)
            for of in (scenario, STILL)
        ]
        for metric in ("dau", "gmv", "revenue"):
            ours, idle = (year(run.central(metric)) for run in runs)
            assert getattr(by_metric[metric], end) == pytest.approx(ours / idle - 1.0, rel=1e-9)


def test_every_lever_is_tried_within_its_range_and_weights_sum_to_one():
    tried = list(trial_plans(MARKET, STILL))
    decisions = {*LEVERS, *KPI_UNITS} - {w for names in KPI_UNITS.values() for w in names}
    assert {lever for lever, _ in tried} == decisions
    for lever, scenario in tried:  # a scenario checks its steps itself
        if lever in KPI_UNITS:
            assert sum(step.value for step in scenario.steps) == pytest.approx(1.0)


def test_what_a_lever_alone_uses_drives_that_lever_alone(driven):
    assert {s.lever for s in driven["lower_tier_utility"]} == {"lower_tier_investment"}
    assert {s.lever for s in driven["fee_yield"]} == {"added_commission"}
    assert driven["reorganisation_dip"][0].lever == "reorganisation"


def test_season_and_growth_move_the_figures_themselves(driven):
    for name in (*SEASON, "growth_upper", "growth_lower"):
        assert driven[name][0].lever == NO_LEVER


def test_chance_and_the_games_of_others_move_no_central_figure(driven):
    for name in ("utility_shock_sd", "macro_shock_sd", "rival_lag", "best_reply_speed"):
        assert not driven[name]
    for rivals, is_moved in (("follow", True), ("best-reply", False)):
        of_plan = swings(MARKET, PARAMETERS, plan(rivals=rivals))["rival_matching"]
        assert all((swing.size > 0) == is_moved for swing in of_plan.values())


def test_swings_are_ranked_and_tell_of_known_metrics(driven):
    for some in driven.values():
        sizes = [swing.size for swing in some]
        assert sizes == sorted(sizes, reverse=True)
        assert {swing.metric for swing in some} <= set(SWING_METRICS)
        assert len({swing.lever for swing in some}) == len(some)
