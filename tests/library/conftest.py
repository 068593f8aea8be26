"""Every test of the library runs on SQLite and on PostgreSQL; that is skipped where none is."""

from contextlib import ExitStack
from secrets import token_hex

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
    if request.param == "sqlite":
        return sqlite_url(tmp_path / "library.db")
    return new_database(request.getfixturevalue("postgres"), f"library_{token_hex(6)}")


@pytest.fixture
def library(url):
    return open_library(url)


@pytest.fixture(autouse=True)
def _closed():
    yield
    close_libraries()
