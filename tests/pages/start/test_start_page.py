"""Start through the page script: what it asks, what it says of each decision, and the ways in."""

from html import unescape

import pytest
from streamlit.testing.v1 import AppTest

from models.validation.cases import cases
from pages.compute.questions import cockpit_questions as questions
from pages.figures import start_words
from pages.frame.menu import START
from pages.labels.catalogue import t, use_language
from tests.conftest import PAGE_SCRIPT

pytestmark = pytest.mark.slow

CHOSEN = [next(c for c in cases() if c.market == market) for market in start_words.DECISIONS]


@pytest.fixture(scope="module")
def started():
    return opened()


def opened(**query):
    app = AppTest.from_file(str(PAGE_SCRIPT), default_timeout=120)
    for name, value in query.items():
        app.query_params[name] = value
    return checked(app.switch_page(START).run())


def checked(app):
    assert not app.exception, [error.value for error in app.exception]
    return app


def page_text(app):
    return unescape(" ".join(element.proto.body for element in app.get("html")))


def test_each_decision_says_what_the_cockpit_says_of_its_option(started):
    use_language("english")
    text = page_text(started)
    for case in CHOSEN:
        taken = questions.outcome(case.taken.scenario)
        assert t(f"start.question.{case.market}") in text
        assert start_words.says(case, taken) in text
        assert start_words.sides(case, taken) in text


@pytest.mark.parametrize("case", CHOSEN, ids=lambda case: case.market)
def test_nobody_both_gains_and_loses(case):
    use_language("english")
    told = start_words.sides(case, questions.outcome(case.taken.scenario))
    parts = [set(part.partition(": ")[2].split(", ")) for part in told.split(t("start.and"))]
    assert len(parts) == 1 or not parts[0] & parts[1]


def test_a_plan_that_moves_nothing_has_no_sides():
    use_language("english")
    hold = next(option for option in CHOSEN[0].options if not option.scenario.steps)
    assert start_words.sides(CHOSEN[0], questions.outcome(hold.scenario)) == t("start.nobody")


def test_one_click_opens_the_option_in_the_cockpit():
    case = CHOSEN[-1]
    app = opened()
    checked(app.button(key=f"start.open.{case.market}").click().run())
    assert app.query_params["market"] in (case.market, [case.market])
    assert case.taken.scenario.name in page_text(app)


def test_start_speaks_chinese():
    text = page_text(opened(lang="zh"))
    use_language("chinese")
    assert all(t(f"start.question.{case.market}") in text for case in CHOSEN)
