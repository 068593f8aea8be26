"""Trust → Accuracy through app.py: the scores in words, charts that follow the origin."""

from dataclasses import replace
from functools import cache

import pytest
from streamlit.testing.v1 import AppTest

from models.calibration.series import POOLED
from models.inputs import read_rows
from pages import compute
from pages.compute.questions import trust_questions as questions
from pages.figures.trust import accuracy_words
from pages.figures.trust.hindsight_figures import figures
from pages.labels.catalogue import LANGUAGES, t, use_language
from pages.panels.trust import accuracy_report, laws, recovery_report
from tests.conftest import PAGE_SCRIPT
from tests.pages.drawers import DRAWERS
from tests.pages.drawn import figures_on, htmls_on
from tests.pages.figures_read import faults_on

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("laws_known")]


@pytest.fixture(autouse=True, scope="module")
def _each_quarter_is_stood_at_once():
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(questions, "forecast_from", cache(questions.forecast_from))
        yield


def opened():
    """Every drawer open; a closed one holds nothing."""
    app = AppTest.from_file(str(PAGE_SCRIPT), default_timeout=120)
    for drawer in DRAWERS:
        app.session_state[f"drawer.{drawer}"] = True
    app = app.switch_page("../trust/accuracy.py").run()
    assert not app.exception, [error.value for error in app.exception]
    return app


def test_page_tells_scores_misses_and_draws_every_series_the_own_first(drawn, computed_beside):
    app = opened()
    assert not list(faults_on(app, drawn))
    assert figures_on(app)[0]["name"].endswith(accuracy_report.OWN_SERIES.lower())
    assert len(figures_on(app)) == len(POOLED)
    assert any("the range is too wide" in m.value for m in app.markdown)
    moved = app.select_slider(key="accuracy.origin").set_value(
        accuracy_report.figures_reported().last
    )
    assert not moved.run().exception


def test_page_tells_laws_and_recovery():
    app = opened()
    text = " ".join(htmls_on(app))
    verdicts = compute.ask(questions.laws_checked)
    assert text.count("<li>") >= len(verdicts)
    assert any(part.label == laws.summary(verdicts) for part in app.expander)
    rows = read_rows("recovery.csv")
    assert any(recovery_report.finding(rows) in element.value for element in app.markdown)
    lengths = [len(frame.value) for frame in app.dataframe]
    assert len(rows) in lengths


def test_charts_follow_the_quarter_that_one_stands_at():
    actuals = accuracy_report.figures_reported()
    early, late = (
        figures(actuals, *accuracy_report.forecast_at(origin), dark=False)
        for origin in (accuracy_report.tested().origins[0], actuals.last)
    )
    for before, after in zip(early, late, strict=True):
        assert before.name == after.name
        assert before.spec is after.spec
        assert before.table != after.table


@pytest.mark.parametrize("language", LANGUAGES)
def test_figures_are_told_in_both_languages(language):
    use_language(language)
    actuals = accuracy_report.figures_reported()
    for origin in (accuracy_report.tested().origins[0], actuals.last):
        drawn = figures(actuals, *accuracy_report.forecast_at(origin), dark=True)
        assert all(figure.title and figure.grade in "ABC" for figure in drawn)
        assert all(figure.table.num_rows > 8 for figure in drawn)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_sentence_tells_better_worse_alike_and_nothing_apart(language):
    use_language(language)
    score = accuracy_report.tested().score([accuracy_report.OWN_SERIES])
    naive = score.mape_naive
    said = [
        accuracy_words.sentence(None if missed is None else replace(score, mape=missed))
        for missed in (0.0, naive + 1e-6, 2.0 * naive, None)
    ]
    assert len(set(said)) == len(said)
    written = accuracy_words.percent(naive)
    assert [text.count(written) for text in said] == [1, 1, 1, 0]
    assert accuracy_words.rivals({}) == ""


def test_rivals_are_told_with_the_largest_miss_first():
    score = accuracy_report.tested().score()
    names = [series.name for series in POOLED[1:3]]
    for order in (names, names[::-1]):
        scores = {name: replace(score, mape=0.3 - 0.1 * place) for place, name in enumerate(order)}
        said = accuracy_words.rivals(dict(reversed(scores.items())))
        first, second = (said.index(t(f"accuracy.series.{name}")) for name in order)
        assert first < second
