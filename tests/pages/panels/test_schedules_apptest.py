"""Timing of levers through app.py, without a browser."""

import pytest
from streamlit.testing.v1 import AppTest

from models.inputs import load_market
from models.levers import KPI_UNITS, Step
from pages.plan import schedules
from pages.plan.plan import key
from tests.pages.decide.test_cockpit_apptest import STEPPED, checked, move, page_text, start, upload
from tests.pages.stages import warned

pytestmark = pytest.mark.slow

TWO = (
    Step(lever="subsidy_budget", quarter="2025Q4", value=11.0),
    Step(lever="subsidy_budget", quarter="2026Q2", value=12.0),
)


@pytest.fixture
def app():
    return start()


def kept(app):
    return app.session_state["plan"].kept


def pace(app, lever, name, label=None):
    app.session_state[f"timing.{label or lever}"] = True
    checked(app.run())
    return checked(app.segmented_control(key=f"rhythm.{lever}").select(name).run())


def test_a_lever_goes_in_two_steps_over_a_year_or_now(app):
    move(app, "subsidy_budget", 12.0)
    pace(app, "subsidy_budget", "two_steps")
    assert kept(app) == TWO
    assert "today 10 bn · in two steps" in page_text(app)
    assert app.slider(key=key("subsidy_budget")).value == 12.0
    pace(app, "subsidy_budget", "year")
    assert [step.value for step in kept(app)] == [10.5, 11.0, 11.5, 12.0]
    pace(app, "subsidy_budget", "now")
    assert not kept(app)
    assert app.slider(key=key("subsidy_budget")).value == 12.0


def test_a_lever_at_today_has_nothing_to_spread(app):
    app.session_state["timing.subsidy_budget"] = True
    checked(app.run())
    assert app.segmented_control(key="rhythm.subsidy_budget").disabled


def test_a_rhythm_goes_on_when_its_slider_is_moved(app):
    move(app, "subsidy_budget", 12.0)
    pace(app, "subsidy_budget", "two_steps")
    move(app, "subsidy_budget", 15.0)
    assert [step.value for step in kept(app)] == [12.5, 15.0]
    move(app, "subsidy_budget", load_market().levers["subsidy_budget"])
    assert not kept(app)


def test_weights_of_a_unit_keep_their_rhythm_together(app):
    move(app, "kpi_group_users", 0.6)
    pace(app, "kpi_group_gmv", "two_steps", "kpi_group")
    move(app, "kpi_group_users", 0.8)
    assert {step.lever for step in kept(app)} == set(KPI_UNITS["kpi_group"])
    last = [step.value for step in kept(app) if step.lever == "kpi_group_users"][-1]
    assert last == pytest.approx(0.8)


def test_a_rhythm_starts_anew_in_another_market(app):
    move(app, "subsidy_budget", 12.0)
    pace(app, "subsidy_budget", "two_steps")
    checked(app.selectbox(key="market").select("2023Q1").run())
    assert [step.quarter for step in kept(app)] == ["2023Q2", "2023Q4"]


def test_a_reset_takes_the_schedule_along(app):
    move(app, "subsidy_budget", 12.0)
    pace(app, "subsidy_budget", "year")
    checked(app.button(key="reset.subsidy_budget").click().run())
    assert not kept(app)
    assert app.button(key="reset.all").disabled


def test_an_address_brings_schedules_their_market_and_their_sliders():
    app = start(s__subsidy_budget="2023Q2:6,2023Q4:8", market="2023Q1", horizon="8")
    assert [(step.quarter, step.value) for step in kept(app)] == [("2023Q2", 6), ("2023Q4", 8)]
    assert app.slider(key=key("subsidy_budget")).value == 8
    assert app.query_params["s.subsidy_budget"] in ("2023Q2_6~2023Q4_8", ["2023Q2_6~2023Q4_8"])
    assert not app.warning


def test_where_an_address_contradicts_itself_the_schedule_counts():
    app = start(s__subsidy_budget="2025Q4:10,2026Q2:14", lever__subsidy_budget="30")
    assert app.slider(key=key("subsidy_budget")).value == 14


def test_a_bad_address_says_what_was_wrong_and_opens_the_rest():
    app = start(
        lever__subsidy_budget="9999",
        lever__nonsense="1",
        market="1999Q1",
        horizont="4",
        rivals="x",
        s__ad_load="2025Q4:99",
        s__sme_support="2025Q4:4,2026Q2:5",
    )
    warning = warned(app)
    for text in (
        "lever.subsidy_budget = 9999",
        "from 0 bn to 60 bn",
        "no such lever",
        "market = 1999Q1",
        "2023Q4, 2024Q3, 2025Q3",
        "horizon was meant",
        "passive, follow",
        "0.2 to 3",
    ):
        assert text in warning
    assert app.slider(key=key("sme_support")).value == 5
    checked(app.button(key="address.dismiss").click().run())
    assert not app.warning


def test_a_schedule_in_an_opened_file_reaches_the_address(app):
    upload(app, STEPPED)
    asked = app.query_params["s.taobao_traffic_share"]
    assert "2023Q4_0.5200000000000001" in (asked if isinstance(asked, str) else asked[0])


def drawn():
    """Draw paths by hand, as the timeline reports them; runs inside the app."""
    import streamlit as st

    from pages.plan import schedules

    st.session_state.setdefault("market", "2025Q3")
    for lever, path in st.session_state.get("draw", {}).items():
        schedules.put_path(lever, path)


def test_a_path_drawn_by_hand_becomes_steps():
    app = AppTest.from_function(drawn)
    third = 1 / 3
    app.session_state["draw"] = {
        "subsidy_budget": [10.0, 11.0, 11.0, 14.0] + [14.0] * 8,
        "reorganisation": [0, 0, 1, 0] + [0] * 8,
        "kpi_group_users": [third, 0.5] + [0.5] * 10,
    }
    checked(app.run())
    rows = app.session_state["plan"].kept
    steps = [(r.quarter, r.value) for r in rows if r.lever == "subsidy_budget"]
    assert steps == [("2026Q1", 11.0), ("2026Q3", 14.0)]
    assert [(r.quarter, r.value) for r in rows if r.lever == "reorganisation"] == [("2026Q2", 1.0)]
    assert dict(app.session_state["plan"].moved)["reorganisation"] == 1.0
    weights = {r.lever: r.value for r in rows if r.lever in schedules.together("kpi_group_users")}
    assert sum(weights.values()) == pytest.approx(1.0)
    assert weights["kpi_group_users"] == 0.5
