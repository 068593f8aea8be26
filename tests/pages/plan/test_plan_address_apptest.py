"""Every way of making a plan, and its address opened in another session: the same plan."""

import pytest
from streamlit.testing.v1 import AppTest

from models.scenario.digest import plan_digest
from pages.compute import framework
from pages.plan import history, plan
from tests.conftest import PAGE_SCRIPT
from tests.pages.decide.test_cockpit_apptest import HEADER, checked, move, page_text, start, upload
from tests.pages.panel_moves import with_sliders
from tests.pages.stages import warned

pytestmark = pytest.mark.slow

FULL = HEADER.replace("value", "value,note") + (
    "A long name,market,,2023Q1,\nA long name,horizon,,9,\nA long name,rivals,,best-reply,why\n"
    "A long name,draws,,300,\nA long name,seed,,7,\n"
    "A long name,assumption:habit_weight,,0.31,mine\n"
    "A long name,subsidy_budget,2023Q2,12,first\nA long name,subsidy_budget,2023Q4,9.75,\n"
    "A long name,reorganisation,2023Q3,1,\nA long name,ad_load,2023Q2,1,today\n"
)


def scenario(app):
    return plan.scenario_of(app.session_state["plan"])


def opened(app):
    other = with_sliders(AppTest.from_file(str(PAGE_SCRIPT), default_timeout=120))
    for name, value in app.query_params.items():
        other.query_params[name] = value
    return checked(other.run())


def click(name):
    return lambda app: checked(app.button(key=name).click().run())


def settings(app):
    checked(app.selectbox(key="market").select("2023Q1").run())
    checked(app.slider(key="horizon").set_value(8).run())
    checked(app.segmented_control(key="rivals").select("passive").run())


def paced(app):
    move(app, "subsidy_budget", 12.0)
    app.session_state["timing.subsidy_budget"] = True
    checked(app.run())
    checked(app.segmented_control(key="rhythm.subsidy_budget").select("year").run())


def changed(**fields):
    def change(app):
        sheet = app.session_state["plan"]
        app.session_state["plan"] = type(sheet)(**{**vars(sheet), **fields})
        checked(app.run())

    return change


WAYS = {
    "case": click("start.case"),
    "traffic": click("start.traffic"),
    "subsidies": click("start.subsidies"),
    "a folded group": lambda app: move(app, "fee_waiver", 0.0105),
    "weights": lambda app: move(app, "kpi_group_users", 0.6),
    "timing": paced,
    "settings": settings,
    "a file": lambda app: upload(app, FULL),
    "conduct and name": changed(name="=1+1 <b>", conduct=(("pdd", "passive"), ("pdd:lag", 2.0))),
}


def test_every_way_of_making_a_plan_reaches_its_address():
    wrong = []
    for name, make in WAYS.items():
        app = start()
        make(app)
        mine, other = scenario(app), scenario(opened(app))
        assert {"market", "horizon"} <= app.query_params.keys()
        same = plan_digest(mine) == plan_digest(other) and mine.conduct == other.conduct
        wrong += [] if same and mine.name == other.name else [name]
    assert not wrong


def test_notes_and_author_stay_at_home():
    app = start()
    upload(app, FULL)
    assert not any("mine" in str(value) for value in app.query_params.values())


def test_a_bad_address_is_told_in_the_language_on_screen():
    app = start(
        lang="zh",
        horizon="3.5",
        plan="x" * 81,
        s__ad_load="2024Q4:99",
        a__habit_weight="9",
        a__habits="1",
        lever__kpi_group_gmv="0",
        lever__kpi_group_revenue="0",
        lever__kpi_group_users="0",
    )
    warning = warned(app)
    for text in ("1 至 40 的整数", "1 至 80 个", "0.2 至 3", "不能全为零", "没有该举措或参数"):
        assert text in warning
    assert "lang" not in warning
    assert app.session_state["plan"].horizon == 12


def test_the_way_back_is_a_step_that_undo_takes_back(monkeypatch):
    monkeypatch.setattr(history, "PAUSE_SECONDS", 0.0)
    app = start()
    move(app, "sme_support", 4.0)
    before = dict(app.query_params)
    move(app, "subsidy_budget", 12.0)
    move(app, "ad_load", 1.2)
    moved, text = app.session_state["plan"].moved, page_text(app)
    monkeypatch.setattr(framework, "went_through_history", lambda: True)
    for name in list(app.query_params):
        del app.query_params[name]
    for name, value in before.items():
        app.query_params[name] = value
    checked(app.run())
    monkeypatch.setattr(framework, "went_through_history", lambda: False)
    assert dict(app.session_state["plan"].moved) == {"sme_support": 4.0}
    checked(app.button(key="history.undo").click().run())
    assert app.session_state["plan"].moved == moved
    assert page_text(app) == text


def test_a_way_back_soon_after_a_move_of_one_lever_is_no_part_of_that_move(monkeypatch):
    monkeypatch.setattr(history, "PAUSE_SECONDS", 60.0)
    app = start(lever__sme_support="4")
    before = dict(app.query_params)
    move(app, "subsidy_budget", 12.0)
    moved = app.session_state["plan"].moved
    monkeypatch.setattr(framework, "went_through_history", lambda: True)
    for name in set(app.query_params) - set(before):
        del app.query_params[name]
    checked(app.run())
    monkeypatch.setattr(framework, "went_through_history", lambda: False)
    assert dict(app.session_state["plan"].moved) == {"sme_support": 4.0}
    checked(app.button(key="history.undo").click().run())
    assert app.session_state["plan"].moved == moved


def test_an_address_that_is_older_than_the_plan_changes_nothing():
    app = start()
    before = dict(app.query_params)
    move(app, "subsidy_budget", 12.0)
    for name in set(app.query_params) - set(before):
        del app.query_params[name]
    checked(app.run())
    assert dict(app.session_state["plan"].moved) == {"subsidy_budget": 12.0}
    assert "lever.subsidy_budget" in app.query_params
