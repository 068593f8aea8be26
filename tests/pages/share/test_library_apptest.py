"""The library on screen: saving, opening, conflicts, comments; a real database below."""

import pytest
from streamlit.testing.v1 import AppTest

from models.library import changing, close_libraries, finding, open_library, saving
from pages.labels.catalogue import use_language
from tests.conftest import ROOT
from tests.library.sample_plans import FIGURES, plan

pytestmark = pytest.mark.slow
NAME = "=1+1 <b>*淘宝*</b>"


@pytest.fixture
def library(tmp_path, monkeypatch):
    monkeypatch.setenv("TWO_ROADS_HOME", str(tmp_path))
    monkeypatch.delenv("TWO_ROADS_DATABASE_URL", raising=False)
    yield open_library()
    close_libraries()
    use_language("english")


def app_at(page=""):
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=120)
    app.run()
    return app.switch_page(page).run() if page else app


def headline(app):
    return next(
        one.proto.body for one in app.main if "headline" in str(getattr(one.proto, "body", ""))
    )


def html(app):
    return " ".join(str(one.proto.body) for one in app.get("html"))


def press(app, key):
    next(one for one in app.button if one.key == key).click()
    app.run()
    assert not app.exception
    return app


def opened_menu(app, name):
    app.session_state[name] = {"open": True}
    return app.run()


PAGE = "pages/share/library.py"


def test_an_empty_library_says_what_to_do(library):
    app = app_at(PAGE)
    assert not app.exception
    assert "No plan is saved yet" in html(app)


def test_the_page_tells_what_changed_since_the_plan_was_opened(library):
    for traffic in (0.5, 0.6, 0.7):
        saving.save(library, plan(NAME, traffic, draws=50), FIGURES, author="Bob", message="*m*")
    changing.note_opening(library, NAME, "", 1)
    app = app_at(PAGE)
    assert not app.exception
    shown = html(app)
    assert "revisions since you last opened it: 2" in shown
    assert "&lt;b&gt;" in shown and "<b>*淘宝*" not in shown
    assert "50%" in shown and "70%" in shown
    press(app, "library.restore")
    assert [one.revision for one in finding.history(library, NAME)] == [4, 3, 2, 1]
    assert finding.revision(library, NAME).scenario() == plan(NAME, 0.5, draws=50)
