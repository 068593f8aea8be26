"""Undo and redo through app.py, without a browser."""

import pytest

from models.inputs import load_market
from pages.plan import history
from pages.plan.plan import key
from tests.pages.decide.test_cockpit_apptest import STEPPED, checked, move, page_text, start, upload

pytestmark = pytest.mark.slow


@pytest.fixture(autouse=True)
def _every_move_counts(monkeypatch):
    monkeypatch.setattr(history, "PAUSE_SECONDS", 0.0)


@pytest.fixture
def app():
    return start()


def undo(app):
    return checked(app.button(key="history.undo").click().run())


def redo(app):
    return checked(app.button(key="history.redo").click().run())


def subsidies(app):
    return app.slider(key=key("subsidy_budget")).value


def test_every_move_can_be_undone_and_done_again(app):
    assert app.button(key="history.undo").disabled
    for value in (11.0, 12.0):
        move(app, "subsidy_budget", value)
    move(app, "kpi_group_users", 0.6)
    after = page_text(app)
    undo(app)
    assert app.slider(key=key("kpi_group_users")).value == load_market().levers["kpi_group_users"]
    assert subsidies(undo(app)) == 11.0
    assert subsidies(undo(app)) == load_market().levers["subsidy_budget"]
    assert app.button(key="history.undo").disabled
    for _ in range(3):
        redo(app)
    assert page_text(app) == after
    assert app.button(key="history.redo").disabled


def test_a_new_move_ends_what_could_be_done_again(app):
    move(app, "subsidy_budget", 11.0)
    undo(app)
    move(app, "sme_support", 4.0)
    assert app.button(key="history.redo").disabled
    undo(app)
    assert app.button(key="history.undo").disabled


def test_a_reset_of_all_is_one_step(app):
    move(app, "subsidy_budget", 11.0)
    move(app, "ad_load", 1.2)
    checked(app.button(key="reset.all").click().run())
    undo(app)
    assert subsidies(app) == 11.0
    assert app.slider(key=key("ad_load")).value == 1.2


def test_market_horizon_and_rivals_come_back_too(app):
    checked(app.selectbox(key="market").select("2023Q1").run())
    checked(app.slider(key="horizon").set_value(8).run())
    checked(app.segmented_control(key="rivals").select("passive").run())
    for _ in range(3):
        undo(app)
    assert app.selectbox(key="market").value == "2025Q3"
    assert app.slider(key="horizon").value == 12
    assert app.session_state["rivals"] == "follow"
    assert app.button(key="history.undo").disabled


def test_an_opened_file_can_be_undone_with_its_schedule_and_its_name(app):
    move(app, "subsidy_budget", 11.0)
    upload(app, STEPPED)
    undo(app)
    assert app.session_state["plan"].name == "My plan"
    assert dict(app.session_state["plan"].moved) == {"subsidy_budget": 11.0}
    assert subsidies(app) == 11.0
    redo(app)
    assert app.session_state["plan"].name == "Return"
    assert len(app.session_state["plan"].kept) == 3


def test_a_new_name_is_no_step_and_holds_in_the_past(app):
    upload(app, STEPPED)
    move(app, "sme_support", 4.0)
    app.session_state["menu.save"] = True
    checked(app.run())
    checked(app.text_input(key="scenario.name").set_value("Return to Taobao").run())
    undo(app)
    assert app.session_state["plan"].name == "Return to Taobao"


def test_a_key_held_down_is_one_step(app, monkeypatch):
    monkeypatch.setattr(history, "PAUSE_SECONDS", 60.0)
    for value in (10.0, 10.5, 11.0):
        move(app, "subsidy_budget", value)
    move(app, "sme_support", 4.0)
    undo(app)
    assert subsidies(app) == 11.0
    undo(app)
    assert app.button(key="history.undo").disabled


def test_the_past_is_bounded(app, monkeypatch):
    monkeypatch.setattr(history, "STATES_KEPT", 3)
    for value in (10.0, 11.0, 12.0, 13.0):
        move(app, "subsidy_budget", value)
    undo(app)
    undo(app)
    assert subsidies(app) == 11.0
    assert app.button(key="history.undo").disabled
