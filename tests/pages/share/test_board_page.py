"""The page Board pack: its sentence, what the board sees first, and a button for each document."""

import pytest
from streamlit.testing.v1 import AppTest

from pages.export.pack_writers import FILES
from pages.panels.share import pack_page
from tests.conftest import PAGE_SCRIPT
from tests.pages import packs

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("plan", [packs.PLAN, packs.plan_of({}, market="2023Q1", draws=20)])
def test_the_page_shows_the_first_pages_and_offers_every_document(plan, monkeypatch):
    monkeypatch.setattr(pack_page, "numbers_of", lambda _: packs.numbers_for(plan))
    app = AppTest.from_file(str(PAGE_SCRIPT), default_timeout=120).run()
    app.switch_page("../share/board.py").run()
    assert not app.exception
    assert not app.error
    pictures = [one.body for one in app.get("html") if 'src="data:image/png;base64,' in one.body]
    assert len(pictures) == 2
    names = [one.proto.id for one in app.get("download_button")]
    for kind in (*FILES, ".charts"):
        assert any(f"pack.take{kind}" in name for name in names), kind
