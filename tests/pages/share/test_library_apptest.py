"""The library on screen: saving, opening, conflicts, comments; a real database below."""

import re

import pytest
from streamlit.testing.v1 import AppTest

from models.library import changing, close_libraries, finding, open_library, saving
from pages.labels.catalogue import t, use_language
from tests.conftest import PAGE_SCRIPT
from tests.library.sample_plans import FIGURES, plan
from tests.pages.panel_moves import with_sliders

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
    app = with_sliders(AppTest.from_file(str(PAGE_SCRIPT), default_timeout=120))
    app.run()
    return app.switch_page(page).run() if page else app


def html(app):
    return " ".join(str(one.proto.body) for one in app.get("html"))


def press(app, key):
    next(one for one in app.button if one.key == key).click()
    app.run()
    assert not app.exception
    return app


PAGE = "../share/library.py"


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
    assert "was saved 2 times since you last opened it" in shown
    assert "&lt;b&gt;" in shown
    assert "<b>*淘宝*" not in shown
    assert {"50%", "70%"} <= set(re.findall(r"\d+%", shown))
    press(app, "library.restore")
    assert [one.revision for one in finding.history(library, NAME)] == [4, 3, 2, 1]
    assert finding.revision(library, NAME).scenario() == plan(NAME, 0.5, draws=50)


def test_a_save_asks_the_name_once_and_a_conflict_is_settled_row_by_row(library):
    app = app_at()
    app.session_state["menu.save"] = True  # as a click on it leaves it
    app.run()
    next(one for one in app.text_input if one.key == "library.save.name").set_value("王芳")
    press(app, "library.save")
    name = app.session_state["plan"].name
    kept = finding.revision(library, name)
    assert (kept.revision, kept.author) == (1, "王芳")
    assert "library.save.name" not in {one.key for one in app.text_input}
    base = kept.scenario()
    theirs = plan(name, 0.61, market=base.market)
    saving.save(library, theirs, FIGURES, author="Bob", onto=1)
    app.slider(key="lever.sme_support").set_value(5.0).run()
    press(app, "library.save")
    assert "Bob" in app.warning[0].value
    assert finding.revision(library, name).revision == 2
    press(app, "library.settle")
    both = finding.revision(library, name)
    assert (both.revision, both.author) == (3, "王芳")
    moved = {step.lever: step.value for step in both.scenario().steps}
    assert moved == {"taobao_traffic_share": 0.61, "sme_support": 5.0}
    app.slider(key="lever.sme_support").set_value(6.0).run()
    press(app, "library.save")  # what was settled is where the next save begins
    assert finding.revision(library, name).revision == 4


def typed(app, key, text):
    next(one for one in app.text_input if one.key == key).set_value(text)
    return app.run()


def test_a_plan_is_renamed_branched_tagged_owned_commented_and_archived_on_the_page(library):
    saving.save(library, plan(NAME, 0.5, draws=50), FIGURES, author="Bob")
    app = app_at(PAGE)
    app.session_state["library.manage"] = True  # as a click on it leaves it
    typed(app.run(), "library.new_tag", "board")
    press(app, "library.do.tag_now")
    typed(app, "library.new_owner", "Ann")
    press(app, "library.do.own")
    (entry,) = finding.plans(library)
    assert (entry.owner, finding.history(library, NAME)[0].tags) == ("Ann", ("board",))
    typed(app, "library.new_name", "Second road")
    press(app, "library.do.rename")
    assert [one.name for one in finding.plans(library)] == ["Second road"]
    typed(app, "library.new_name", "Third road")
    press(app, "library.do.branch")
    assert {one.name for one in finding.plans(library)} == {"Second road", "Third road"}
    app.session_state["drawer.library.comments"] = True
    app.run()
    app.text_area(key="library.comment.text").set_value("<b>why?</b>")
    next(one for one in app.button if one.label == t("library.comment_now")).click().run()
    (note,) = finding.comments(library, "Third road")
    assert note.text == "<b>why?</b>"
    assert "&lt;b&gt;why?" in html(app)
    press(app, "library.do.archive")
    assert [one.name for one in finding.plans(library)] == ["Second road"]
    assert [one.name for one in finding.plans(library, archived=True)] == ["Third road"]
