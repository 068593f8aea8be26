"""The page Board pack: its sentence, what the board sees first, and a button for each document."""

import re

import pytest
from streamlit.testing.v1 import AppTest

from pages.export.pack_writers import FILES
from pages.labels.catalogue import LANGUAGES, in_language
from pages.labels.catalogue import t as label
from pages.labels.names import plain
from pages.panels.own_file import StoredFile
from pages.panels.share import pack_page
from tests.conftest import PAGE_SCRIPT
from tests.pages import packs
from tests.pages.stages import MOVED

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("plan", [packs.PLAN, packs.plan_of({}, market="2023Q1", draws=20)])
def test_the_page_shows_the_first_pages_and_offers_every_document(plan, monkeypatch):
    monkeypatch.setattr(pack_page, "numbers_of", lambda *_: packs.numbers_for(plan))
    monkeypatch.setattr(pack_page, "whole", lambda numbers: numbers)
    app = AppTest.from_file(str(PAGE_SCRIPT), default_timeout=120).run()
    app.switch_page("../share/board.py").run()
    assert not app.exception
    assert not app.error
    pictures = [one.body for one in app.get("html") if 'src="data:image/png;base64,' in one.body]
    assert len(pictures) == 2
    names = [one.proto.id for one in app.get("download_button")]
    for kind in (*FILES, ".charts"):
        assert any(f"pack.take{kind}" in name for name in names), kind


OTHER = packs.plan_of(MOVED | {"subsidy_budget": 10.0}, market="2023Q1", draws=60)
NOT_OURS = packs.saved_blank()


@pytest.fixture(scope="module")
def page():
    """The page Board pack of one plan, whose numbers are those of the tests."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pack_page, "numbers_of", lambda *_: packs.numbers_for(OTHER))
        patch.setattr(pack_page, "whole", lambda numbers: numbers)
        app = AppTest.from_file(str(PAGE_SCRIPT), default_timeout=120).run()
        yield app.switch_page("../share/board.py").run()


def handed_in(app, data, screen):
    app.session_state["own.deck.kept"] = StoredFile(name="edited.pptx", data=data)
    app.session_state["language"] = screen
    return app.run()


def test_a_deck_handed_in_follows_the_open_plan_and_stays_at_hand(page):
    app = handed_in(page, packs.deck_for("english"), "english")
    assert not app.exception
    (said,) = (one.value for one in app.success)
    assert OTHER.name in said
    charts, texts, kept = (int(one) for one in re.findall(r" ([0-9]+)[,;.]", said))
    assert charts > 0
    assert texts > 0
    assert kept == 0
    assert any("pack.take.refreshed" in one.proto.id for one in app.get("download_button"))
    assert app.run().success  # a run for another reason loses nothing


@pytest.mark.parametrize("screen", LANGUAGES)
def test_what_is_no_deck_of_ours_is_said_in_the_words_of_the_screen(page, screen):
    for data, key in ((b"no deck", "deck.unreadable"), (NOT_OURS, "deck.not_ours")):
        app = handed_in(page, data, screen)
        with in_language(screen):
            assert [one.value for one in app.error] == [plain(label(key))]
        assert not app.success
