"""A document is computed in parts: those that it shows, each once, wherever they are computed."""

import pickle
from dataclasses import replace

import numpy as np
import pytest

from pages.export.pack_writers import FILES, FOLDERS
from pages.export.sheet import Picture
from pages.figures.pack.board_pack import board_pack
from pages.figures.pack.pack_numbers import SHOWN, numbers_of, shown
from pages.terminal.ahead import numbers_ahead
from tests.every import every
from tests.pages import packs
from tests.pages.stages import plan_of

pytestmark = pytest.mark.slow


@pytest.fixture
def words_alone(monkeypatch):
    """Leave charts out of pictures: drawing asks for nothing, and takes longest."""
    monkeypatch.setattr(Picture, "chart", lambda *_: None)


@pytest.mark.usefixtures("words_alone")
@every("kind", (*FILES, *FOLDERS))
def test_a_document_asks_for_the_parts_that_it_shows_each_once(kind):
    asked = []

    def given(name):
        asked.append(name)
        return packs.numbers_for().part(name)

    numbers = replace(packs.numbers_for(), known={}, elsewhere=given)
    (FILES | FOLDERS)[kind](numbers, board_pack(numbers, "english", packs.DATE))
    unheard = set() if packs.numbers_for().attempt else {"scores"}  # no like decision, nothing seen
    assert sorted(asked) == sorted({*SHOWN[kind]} - unheard)


def test_several_documents_share_their_parts():
    together = shown([".xlsx", ".docx", ".pptx"])
    assert sorted(together) == sorted({*SHOWN[".docx"], *SHOWN[".pptx"]})
    found = packs.numbers_for()
    assert found.stress.chances == replace(found, known={"stress": found.stress}).chances.chances


def test_chances_alone_are_those_of_the_stress_test():
    whole = packs.numbers_for().stress
    alone = replace(packs.numbers_for(), known={}).chances
    assert alone.chances == whole.chances
    assert alone.share_missed == whole.share_missed
    np.testing.assert_array_equal(alone.by_quarter, whole.by_quarter)
    assert not hasattr(alone, "box")


def test_a_second_process_gives_the_same_parts():
    plan, names = plan_of(market="2023Q1", draws=20), ("delivered", "swings", "outcome")
    here = numbers_of(plan)
    with numbers_ahead(plan, (), names) as numbers:
        for name in reversed(names):
            assert repr(numbers.part(name)) == repr(here.part(name)), name
            assert numbers.part(name) is numbers.part(name)


def test_numbers_go_to_another_process_with_the_parts_that_are_known():
    found = packs.numbers_for()
    known = {"outcome": found.outcome}
    sent = pickle.loads(pickle.dumps(replace(found, known=known, elsewhere=found.part)))
    assert sent == found
    assert hash(sent) == hash(found)
    assert repr(sent.outcome) == repr(found.outcome)
    assert repr(sent.worth) == repr(found.worth)
