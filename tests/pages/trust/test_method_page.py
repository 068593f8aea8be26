"""Method: search, folded equations, the sentence above them, and the address that asks for one."""

import re
from html import unescape

import pytest
from streamlit.testing.v1 import AppTest

from models.inputs import load_market
from pages.figures.trust import method_chain, method_words
from pages.figures.trust.chain import chain_of
from pages.figures.trust.specification import equations
from pages.labels.catalogue import LANGUAGES, t, use_language
from tests.conftest import PAGE_SCRIPT

MARKET = load_market("2025Q3")


@pytest.mark.parametrize(
    ("asked", "is_there", "is_not"),
    [
        ("e1", "E1", "E13"),
        ("habit_persistence", "E17", "E19"),
        ("Buyer subsidies", "E7", "E13"),
        ("daily buyers", "E12", "E9"),
        ("佣金 广告", "E13", "E17"),
        ("advertising.py", "E13", "E12"),
    ],
)
def test_an_equation_is_found_by_number_words_parameter_lever_figure_and_file(
    asked, is_there, is_not
):
    found = method_words.found(asked)
    assert is_there in found
    assert is_not not in found


def test_no_words_find_all_and_unknown_ones_none():
    assert method_words.found("") == tuple(equations())
    assert method_words.found("phlogiston") == ()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_equation_is_listed_with_mathematics_numbers_and_an_anchor(language):
    use_language(language)
    shown = method_words.Shown(found=tuple(equations()))
    text = method_words.listing(shown, {"E9"}, MARKET, "to/{}".format)
    for number, entry in equations().items():
        assert f'<i id="{number}"></i>' in text
        assert unescape(t(f"equation.{number}")) in unescape(text)
        assert all(f"$$\n{formula}\n$$" in text for formula in entry.formulas)
        assert all(f"](to/{name})" in text for _, name in entry.parameters)
    anchors = set(re.findall(r'href="#(E\d+)"', text))
    assert anchors <= set(equations())
    assert text.count('class="on-chain"') == 1
    assert "<details open>" not in text


def test_what_gives_the_figure_stands_open_above_all_others_and_once():
    shown = method_words.Shown(first=("E12",), found=tuple(equations()))
    text = method_words.listing(shown, (), MARKET, str)
    assert text.count("<details open>") == 1
    places = [text.index(f'<i id="{number}"></i>') for number in equations()]
    assert min(places) == text.index('<i id="E12"></i>')
    assert all(text.count(f'<i id="{number}"></i>') == 1 for number in equations())


def test_what_was_asked_for_is_open_with_the_words_of_the_specification():
    shown = method_words.Shown(first=("E12",), found=("E17",), is_asked=True)
    text = method_words.listing(shown, (), MARKET, str)
    assert 'id="E12"' not in text
    assert text.count("<details open>") == 1
    assert "people go where they went" in text


def test_the_sentence_says_where_a_figure_comes_from_and_how_sure_it_is():
    whole = chain_of("dau")
    counted = method_words.grades(whole.equations)
    said = method_chain.finding(whole)
    assert "E12" in said
    assert f"{counted['D']} of the {sum(counted.values())}" in said
    assert t("overseas_investment") in method_chain.finding(chain_of("dau", "overseas_investment"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_a_range_rests_on_is_told_with_the_plan_or_not_at_all(language):
    use_language(language)
    shares = {"A": 0.1, "B": 0.1, "C": 0.2, "D": 0.35, "chance": 0.25}
    said = method_chain.rests_on(shares, "Mine")
    assert "35%" in said
    assert "Mine" in said
    assert method_chain.rests_on(None, "Mine") == method_chain.rests_on({}, "Mine") == ""


@pytest.mark.slow
def test_the_address_asks_for_a_figure_and_an_equation():
    app = AppTest.from_file(str(PAGE_SCRIPT), default_timeout=60)
    app.query_params["metric"], app.query_params["equation"] = "gmv", "E13"
    app.switch_page("../trust/method.py").run()
    assert not app.exception
    assert app.text_input(key="method.search").value == "E13"
    (said,) = [e.proto.body for e in app.get("html") if 'class="headline"' in e.proto.body]
    assert "E11" in said


@pytest.mark.slow
def test_a_later_address_wins_over_what_was_chosen_before():
    app = AppTest.from_file(str(PAGE_SCRIPT), default_timeout=60).run()
    app.query_params["metric"] = "gmv"
    app.switch_page("../trust/method.py").run()
    assert app.session_state["method.metric"] == "gmv"
    app.selectbox(key="method.metric.english").set_value("revenue").run()
    assert app.query_params["metric"] in ("revenue", ["revenue"])
    app.query_params["metric"] = "ebita"
    app.run()
    assert not app.exception
    assert app.session_state["method.metric"] == "ebita"
