"""Typed fields through app.py: what is typed in one language is the same plan in the other."""

import re

import pytest
from streamlit.testing.v1 import AppTest

from models.inputs import load_parameters
from models.levers import LEVERS
from pages.labels.catalogue import LANGUAGES, use_language
from pages.labels.format import MONEY_UNITS
from pages.plan.plan import key
from tests.conftest import PAGE_SCRIPT
from tests.pages.decide.test_cockpit_apptest import checked, move, start
from tests.pages.panel_moves import with_sliders

pytestmark = pytest.mark.slow

MONEY = [name for name, lever in LEVERS.items() if lever.unit in MONEY_UNITS]
FACTOR = {"english": 1.0, "chinese": 10.0}
BEST, ASSUMPTIONS = "../decide/best_plan.py", "../trust/assumptions.py"


@pytest.fixture
def app():
    return start()


def spoken(app, language):
    if app.session_state["language"] != language:
        checked(app.button(key="language.other").click().run())
    use_language(language)  # for the words of menus, which a test sends back
    return app


def moved(app):
    return dict(app.session_state["plan"].moved)


def test_money_levers_speak_one_unit_in_each_language_and_switched_in_between(app):
    for typed, language in ((5.1, "chinese"), (4.2, "english"), (3.3, "chinese")):
        spoken(app, language)
        for name in MONEY:
            app.slider(key=key(name, language)).set_value(typed * FACTOR[language])
        checked(app.run())
        assert moved(app) == pytest.approx(dict.fromkeys(MONEY, typed), abs=0), language
        for shown in (language, *LANGUAGES):
            spoken(app, shown)
            for name in MONEY:
                slider = app.slider(key=key(name, shown)).proto
                lever, factor = LEVERS[name], FACTOR[shown]
                assert (slider.min, slider.max) == (lever.low * factor, lever.high * factor)
                assert app.slider(key=key(name, shown)).value == pytest.approx(typed * factor)
                assert ("亿" in slider.format) == (shown == "chinese")
    assert moved(app) == dict.fromkeys(MONEY, 3.3)


def test_a_target_between_two_steps_is_shown_as_it_is(app):
    for name, typed, text in (
        ("sme_support", 1.05, "%.6g bn"),
        ("sme_support", 1.1, "%.1f bn"),
        ("ad_load", 1.055, "%.6g"),
    ):
        move(app, name, typed)
        assert app.slider(key=key(name)).proto.format == text
        assert moved(app)[name] == typed


def timeline():
    """Write down the timelines of a language; runs in the app."""
    import streamlit as st

    from pages import compute
    from pages.compute.questions.cockpit_questions import outcome as question
    from pages.labels.catalogue import use_language
    from pages.panels.steering import timing
    from pages.plan import plan, schedules

    use_language(st.session_state["language"])
    schedules.put_path("sme_support", [5.1] * 12)
    outcome = compute.ask(question, plan.current())
    st.session_state["told"] = {
        name: timing.data(name, outcome) for name in st.session_state["levers"]
    }


@pytest.mark.parametrize("language", LANGUAGES)
def test_timing_shows_money_in_the_unit_of_its_title(language):
    app = AppTest.from_function(timeline, default_timeout=120)
    app.session_state["language"], app.session_state["levers"] = language, MONEY
    checked(app.run())
    for name, data in app.session_state["told"].items():
        lever, factor = LEVERS[name], FACTOR[language]
        assert (data["high"], data["step"]) == (lever.high * factor, lever.step * factor)
        assert data["form"]["scale"] == factor, "what is drawn by hand goes back by it"
        assert ("亿" in data["unit"]) == ("亿" in data["allowed"]) == (language == "chinese")
    (series,) = app.session_state["told"]["sme_support"]["series"]
    assert series["planned"] == [5.1 * FACTOR[language]] * 12


def field(app, name, language):
    return app.number_input(key=f"assumption.field.{name}.{language}")


@pytest.mark.usefixtures("no_influences")
def test_assumptions_of_money_are_typed_in_the_language_on_screen(pytestconfig):
    parameters = load_parameters()
    known = [n for n in parameters.names if parameters.table[n].unit.startswith("RMB bn")]
    money = [n for n in known if parameters.allowed(n)[0] < parameters.allowed(n)[1]]
    money = money if pytestconfig.getoption("--exhaustive") else money[::4]
    assert money
    app = with_sliders(AppTest.from_file(str(PAGE_SCRIPT), default_timeout=120))
    app.session_state["language"] = "chinese"
    app.query_params |= {"horizon": "1", "draws": "50"}
    use_language("chinese")
    app = checked(app.switch_page(ASSUMPTIONS).run())
    taken = []
    for name in money:
        low, high = parameters.allowed(name)
        app.session_state["assumption"] = name
        checked(spoken(app, "chinese").run())
        wanted = round(low + 0.51 * (min(high, low + 100.0) - low), 6)
        checked(field(app, name, "chinese").set_value(10.0 * wanted).run())
        if not app.error:
            taken.append(name)
            assert dict(app.session_state["plan"].assumptions)[name] == wanted, name
            spoken(app, "english")
            assert field(app, name, "english").value == pytest.approx(wanted), name
            checked(field(app, name, "english").set_value(None).run())
            assert dict(app.session_state["plan"].assumptions)[name] == wanted, name
            assert field(app, name, "english").value == pytest.approx(wanted), name
    assert taken


def test_the_cash_limit_and_targets_of_the_best_plan_keep_their_money():
    app = with_sliders(AppTest.from_file(str(PAGE_SCRIPT), default_timeout=120))
    app.session_state["language"] = "chinese"
    app.session_state["best.risk"] = "probability"
    app.session_state["best.goal"] = "revenue"
    use_language("chinese")
    app = checked(app.switch_page(BEST).run())
    for name, typed in (("best.budget", 255.0), ("best.target.revenue", 705.0)):
        checked(app.number_input(key=f"{name}.10").set_value(typed).run())
        assert app.session_state[f"{name}.kept"] == typed / 10.0
        spoken(app, "english")
        assert app.number_input(key=f"{name}.1").value == typed / 10.0
        spoken(app, "chinese")
        assert app.number_input(key=f"{name}.10").value == typed


def test_a_field_that_is_cleared_keeps_its_value_and_one_of_a_limit_is_no_limit():
    app = with_sliders(AppTest.from_file(str(PAGE_SCRIPT), default_timeout=120))
    app = checked(app.switch_page(BEST).run())
    for typed in (101.05, None):
        checked(app.number_input(key="best.height.revenue").set_value(typed).run())
        assert app.number_input(key="best.height.revenue").value == 101.05
        assert app.number_input(key="best.height.revenue").proto.format == "%.6g"
    for typed in (25.0, None):
        checked(app.number_input(key="best.budget.1").set_value(typed).run())
        assert app.session_state["best.budget.kept"] == typed


def test_what_a_click_says_is_said_in_the_language_of_the_session(app):
    spoken(app, "chinese")
    checked(app.slider(key=key("subsidy_budget", "chinese")).set_value(105.0).run())
    app.session_state["money.fund"] = True
    checked(app.run())
    checked(app.button(key="money.do").click().run())
    text, _ = app.session_state["money.said"]
    assert re.search("[一-鿿]", text)
    assert not re.search("[A-Za-z]{3}", text)
