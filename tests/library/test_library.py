"""What the library promises besides keeping plans: people, search, backups, old plans."""

from dataclasses import replace

import pytest

from models.errors import LibraryError
from models.library import changing, close_libraries, finding, open_library, people, saving
from models.library.backup import backup, restore_backup
from models.library.database import sqlite_url
from tests.every import every
from tests.library.sample_plans import FIGURES, FORMULAS, plan


def save(library, name="Plan", **words):
    return saving.save(library, plan(name), FIGURES, **words)


def names(library, **asked):
    return {one.name for one in finding.plans(library, **asked)}


def content(library):
    """Everything that readers see of a library."""
    found = {}
    for archived in (False, True):
        for one in finding.plans(library, archived=archived):
            revisions = [
                finding.revision(library, one.name, step.revision)
                for step in finding.history(library, one.name)
            ]
            notes = finding.comments(library, one.name)
            found[one.name] = (one, finding.history(library, one.name), revisions, notes)
    return found


def test_the_search_finds_every_text_and_nothing_else(library):
    save(library, "Alpha", author="王芳", message="nach München")
    save(library, "Beta 100%", author="Bob")
    changing.comment(library, "Beta 100%", "too dear", on="subsidy_budget", author="Carol")
    save(library, "Gamma")
    changing.tag(library, "Gamma", "board")
    asked = ["alpha", "王", "münchen", "100%", "0_%", "bob", "DEAR", "carol", "BOARD", "%", ""]
    found = [names(library, search=text) for text in asked]
    a, b, c = {"Alpha"}, {"Beta 100%"}, {"Gamma"}
    assert found[:2] == [a, a]
    assert found[3:] == [b, set(), b, b, b, c, b, a | b | c]


def test_private_hides_from_others(library):
    save(library, "Mine", author="Bob")
    save(library, "Ours")
    changing.own(library, "Mine", "Bob", private=True)
    assert names(library, viewer="Eve") == names(library, viewer="") == {"Ours"}
    assert names(library, viewer="Bob") == names(library) == {"Mine", "Ours"}
    with pytest.raises(LibraryError, match="belongs to somebody"):
        changing.own(library, "Ours", " ", private=True)


@pytest.mark.parametrize("name", FORMULAS)
def test_a_name_like_a_formula_stays_text(library, name):
    from models.inputs import read_scenario_bytes

    save(library, name, author=name, message=name)
    changing.comment(library, name, name, author=name)
    kept = finding.revision(library, name)
    assert (kept.name, kept.author, kept.message, kept.owner) == (name,) * 4
    assert finding.comments(library, name)[0].text == name
    file = finding.exported(library, [name])
    assert read_scenario_bytes(file).scenarios[0].name == name
    cells = file.decode("utf-8-sig").splitlines()[1:]
    assert not [cell for cell in cells if cell.lstrip('"')[:1] in "=+-@\uff1d"]


def bytes_of(library, tmp_path):
    """Everything that the database keeps on the disk or gives away."""
    if library.engine.dialect.name == "postgresql":
        copy = tmp_path / "all.db"
        backup(library, copy)
        return copy.read_bytes()
    return b"".join(path.read_bytes() for path in tmp_path.glob("library.db*"))


def test_a_person_is_forgotten_to_the_last_byte(library, tmp_path):
    save(library, "Secret", author="Quentin")
    changing.own(library, "Secret", "Quentin", private=True)
    scenario = replace(plan("Shared"), author="Quentin")
    saving.save(library, scenario, FIGURES)
    changing.comment(library, "Shared", "zebrafish", author="Quentin")
    changing.note_opening(library, "Shared", "Quentin", 1)
    save(library, "Other", author="Quentina")
    assert b"Quentin" in bytes_of(library, tmp_path)
    done = people.forget(library, "Quentin")
    assert (done.plans, done.comments, done.mentions) == (1, 1, 0)
    assert done.names == 4  # owner, author, file and opening of the shared plan
    left = bytes_of(library, tmp_path).replace(b"Quentina", b"")
    assert b"Quentin" not in left
    assert b"zebrafish" not in left
    assert names(library) == {"Shared", "Other"}
    assert finding.revision(library, "Shared").scenario().steps == scenario.steps
    with pytest.raises(LibraryError, match="holds nothing"):
        people.forget(library, "Quentin")


