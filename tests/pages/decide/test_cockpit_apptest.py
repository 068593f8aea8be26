"""The Cockpit through app.py: what a hand on a slider sets off, without a browser."""

import re
from dataclasses import replace

import pytest
from streamlit.testing.v1 import AppTest

from models.inputs import load_market, load_parameters, vintages
from models.levers import KPI_UNITS, LEVERS
from models.projection import project
from models.scenario import scenario_from_levers
from models.scenario.csv.scenario_file import read_bytes
from pages.labels.format import figure
from pages.plan.plan import key
from tests.conftest import PAGE_SCRIPT, ROOT
from tests.every import some
from tests.pages.drawn import figures_on, htmls_on
from tests.pages.panel_moves import with_sliders

pytestmark = pytest.mark.slow
HEADER = "scenario,lever,quarter,value\n"
STEPPED = HEADER + (
    "Return,market,,2023Q1\nReturn,horizon,,8\n"
    "Return,taobao_traffic_share,2023Q2,0.48\n"
    "Return,taobao_traffic_share,2023Q4,0.5200000000000001\n"
    "Return,subsidy_budget,2023Q2,12\nHarvest,ad_load,2025Q4,1.4\n"
)


def start(**query):
    app = with_sliders(AppTest.from_file(str(PAGE_SCRIPT), default_timeout=60))
    for name, value in query.items():
        app.query_params[name.replace("__", ".")] = value
    for group in {lever.group for lever in LEVERS.values()} - {"main"}:
        app.session_state[f"group.{group}"] = True  # a folded group that is at today holds nothing
    app.session_state["settings.popover"] = True  # nor does a closed menu
    return checked(app.run())


def checked(app):
    assert not app.exception, [error.value for error in app.exception]
    return app


def move(app, name, value):
    return checked(app.slider(key=key(name)).set_value(value).run())


def page_text(app):
    return " ".join(htmls_on(app))


def specs(app):
    return [figure["spec"] for figure in figures_on(app)]


def tables(app):
    return [figure["table"] for figure in figures_on(app)]


def upload(app, text, name="plan.csv"):
    app.session_state["menu.open"] = True
    checked(app.run())
    return checked(app.file_uploader[0].set_value((name, text.encode(), "text/csv")).run())


@pytest.fixture
def app():
    return start()


def test_every_lever_has_its_slider_at_the_markets_value(app):
    baseline = load_market().levers
    assert {name: app.slider(key=key(name)).value for name in LEVERS} == dict(baseline)
    assert "Nothing is moved yet" in page_text(app)


def test_the_card_shows_the_last_year_of_the_projection(app):
    move(app, "subsidy_budget", 14.0)
    market = load_market()
    scenario = scenario_from_levers("x", market.vintage, {"subsidy_budget": 14.0}, market.levers)
    projection = project(market, load_parameters(), scenario)
    for metric, unit in (("dau", "million"), ("revenue", "RMB bn"), ("ebita", "RMB bn")):
        assert f"<b>{figure(projection.central(metric)[-4:].mean(), unit)}</b>" in page_text(app)


def test_moving_a_slider_changes_data_but_no_specification(app):
    app.session_state["drawer.money.section"] = True
    move(app, "subsidy_budget", 14.0)
    before, drawn = specs(app), tables(app)
    move(app, "subsidy_budget", 20.0)
    assert specs(app) == before
    *followed, billion = [a != b for a, b in zip(drawn, tables(app), strict=True)]
    assert all(followed)
    assert not billion  # it tells of the market, whatever the plan


def test_a_lever_a_group_and_all_go_back_to_today(app):
    baseline = load_market().levers
    for name, value in (("subsidy_budget", 14.0), ("ad_load", 1.2), ("fee_waiver", 0.01)):
        move(app, name, value)
    checked(app.button(key="reset.subsidy_budget").click().run())
    assert app.slider(key=key("subsidy_budget")).value == baseline["subsidy_budget"]
    checked(app.button(key="reset.monetisation").click().run())
    assert app.slider(key=key("ad_load")).value == baseline["ad_load"]
    assert app.slider(key=key("fee_waiver")).value == 0.01
    checked(app.button(key="reset.all").click().run())
    assert app.slider(key=key("fee_waiver")).value == baseline["fee_waiver"]
    assert app.button(key="reset.all").disabled
    assert "Nothing is moved yet" in page_text(app)


