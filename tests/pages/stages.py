"""Plans and stages that the tests of this folder draw."""

import re
from functools import lru_cache

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
    style = style_of(market, dark=dark)
    outcome = outcome_of(scenario)
    return Stage(market=market, scenario=scenario, outcome=outcome, style=style, date="2026-11-22")


@lru_cache(maxsize=64)
def outcome_of(scenario):
    """Study a plan once for all languages, themes and tests that draw it."""
    return study(load_market(scenario.market), load_parameters(), scenario)


def warned(app):
    """Give the only warning of a page as it reads, without the marks that keep it text."""
    (warning,) = app.warning
    return re.sub(r"\\(.)", r"\1", warning.value)