def some_content(library):
    save(library, "One", author="王芳", message="first")
    save(library, "One", message="second")
    changing.tag(library, "One", "board")
    changing.branch(library, "One", "=1+1")
    changing.comment(library, "=1+1", "why", on="dau", author="Bob")
    changing.archive(library, "=1+1")
    return content(library)


def test_a_backup_brings_everything_back(library, tmp_path):
    before = some_content(library)
    backup(library, tmp_path / "backup.db")
    save(library, "Later")
    changing.rename(library, "One", "Two")
    changed = content(library)
    kept = restore_backup(library, tmp_path / "backup.db")
    assert content(library) == before
    save(library, "Goes on")  # numbers go on where the backup ended
    restore_backup(library, kept)  # what was there before is kept as well
    assert content(library) == changed


def test_a_backup_is_one_file_that_any_database_takes(library, tmp_path):
    before = some_content(library)
    backup(library, tmp_path / "backup.db")
    other = open_library(sqlite_url(tmp_path / "other" / "library.db"))
    restore_backup(other, tmp_path / "backup.db")
    assert content(other) == before
    backup(other, tmp_path / "second.db")
    changing.rename(library, "One", "Two")
    restore_backup(library, tmp_path / "second.db")
    assert content(library) == before


def test_a_damaged_backup_changes_nothing(library, tmp_path):
    before, path = some_content(library), tmp_path / "backup.db"
    backup(library, path)
    whole = path.read_bytes()
    for broken in (b"", whole[:-1], whole[:4096], b"x" * 5000, whole[:9000] + b"\xff" * 8000):
        path.write_bytes(broken)
        with pytest.raises(LibraryError, match="nothing was changed"):
            restore_backup(library, path)
        assert content(library) == before


def test_an_unknown_plan_is_refused_by_everything(library):
    asked = [
        lambda: finding.revision(library, "X"),
        lambda: finding.history(library, "X"),
        lambda: changing.restore(library, "X", 1),
        lambda: changing.branch(library, "X", "Y"),
        lambda: changing.tag(library, "X", "t"),
        lambda: changing.rename(library, "X", "Y"),
        lambda: changing.comment(library, "X", "t"),
        lambda: changing.archive(library, "X"),
        lambda: changing.own(library, "X", "Bob"),
        lambda: finding.exported(library, ["X"]),
    ]
    for ask in asked:
        with pytest.raises(LibraryError, match="no plan 'X'"):
            ask()


@every("text", ["a\u202eb", "x" * 81, "a\nb", "\x00"])
def test_a_name_that_hides_something_is_refused(library, text):
    with pytest.raises(LibraryError, match="found"):
        save(library, author=text)
    with pytest.raises(LibraryError, match="found"):
        changing.tag(library, "Plan", text)
    assert names(library) == set()


def test_a_library_of_a_user_is_where_the_environment_says(tmp_path, monkeypatch):
    monkeypatch.setenv("TWO_ROADS_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("TWO_ROADS_DATABASE_URL", raising=False)
    save(open_library())
    assert (tmp_path / "home" / "library.db").exists()
    monkeypatch.setenv("TWO_ROADS_DATABASE_URL", f"sqlite:///{tmp_path}/other.db")
    assert names(open_library()) == set()
    monkeypatch.setenv("TWO_ROADS_DATABASE_URL", "mysql://root:secret@host/db")
    with pytest.raises(LibraryError) as caught:
        open_library()
    assert "secret" not in str(caught.value)
    close_libraries()


def test_the_plans_that_a_person_opened_last_come_first(library):
    for name in ("First", "Second", "Third"):
        save(library, name)
    changing.note_opening(library, "First", "Eve", 1)
    changing.archive(library, "Second", away=True)
    changing.own(library, "Third", "Bob", private=True)
    assert [one.name for one in finding.recent(library, "Eve", 5)] == ["First"]
    assert [one.name for one in finding.recent(library, "Bob", 5)] == ["Third", "First"]
    save(library, "Fourth")
    assert [one.name for one in finding.recent(library, "Eve", 1)] == ["Fourth"]