def test_folded_groups_count_decisions(app):
    move(app, "ad_load", 1.2)
    move(app, "kpi_group_users", 0.6)
    assert ".st-key-group-monetisation summary p::after{content:' · 1 moved'}" in page_text(app)
    assert ".st-key-group-organisation summary p::after{content:' · 1 moved'}" in page_text(app)


def test_a_folded_group_holds_no_sliders_and_its_plan_stays(app):
    move(app, "ad_load", 1.2)
    for group in ("monetisation", "sellers"):
        app.session_state[f"group.{group}"] = False
    checked(app.run())
    drawn = {slider.key for slider in app.slider}
    assert key("ad_load") not in drawn
    assert dict(app.session_state["plan"].moved) == {"ad_load": 1.2}
    assert "summary p::after{content:' · 1 moved'}" in page_text(app)
    app.session_state["group.monetisation"] = True
    checked(app.run())
    assert app.slider(key=key("ad_load")).value == 1.2


def test_weights_balance_themselves_in_proportion(app):
    move(app, "kpi_industry_gmv", 0.5)
    move(app, "kpi_industry_revenue", 0.4)
    gmv, revenue, users = (app.slider(key=key(n)).value for n in KPI_UNITS["kpi_industry"])
    assert revenue == 0.4
    assert gmv + users == pytest.approx(0.6)
    assert gmv / users == pytest.approx(2.0)
    move(app, "kpi_industry_users", 1.0)
    move(app, "kpi_industry_users", 0.5)
    assert app.slider(key=key("kpi_industry_gmv")).value == pytest.approx(0.25)


def test_an_address_sets_levers_market_and_posture():
    query = {"lever__subsidy_budget": "12", "market": "2023Q1", "rivals": "passive"}
    app = start(**query, horizon="4", lever__kpi_group_gmv="0.9")
    assert app.slider(key=key("subsidy_budget")).value == 12
    assert app.selectbox(key="market").value == "2023Q1"
    assert "rivals stand still" in page_text(app)
    weights = [app.slider(key=key(name)).value for name in KPI_UNITS["kpi_group"]]
    assert sum(weights) == pytest.approx(1.0)


def test_a_bad_address_falls_back_to_today():
    app = start(
        lever__subsidy_budget="9999", lever__ad_load="<script>", market="1999Q1", rivals="x"
    )
    assert app.slider(key=key("subsidy_budget")).value == load_market().levers["subsidy_budget"]
    assert app.selectbox(key="market").value == vintages()[-1]
    assert "Nothing is moved yet" in page_text(app)


@pytest.mark.slow
def test_another_market_moves_the_levers_that_stand_at_today(app):
    move(app, "subsidy_budget", 14.0)
    checked(app.selectbox(key="market").select("2023Q1").run())
    there = load_market("2023Q1").levers
    assert app.slider(key=key("subsidy_budget")).value == 14.0
    assert app.slider(key=key("taobao_traffic_share")).value == there["taobao_traffic_share"]
    assert app.button(key="reset.subsidy_budget")
    assert [b.key for b in app.button if b.key == "reset.taobao_traffic_share"] == []


@pytest.mark.slow
def test_a_market_from_the_address_can_be_left_too():
    app = start(market="2023Q1", horizon="4")
    assert "2023Q1 · rivals follow · 4 quarters" in [caption.value for caption in app.caption]
    checked(app.selectbox(key="market").select("2023Q4").run())
    assert app.button(key="reset.all").disabled


@pytest.mark.slow
def test_an_opened_file_keeps_its_schedule_word_for_word(app):
    upload(app, STEPPED)
    expected = read_bytes(
        STEPPED.encode(), vintages=vintages(), parameters=load_parameters().allowed_ranges
    )
    assert app.session_state["plan"].kept == expected.scenarios[0].steps
    assert app.slider(key=key("taobao_traffic_share")).value == 0.5200000000000001
    assert app.slider(key="horizon").value == 8
    assert "2 steps, last 2023Q4" in page_text(app)
    assert app.selectbox(key="scenario.active").options == ["Return", "Harvest"]


def test_a_hand_on_one_slider_leaves_the_rest_of_the_file_alone(app):
    upload(app, STEPPED)
    move(app, "taobao_traffic_share", 0.6)
    assert {step.lever for step in app.session_state["plan"].kept} == {"subsidy_budget"}
    assert "steps, last" not in page_text(app)


