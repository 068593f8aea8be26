"""Every test of the library runs on SQLite and on PostgreSQL; that is skipped where none is."""

from contextlib import ExitStack
from secrets import token_hex
from shutil import copyfile

import pytest

from models.library import close_libraries, open_library
from models.library.database import sqlite_url
from tests.library.postgres import NoServer, new_database, server


@pytest.fixture(scope="session")
def postgres():
    with ExitStack() as stack:
        try:
            address = stack.enter_context(server())
        except NoServer as reason:
            pytest.skip(f"NOT RUN on PostgreSQL: {reason}")
        yield address


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.slow)])
def url(request, tmp_path):
    """Where a library is to be made; where the test asks for one, it is there, and empty."""
    is_made = "library" in request.fixturenames
    if request.param == "sqlite":
        path = tmp_path / "library.db"
        if is_made:
            copyfile(request.getfixturevalue("blank_file"), path)
        return sqlite_url(path)
    server, name = request.getfixturevalue("postgres"), f"library_{token_hex(6)}"
    return new_database(server, name, request.getfixturevalue("blank_database") if is_made else "")


@pytest.fixture(scope="session")
def blank_file(tmp_path_factory):
    """A file of an empty library: to make one takes longer than most tests of it."""
    path = tmp_path_factory.mktemp("blank") / "library.db"
    made_empty(sqlite_url(path))
    return path


@pytest.fixture(scope="session")
def blank_database(postgres):
    made_empty(new_database(postgres, "blank"))
    return "blank"


def made_empty(url):
    open_library(url)
    close_libraries()


@pytest.fixture
def library(url):
    return open_library(url)


@pytest.fixture(autouse=True)
def _closed():
    yield
    close_libraries()
