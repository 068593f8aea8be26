"""Cases through app.py: what an executive reads of a decision, and the way into the Cockpit."""

from dataclasses import replace
from html import unescape

import pytest
from streamlit.testing.v1 import AppTest

from models.inputs import load_market
from models.validation.cases import cases
from models.validation.laws import laws
from models.validation.record import tried
from pages.figures.trust import seen_told, trust_words
from pages.labels.catalogue import t, use_language
from pages.panels.trust import case_options, case_scores
from pages.panels.trust import laws as badges
from tests.conftest import PAGE_SCRIPT
from tests.pages.drawers import DRAWERS
from tests.pages.drawn import figures_on, text_on

pytestmark = pytest.mark.slow

PAGE = "../trust/cases.py"


@pytest.fixture(scope="module")
def started():
    return checked(opened().switch_page(PAGE).run())


def opened():
    """Every drawer open; a closed one holds nothing."""
    app = AppTest.from_file(str(PAGE_SCRIPT), default_timeout=120)
    for drawer in DRAWERS:
        app.session_state[f"drawer.{drawer}"] = True
    return app


def checked(app):
    assert not app.exception, [error.value for error in app.exception]
    return app


def page_text(app):
    return text_on(app)


@pytest.fixture(params=["english", "chinese"])
def language(request):
    use_language(request.param)
    yield request.param
    use_language("english")


def test_every_case_shows_question_options_decision_facts_and_scores(started):
    for case in (cases()[0], cases()[3]):
        checked(started.selectbox(key="case.english").set_value(case.market).run())
        text = page_text(started)
        assert case.question.english in text
        assert case.decided.english in text
        for option in case.options:
            assert option.english in text
        for fact in case.facts:
            assert fact.source in text
        assert len(figures_on(started)) == 3
        assert started.query_params["case"] in (case.market, [case.market])


def test_an_option_opens_in_the_cockpit(started):
    case = cases()[3]
    checked(started.selectbox(key="case.english").set_value(case.market).run())
    checked(started.button(key=f"case.open.{case.market}.1").click().run())
    scenario = case.options[1].scenario
    assert started.session_state["plan"].market == case.market
    baseline, moved = load_market(case.market).levers, dict(started.session_state["plan"].moved)
    schedule = scenario.schedule(baseline)
    for lever in {step.lever for step in scenario.steps}:
        assert moved.get(lever, baseline[lever]) == pytest.approx(schedule[lever][-1])
    assert scenario.name in page_text(started)


def test_a_line_a_finding_what_is_wrong_first(language):
    scores = case_scores.board()
    rows = unescape(seen_told.rows(scores))
    kinds = [seen_told.verdict(score) for score in scores]
    assert rows.count("<summary>") == len(scores)
    assert rows.count('class="loss"') == kinds.count("wrong") + kinds.count("size")
    assert rows.count('class="unclear"') == kinds.count("in_sample") + kinds.count("untestable")
    places = [rows.index(getattr(s.check, language)) for s in scores if s.sign == "wrong"]
    assert max(places) < min(rows.index(f'class="{look}"') for look in ("gain", "unclear"))
    for score in scores:
        assert score.sign != "untestable" or getattr(score.check.why, language) in rows


def test_misses_of_profit_and_of_visitors_are_on_the_list(started):
    missed = {f"{s.episode.id}.{s.check.id}" for s in case_scores.board() if seen_told.is_miss(s)}
    assert {"return-to-taobao.visitors", "return-to-taobao.profit"} <= missed
    assert "low-price-push.profit" in missed
    checked(started.switch_page(PAGE).run())
    text = page_text(started)
    assert all(s.check.english in text for s in case_scores.board() if seen_told.is_miss(s))


LIKE = ("2023Q1", "2025Q3")
"""Markets of decisions: one that tests the model, one that it was set with."""


@pytest.mark.parametrize("market", LIKE)
def test_the_sentence_is_on_the_like_decision_where_that_tests_the_model(market, language):
    plan = next(case for case in cases() if case.market == market).taken.scenario
    found, board = tried(plan), case_scores.board()
    like = trust_words.of_like(found, board)
    assert bool(like) == (market == "2023Q1")
    said = trust_words.sentence("P", found, board)
    counted = seen_told.counts(like or board)
    assert all(str(counted[name]) in said for name in ("tested", "right"))
    assert (found.year in said) == bool(like)
    more = trust_words.more(found, board)
    assert found.year in more
    assert (trust_words.all_of(board) in more) == bool(like)


def test_the_sentence_tells_all_degrees_of_trust_apart_and_where_nothing_tests(language):
    """Counts of right directions and sizes, from all to none, and a record that is empty."""
    tested = next(s for s in case_scores.board() if seen_told.verdict(s) == "right")
    kinds = {"both": "rrrr", "direction": "rsss", "care": "rssww", "none": "wwws"}
    looks = {
        "r": {},
        "s": {"within": False},
        "w": {"within": False, "sign": "wrong"},
    }
    said = {
        kind: trust_words.sentence("P", None, [replace(tested, **looks[x]) for x in marks])
        for kind, marks in kinds.items()
    }
    said["untested"] = trust_words.sentence("P", None, [])
    assert len(set(said.values())) == len(said)
    for kind, text in said.items():
        words = t(f"cases.trust.{kind}", **dict.fromkeys(NAMES, "|")).split("|")
        assert all(word in text for word in words)


NAMES = ("plan", "basis", "tested", "right", "within")


def test_every_case_has_something_to_say_of_its_experiments(language):
    for case in cases():
        scores = case_scores.of_case(case)
        assert scores
        assert seen_told.lesson(scores)
        happened = unescape(case_scores.happened(case))
        assert all(fact.source in happened for fact in case.facts)


def test_the_war_is_told_as_what_the_model_was_set_with(started):
    checked(started.selectbox(key="case.english").set_value("2025Q3").run())
    text = page_text(started)
    assert "set with what was reported" in started.subheader[0].value
    assert "Adjusted EBITA -76%" in text


def test_the_page_opens_on_the_market_of_the_plan_unless_the_address_asks():
    app = AppTest.from_file(str(PAGE_SCRIPT), default_timeout=120)
    app.query_params["market"] = "2022Q1"
    checked(app.switch_page(PAGE).run())
    assert app.selectbox(key="case.english").value == "2022Q1"
    app.query_params["case"] = "2023Q1"
    checked(app.run())
    assert app.selectbox(key="case.english").value == "2023Q1"


def test_the_option_taken_is_the_solid_line():
    for case in cases():
        looks = case_options.dashes(case.options)
        assert [look == 0 for look in looks] == [option.decided for option in case.options]
        assert len(set(looks)) == len(looks)


def test_badges_tell_a_law_that_holds_from_one_that_is_broken(language):
    from models.validation.laws import Verdict

    law = next(law for law in laws() if law.kind == "limit")
    where = "ad_load most, passive"
    holds, broken = Verdict(law=law, value=0.0), Verdict(law=law, value=1.0, where=where)
    text = badges.badges([holds, broken], "limit")
    assert text.count('class="gain"') == text.count('class="loss"') == 1
    assert text.count("<li>") == 2
    assert "1" in badges.summary([holds, broken])
    assert badges.badges([holds], "sign").count("<li>") == 0
