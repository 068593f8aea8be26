"""Whatever the library refuses is said in Chinese as well."""

import re
from dataclasses import replace

import pytest

from models.errors import LibraryError, ModelError
from models.library import changing, finding, people, saving
from models.library.backup import backup, restore_backup
from models.library.database import _ADVICE, address, file_of
from models.library.identity import parameters_from
from pages.labels.catalogue import use_language
from pages.labels.said import said
from tests.library.sample_plans import FIGURES, plan

CHINESE = re.compile("[一-鿿]")


@pytest.fixture(autouse=True)
def _chinese():
    use_language("chinese")
    yield
    use_language("english")


def test_every_refusal_is_said_in_chinese(library, tmp_path, monkeypatch):
    saving.save(library, plan("Plan"), FIGURES)
    saving.save(library, plan("Away"), FIGURES)
    changing.archive(library, "Away")
    (tmp_path / "bad.db").write_bytes(b"x")
    monkeypatch.setenv("TWO_ROADS_DATABASE_URL", "mysql://x")
    broken = replace(
        finding.revision(library, "Plan"), text="scenario,lever,quarter,value\nP,x,,1\n"
    )
    asked = [
        lambda: finding.revision(library, "X"),
        lambda: finding.revision(library, "Plan", 7),
        lambda: saving.save(library, plan("X"), FIGURES, onto=3),
        lambda: saving.save(library, plan(), FIGURES, author="x" * 81),
        lambda: changing.branch(library, "Plan", "plan"),
        lambda: changing.branch(library, "Plan", "AWAY"),
        lambda: changing.comment(library, "Plan", " "),
        lambda: changing.comment(library, "Plan", "x", on="x"),
        lambda: changing.own(library, "Plan", "", private=True),
        lambda: people.forget(library, "Nobody"),
        lambda: restore_backup(library, tmp_path / "bad.db"),
        lambda: restore_backup(library, tmp_path / "none.db"),
        lambda: parameters_from("{}"),
        broken.scenario,
        address,
    ]
    if path := file_of(library.url):
        asked.append(lambda: backup(library, path))
    silent = []
    for ask in asked:
        with pytest.raises(ModelError) as caught:
            ask()
        if not CHINESE.search(said(str(caught.value))):
            silent.append(str(caught.value))
    assert not silent


@pytest.mark.parametrize("advice", sorted(set(_ADVICE.values())))
def test_a_fault_of_the_disk_is_said_in_chinese(advice):
    assert CHINESE.search(said(str(LibraryError(f"/data/library.db: {advice}"))))
