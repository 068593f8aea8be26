"""Start through the page script: what it asks, what it says of each decision, and the ways in."""

from html import unescape

import pytest
from streamlit.testing.v1 import AppTest

from models.library import close_libraries, finding, is_begun, open_library, saving
from models.validation.cases import cases
from pages.compute.questions import cockpit_questions as questions
from pages.figures import start_words
from pages.frame.menu import START
from pages.labels.catalogue import t, use_language
from tests.conftest import PAGE_SCRIPT
from tests.library.sample_plans import FIGURES
from tests.library.sample_plans import plan as sample

pytestmark = pytest.mark.slow

CHOSEN = [next(c for c in cases() if c.market == market) for market in start_words.DECISIONS]


@pytest.fixture(scope="module")
def started():
    return opened()


@pytest.fixture(autouse=True)
def _no_library(tmp_path, monkeypatch):
    monkeypatch.setenv("TWO_ROADS_HOME", str(tmp_path))
    monkeypatch.delenv("TWO_ROADS_DATABASE_URL", raising=False)
    yield
    close_libraries()


@pytest.fixture
def library():
    return open_library()


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
    assert case.taken.english in page_text(app)


def test_start_speaks_chinese():
    text = page_text(opened(lang="zh"))
    use_language("chinese")
    assert all(t(f"start.question.{case.market}") in text for case in CHOSEN)


def test_a_saved_plan_stands_on_start_and_one_click_opens_it(library):
    saving.save(library, sample("Kept for long"), FIGURES, author="Bob")
    app = opened()
    assert "Bob" in " ".join(one.value for one in app.caption)
    checked(app.button(key="start.saved.0").click().run())
    assert "Kept for long" in page_text(app)
    assert finding.last_opened(library, "Kept for long", "") == 1


def test_looking_at_start_makes_no_library():
    opened()
    assert not is_begun()


def test_what_was_open_stays_beside_a_decision_that_is_opened():
    app = opened(**{"plan": "Mine", "lever.sme_support": "5"})
    checked(app.button(key=f"start.open.{CHOSEN[0].market}").click().run())
    checked(app.switch_page(START).run())
    names = [one.label for one in app.button if (one.key or "").startswith("start.plan.")]
    assert names == [CHOSEN[0].taken.english, "Mine"]
