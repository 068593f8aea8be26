"""A full disk and a read-only one: a message, and nothing is lost."""

import pytest

from models.errors import LibraryError
from models.library import close_libraries, finding, open_library, saving
from models.library.backup import backup
from models.library.database import sqlite_url
from tests.library.mounted import remount, tmpfs
from tests.library.sample_plans import FIGURES, plan

pytestmark = pytest.mark.slow


def fill(library, most=2_000):
    """Save until the disk refuses; give how many saves were acknowledged, and the refusal."""
    for number in range(most):
        try:
            saving.save(library, plan(f"Plan {number}"), FIGURES, message="x" * 1_900)
        except LibraryError as error:
            return number, str(error)
    return most, ""


def test_a_full_disk_loses_nothing_that_was_acknowledged(tmp_path):
    with tmpfs(tmp_path / "small") as folder:
        ballast = folder / "ballast"
        ballast.write_bytes(b"x" * 250_000)
        url = sqlite_url(folder / "library.db")
        number, told = fill(open_library(url))
        assert number > 0
        assert "full" in told
        assert "nothing was saved" in told
        close_libraries()
        ballast.unlink()
        library = open_library(url)
        assert not library.notices
        names = {one.name for one in finding.plans(library)}
        assert names == {f"Plan {each}" for each in range(number)}
        saving.save(library, plan("after"), FIGURES)
        close_libraries()


def test_a_backup_to_a_full_disk_leaves_the_last_one(tmp_path):
    library = open_library(sqlite_url(tmp_path / "library.db"))
    fill(library, 30)
    with tmpfs(tmp_path / "small") as folder:
        (folder / "backup.db").write_bytes(b"the last one")
        (folder / "ballast").write_bytes(b"x" * 1_000_000)
        with pytest.raises(LibraryError, match=r"full|room|No space"):
            backup(library, folder / "backup.db")
        assert (folder / "backup.db").read_bytes() == b"the last one"
        assert sorted(one.name for one in folder.iterdir()) == ["backup.db", "ballast"]


def test_a_read_only_disk_gives_a_message_and_loses_nothing(tmp_path):
    with tmpfs(tmp_path / "small") as folder:
        url = sqlite_url(folder / "library.db")
        saving.save(open_library(url), plan(), FIGURES)
        close_libraries()
        before = (folder / "library.db").read_bytes()
        remount(folder, "ro")
        with pytest.raises(LibraryError, match="TWO_ROADS_HOME"):
            saving.save(open_library(url), plan("new"), FIGURES)
        close_libraries()
        assert (folder / "library.db").read_bytes() == before
        remount(folder, "rw")
        assert [one.name for one in finding.plans(open_library(url))] == ["Plan"]
        close_libraries()


def test_a_disk_that_turns_read_only_under_an_open_library(tmp_path):
    with tmpfs(tmp_path / "small") as folder:
        library = open_library(sqlite_url(folder / "library.db"))
        saving.save(library, plan(), FIGURES)
        close_libraries()
        remount(folder, "ro")
        with pytest.raises(LibraryError, match=r"library\.db"):
            saving.save(library, plan("new"), FIGURES)
        library.engine.dispose()
        remount(folder, "rw")
        assert [one.name for one in finding.plans(library)] == ["Plan"]
        library.engine.dispose()
