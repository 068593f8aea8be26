"""The database is what the tables say, however it came to be."""

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from models.errors import LibraryError
from models.ledger.decision_tables import DecisionRow
from models.library import close_libraries, open_library
from models.library.database import new_engine, sqlite_url
from models.library.schema import MIGRATIONS, VERSION, _migrate, version_of
from models.library.tables import Base


def test_migrations_make_the_tables(library):
    assert DecisionRow.__tablename__ in Base.metadata.tables
    with library.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Base.metadata) == []


def test_the_version_is_that_of_the_last_migration():
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    assert ScriptDirectory.from_config(config).get_current_head() == VERSION


def test_a_row_cannot_hang_loose(library):
    orphan = "INSERT INTO tags (plan_id, tag, number) VALUES (4711, 'x', 1)"
    for _ in range(3):  # on every connection
        with pytest.raises(IntegrityError), library.engine.begin() as connection:
            connection.execute(text(orphan))
        library.engine.dispose()


def test_sqlite_is_safe_on_every_connection(tmp_path):
    engine = open_library(sqlite_url(tmp_path / "library.db")).engine
    with engine.connect() as one, engine.connect() as other:
        for connection in (one, other):
            ask = connection.exec_driver_sql
            assert ask("PRAGMA foreign_keys").scalar() == 1
            assert ask("PRAGMA journal_mode").scalar() == "wal"
            assert ask("PRAGMA synchronous").scalar() == 2
            assert ask("PRAGMA busy_timeout").scalar() >= 1000
    engine.dispose()


def test_a_later_version_is_left_alone(library, url):
    with library.engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    close_libraries()
    with pytest.raises(LibraryError, match=r"9999.*nothing was changed"):
        open_library(url)


def test_other_databases_are_left_alone(url):
    engine = new_engine(url)
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE customers (id INTEGER)"))
    engine.dispose()
    with pytest.raises(LibraryError, match="customers"):
        open_library(url)


def versions():
    return sorted(path.stem[1:5] for path in (MIGRATIONS / "versions").glob("v[0-9]*.py"))


@pytest.mark.parametrize("before", versions())
def test_a_library_of_an_earlier_version_comes_up_with_all_it_holds(url, before):
    engine = new_engine(url)
    _migrate(engine, before)
    rows = "INSERT INTO plans (name, name_key, owner, private, archived, head) VALUES "
    with engine.begin() as connection:
        connection.execute(text(f"{rows} ('=1+1', '=1+1', '王芳', false, true, 0)"))
    engine.dispose()
    library = open_library(url)
    with library.engine.connect() as connection:
        assert version_of(connection) == VERSION
        found = connection.execute(text("SELECT name, owner, archived FROM plans")).one()
        assert tuple(found) == ("=1+1", "王芳", True)
