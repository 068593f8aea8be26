"""Beside every figure its unit, period, range, grade and source, in both languages."""

import re
from itertools import cycle

import pytest

from models.analysis.outcome import TRADE
from models.inputs import load_market, vintages
from models.levers import LEVERS
from models.vintage import Market
from pages.figures import provenance
from pages.figures.cockpit.kpi import STRIP
from pages.figures.cockpit.rests import line, sentence
from pages.figures.cockpit.rests import lines as rests_lines
from pages.frame.guide import WORDS
from pages.labels.catalogue import LANGUAGES, explain, t, use_language
from pages.labels.format import whole_percents
from pages.labels.fractions import fraction
from pages.panels.cockpit.opening import SUGGESTIONS, case, target
from tests.every import every
from tests.pages.stages import plan_of, stage_of

SPOKEN = list(zip(vintages(), cycle(LANGUAGES), strict=False))
HEADLINES = (*TRADE, *STRIP, "group_ebita")


@pytest.fixture(scope="module")
def telling():
    return stage_of(plan_of(draws=400))


@every("language", LANGUAGES)
@every("name", HEADLINES)
def test_a_headline_tells_unit_period_range_and_source(telling, name, language):
    use_language(language)
    html = provenance.mark(name, telling.outcome, telling.market)
    lines = [
        telling.outcome.quarters[-1],
        telling.market.vintage,
        t("source.range"),
        explain(name),
        f"{whole_percents(telling.outcome.evidence[name])['D']}%",
    ]
    assert all(text in html for text in lines)
    assert html.count('role="tooltip"') == 1
    assert re.search(r">[ABCD]</button>", html)


@every("language", LANGUAGES)
def test_one_line_says_what_the_ranges_rest_on(telling, language):
    use_language(language)
    told, lines = line(telling.outcome), rests_lines(telling.outcome)
    assert sentence(telling.outcome) in told
    grades = {name: provenance.grade_of(name, telling.market) for name in TRADE}
    assert told == t("reason.rests", rests=sentence(telling.outcome), **grades)
    assert len(lines) == 1 + len(TRADE)
    for name, one in zip(TRADE, lines[1:], strict=True):
        whole = whole_percents(telling.outcome.evidence[name])
        assert t("evidence.cut.D", share=f"{whole['D']}%") in one
        assert sum(map(int, re.findall(r"(\d+)%", one))) == 100


@every("language", LANGUAGES)
def test_a_part_is_named_by_its_nearest_fraction(language):
    use_language(language)
    named = [fraction(part) for part in (0.0, 0.11, 0.19, 0.34, 0.52, 0.78, 1.0)]
    assert named == [t(f"fraction.{place}") for place in (0, 1, 2, 4, 6, 10, 12)]


def test_without_a_plan_no_range_rests_on_anything():
    idle = stage_of(plan_of({}, draws=400))
    assert sentence(idle.outcome) == ""
    grades = {name: provenance.grade_of(name, idle.market) for name in TRADE}
    assert line(idle.outcome) == t("reason.grades", **grades)
    assert rests_lines(idle.outcome) == []


@pytest.mark.slow
@every("vintage,language", SPOKEN[::5], later=SPOKEN)
def test_every_market_can_be_told(vintage, language):
    use_language(language)
    market = load_market(vintage)
    stage = stage_of(plan_of({"subsidy_budget": 14.0}, market=vintage, draws=20))
    assert all(provenance.mark(name, stage.outcome, market) for name in HEADLINES)
    assert all(provenance.lever(name, market) for name in LEVERS)
    figures = (stage.trajectory(), stage.sides(), stage.revenue(), stage.sellers())
    for figure in (*figures, stage.rivals(), stage.delivery()):
        assert figure.notes
        assert figure.grade in "ABCD"


def test_a_chart_tells_its_end_figures_with_unit_and_range(telling):
    notes = " ".join(telling.sides().notes)
    quarter = telling.outcome.quarters[-1]
    for side in telling.market.sides:
        assert f"{side.english} " in notes
    assert notes.count(f"in {quarter}: RMB bn a quarter; eight in ten futures [") == 2


def test_what_a_source_says_cannot_become_markup(telling):
    market = telling.market
    hostile = [
        type(each)(**{**vars(each), "source": "<img src=x onerror=alert(1)>"})
        for each in market.numbers
    ]
    fields = {name: getattr(market, name) for name in Market.__dataclass_fields__}
    html = provenance.mark("dau", telling.outcome, Market(**fields | {"numbers": tuple(hostile)}))
    assert "<img" not in html
    assert "&lt;img" in html


@every("language", LANGUAGES)
def test_the_guide_explains_every_word(language):
    use_language(language)
    assert all(t(f"glossary.{word}") and explain(f"glossary.{word}") for word in WORDS)


def test_the_case_is_the_question_of_that_spring():
    assert case().market == "2023Q1"
    assert case().changed(load_market("2023Q1").levers)


@every("vintage", vintages())
@every("name", SUGGESTIONS)
def test_a_try_is_a_setting_that_the_lever_takes(name, vintage):
    market, lever = load_market(vintage), LEVERS[SUGGESTIONS[name]]
    value = target(name, market)
    assert lever.rule(value) is None
    today = market.levers[lever.name]
    assert value != today or today == lever.high
