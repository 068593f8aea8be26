"""Plans and stages that the tests of this folder draw."""

from models.analysis.study import study
from models.inputs import latest, load_market, load_parameters
from models.scenario import scenario_from_levers
from pages.figures.outcome_figures import Stage, style_of

MOVED = {"taobao_traffic_share": 0.55, "subsidy_budget": 14.0, "sme_support": 5.0}


def plan_of(values=MOVED, market=None, **settings):
    market = market or latest()
    baseline = load_market(market).levers
    settings = {"draws": 200} | settings
    return scenario_from_levers("Test plan", market, values, baseline, **settings)


def stage_of(scenario, *, dark=False):
    market = load_market(scenario.market)
    outcome = study(market, load_parameters(), scenario)
    style = style_of(market, dark=dark)
    return Stage(market=market, scenario=scenario, outcome=outcome, style=style, date="2026-11-22")