def test_switching_between_open_plans_keeps_what_was_done_to_each(app):
    upload(app, STEPPED)
    move(app, "sme_support", 4.0)
    checked(app.selectbox(key="scenario.active").select("Harvest").run())
    assert app.slider(key=key("ad_load")).value == 1.4
    assert app.selectbox(key="market").value == "2025Q3"
    checked(app.selectbox(key="scenario.active").select("Return").run())
    assert app.slider(key=key("sme_support")).value == 4.0
    assert len(app.session_state["plan"].kept) >= 3


@pytest.mark.slow
@pytest.mark.parametrize("language", some(["english", "chinese"], "chinese"))
def test_a_file_with_a_plan_of_a_name_that_is_open_keeps_both(app, language):
    mine = "我的方案" if language == "chinese" else "My plan"
    app.session_state["language"] = language
    checked(app.run())
    moved = (("subsidy_budget", 14.0),)
    app.session_state["plan"] = replace(app.session_state["plan"], name=mine, moved=moved)
    theirs = (ROOT / "tests/cases/colleague_my_plan.csv").read_text().replace("My plan", mine)
    upload(app, theirs)
    assert app.session_state["plan"].name == f"{mine} (2)"
    chinese_money = 10.0 if language == "chinese" else 1.0
    assert app.slider(key=key("sme_support", language)).value == 5.0 * chinese_money
    assert f"{mine} \\(2\\)" in app.warning[0].value
    assert ("均保留" if language == "chinese" else "both are kept") in app.warning[0].value
    checked(app.selectbox(key="scenario.active").select(mine).run())
    assert app.slider(key=key("subsidy_budget", language)).value == 14.0 * chinese_money
    assert not app.warning


@pytest.mark.slow
def test_a_plan_that_nobody_touched_makes_room_and_the_same_file_twice_is_one(app):
    theirs = (ROOT / "tests/cases/colleague_my_plan.csv").read_text()
    for name in ("once.csv", "twice.csv"):
        upload(app, theirs, name)
        assert app.session_state["plan"].name == "My plan"
        assert len(app.session_state["shelf"]) == 1
        assert not app.warning


@pytest.mark.slow
def test_a_shorter_horizon_sets_rows_aside_and_says_so(app):
    upload(app, STEPPED)
    checked(app.slider(key="horizon").set_value(2).run())
    assert "outside the market or horizon on screen: 1." in app.warning[0].value
    checked(app.slider(key="horizon").set_value(8).run())
    assert not app.warning


def test_a_faulty_file_changes_nothing_and_lists_its_faults(app):
    move(app, "subsidy_budget", 14.0)
    before = page_text(app)
    upload(app, HEADER + "A,subsidy_budget,2025Q4,999\nA,nonsense,2025Q4,1\n", "bad_[x](y).csv")
    table = next(text for text in htmls_on(app) if 'class="problems"' in text)
    assert re.findall("<td>(2|3|value|lever)</td>", table) == ["2", "value", "3", "lever"]
    assert app.slider(key=key("subsidy_budget")).value == 14.0
    assert page_text(app).replace(table, "").split() == before.split()
    assert r"\[x\]\(y\)" in app.error[0].value
    checked(app.button(key="problems.dismiss").click().run())
    assert not app.error


def test_assumptions_that_no_market_survives_are_refused(app):
    text = HEADER + "A,assumption:habit_weight,,0.44\nA,assumption:nest_correlation,,0.55\n"
    upload(app, text)
    assert "lower habit_weight" in page_text(app)


def test_a_plan_is_renamed_unless_the_name_is_taken_or_unfit(app):
    upload(app, STEPPED)
    app.session_state["menu.save"] = True
    checked(app.run())
    checked(app.text_input(key="scenario.name").set_value("Return to Taobao").run())
    assert app.session_state["plan"].name == "Return to Taobao"
    checked(app.text_input(key="scenario.name").set_value(" HARVEST ").run())
    assert app.session_state["plan"].name == "Return to Taobao"
    assert "another open plan" in app.warning[0].value.lower()


def test_levels_can_be_shown_in_place_of_changes(app):
    move(app, "subsidy_budget", 14.0)
    changes = specs(app)[0]
    app.session_state["view"] = "levels"
    checked(app.run())
    assert specs(app)[0] != changes


def test_the_page_speaks_chinese():
    app = with_sliders(AppTest.from_file(str(PAGE_SCRIPT), default_timeout=60))
    app.session_state["language"] = "chinese"
    checked(app.run())
    assert "尚未调整任何举措" in page_text(app)
    assert app.slider(key=key("subsidy_budget", "chinese")).label == "用户补贴预算"
