"""Sliders end where the market does, and a plan that goes to another market goes inside it."""

import pytest

from pages.plan import plan
from tests.pages.decide.test_cockpit_apptest import checked, move, start

pytestmark = pytest.mark.slow


def test_a_plan_that_follows_another_market_comes_inside_it():
    app = start(market="2024Q3", draws="200")
    move(app, "subsidy_budget", 50.0)
    move(app, "full_site_promotion", 0.5)
    checked(app.selectbox(key="market").select("2015Q1").run())
    targets = dict(app.session_state["plan"].moved)
    assert targets["subsidy_budget"] == 20.94
    assert "full_site_promotion" not in targets
    assert app.slider(key="lever.subsidy_budget").max == 20.94
    shut = app.slider(key="lever.full_site_promotion")
    assert shut.disabled
    assert "Did not exist before 2024" in shut.help
    assert plan.scenario_of(app.session_state["plan"]).market == "2015Q1"
