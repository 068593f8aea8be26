"""Trust → Accuracy through app.py: the scores in words, charts that follow the origin."""

import pytest
from streamlit.testing.v1 import AppTest

from models.calibration.series import POOLED
from pages.components import accuracy
from pages.components.hindsight import figures
from pages.labels.catalogue import LANGUAGES, use_language
from tests.conftest import ROOT


def test_page_tells_scores_misses_and_draws_every_series():
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=120).run()
    app = app.switch_page("pages/trust/accuracy.py").run()
    assert not app.exception, [error.value for error in app.exception]
    assert len(app.get("vega_lite_chart")) == len(POOLED)
    assert any("repeating last year" in m.value for m in app.markdown)
    moved = app.select_slider(key="accuracy.origin").set_value(accuracy.figures_reported().last)
    assert not moved.run().exception


@pytest.mark.parametrize("language", LANGUAGES)
def test_figures_are_told_in_both_languages(language):
    use_language(language)
    actuals = accuracy.figures_reported()
    for origin in (accuracy.tested().origins[0], actuals.last):
        drawn = figures(actuals, accuracy.told_at(origin), dark=True)
        assert all(figure.title and figure.grade in "ABC" for figure in drawn)
        assert all(figure.table.num_rows > 8 for figure in drawn)
