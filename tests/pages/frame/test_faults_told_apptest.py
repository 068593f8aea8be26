"""Faults of files are told on whatever page they are met, and stop nothing."""

import pytest

from pages.frame import report
from tests.every import some
from tests.pages.decide.test_cockpit_apptest import HEADER, checked, page_text, start, upload


@pytest.fixture
def app():
    return start(draws="50", horizon="4")


PAGES = ["../decide/compare.py", "../challenge/organisation.py"]


@pytest.mark.slow
@pytest.mark.parametrize("page", some(PAGES, PAGES[0]))
def test_a_faulty_file_is_told_on_whatever_page_it_is_opened(app, page):
    checked(app.switch_page(page).run())
    upload(app, HEADER + "A,subsidy_budget,2024Q4,999\n")
    assert 'class="problems"' in page_text(app)
    checked(app.button(key="problems.dismiss").click().run())
    assert 'class="problems"' not in page_text(app)


def test_an_unreadable_calibration_is_said_and_stops_nothing(app, monkeypatch):
    monkeypatch.setattr(report, "calibration_fault", lambda: "the stored calibration <b> is bad")
    checked(app.run())
    assert any("priors alone" in warning.value for warning in app.warning)
