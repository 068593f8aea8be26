"""Trust → Accuracy through app.py: the scores in words, charts that follow the origin."""

import pytest
from streamlit.testing.v1 import AppTest

from models.calibration.series import POOLED
from models.inputs import read_rows
from pages import compute
from pages.compute.questions import trust_questions as questions
from pages.figures.trust.hindsight_figures import figures
from pages.labels.catalogue import LANGUAGES, use_language
from pages.panels.trust import accuracy_report, laws, recovery_report
from tests.conftest import PAGE_SCRIPT
from tests.pages.drawn import figures_on, htmls_on

pytestmark = pytest.mark.slow


def test_page_tells_scores_misses_and_draws_every_series():
    app = AppTest.from_file(str(PAGE_SCRIPT), default_timeout=120)
    app = app.switch_page("../trust/accuracy.py").run()
    assert not app.exception, [error.value for error in app.exception]
    assert len(figures_on(app)) == len(POOLED)
    assert any("the range is too wide" in m.value for m in app.markdown)
    moved = app.select_slider(key="accuracy.origin").set_value(
        accuracy_report.figures_reported().last
    )
    assert not moved.run().exception


def test_page_tells_laws_and_recovery():
    app = AppTest.from_file(str(PAGE_SCRIPT), default_timeout=120)
    app = app.switch_page("../trust/accuracy.py").run()
    assert not app.exception, [error.value for error in app.exception]
    text = " ".join(htmls_on(app))
    verdicts = compute.ask(questions.laws_checked)
    assert text.count("<li>") >= len(verdicts)
    assert any(caption.value == laws.summary(verdicts) for caption in app.caption)
    rows = read_rows("recovery.csv")
    assert any(recovery_report.finding(rows) in element.value for element in app.markdown)
    lengths = [len(frame.value) for frame in app.dataframe]
    assert len(rows) in lengths


def test_charts_follow_the_quarter_that_one_stands_at():
    actuals = accuracy_report.figures_reported()
    early, late = (
        figures(actuals, *accuracy_report.forecast_at(origin), dark=False)
        for origin in (accuracy_report.tested().origins[0], accuracy_report.tested().origins[-1])
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
