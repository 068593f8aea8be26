"""The whole library as one file of SQLite, whatever database it lives in, and back from there."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from sqlalchemy import Connection, Engine, MetaData, Table, inspect, select, text

from models.errors import LibraryError
from models.library import database, disk
from models.library.opening import Library
from models.library.schema import upgrade, version_of
from models.market_files import home

_ROWS = 1_000
"""Rows that are carried over at a time."""


def backup(library: Library, path: Path) -> None:
    """Write the library into one file, whole or not at all; saving may go on meanwhile.

    Raises
    ------
    LibraryError
        The file cannot be written, or it is the library itself.
    """
    source = database.file_of(library.url)
    if source is not None and path.exists() and path.samefile(source):
        msg = f"{path} is the library itself; name another file"
        raise LibraryError(msg)
    with database.translated(database.sqlite_url(path)):
        disk.replace_whole(path, lambda draft: _write(library, draft))


def _write(library: Library, draft: Path) -> None:
    source = database.file_of(library.url)
    if source is None:
        with _engine(draft) as target:
            upgrade(target)
            _carry(library.engine, target)
    else:
        with closing(sqlite3.connect(source)) as one, closing(sqlite3.connect(draft)) as other:
            one.backup(other)
    with closing(sqlite3.connect(draft)) as written:
        written.execute("PRAGMA journal_mode=DELETE")  # one file, with nothing beside it


def restore_backup(library: Library, path: Path) -> Path:
    """Put a backup in place of the library, which is first backed up itself; give that file.

    Raises
    ------
    LibraryError
        The file is no whole library, or a later version's; the library stays as it was.
    """
    if not path.is_file():
        msg = f"{path}: there is no such file; name a backup"
        raise LibraryError(msg)
    before = disk.dated(database.file_of(library.url) or home() / "library.db", "before-restore")
    before.parent.mkdir(parents=True, exist_ok=True)
    trial = before.with_name(f"{before.name}.trial")
    with database.translated(library.url):
        disk.replace_whole(trial, lambda draft: _checked_copy(path, draft))
        try:
            backup(library, before)
            with _engine(trial) as source:
                _carry(source, library.engine)
        finally:
            disk.discard(trial)
    return before


def _checked_copy(path: Path, draft: Path) -> None:
    """Copy a backup, check every page of it and bring it up to this program's version."""
    try:
        if disk.is_cut_short(path):
            raise sqlite3.DatabaseError(_DAMAGED)
        with closing(sqlite3.connect(path)) as one, closing(sqlite3.connect(draft)) as other:
            one.backup(other)
            (verdict,) = other.execute("PRAGMA integrity_check").fetchone()
            loose = other.execute("PRAGMA foreign_key_check").fetchone()
        if verdict != "ok" or loose:
            raise sqlite3.DatabaseError(_DAMAGED)
    except sqlite3.DatabaseError as error:
        msg = f"{path}: {_DAMAGED}; nothing was changed: name another backup"
        raise LibraryError(msg) from error
    with _engine(draft) as copy:
        with copy.connect() as connection:
            if not version_of(connection):
                msg = f"{path}: the file holds no library; nothing was changed"
                raise LibraryError(msg)
        upgrade(copy)
    with closing(sqlite3.connect(draft)) as written:
        written.execute("PRAGMA journal_mode=DELETE")


_DAMAGED = "the file is damaged or none of SQLite"


@contextmanager
def _engine(path: Path) -> Iterator[Engine]:
    engine = database.new_engine(database.sqlite_url(path))
    try:
        yield engine
    finally:
        engine.dispose()


def _carry(source: Engine, target: Engine) -> None:
    """Replace every row of a database by those of another of the same version, all or none."""
    tables, places = _tables(source), _tables(target)
    with (
        source.connect() as reader,
        target.execution_options(writes=True).begin() as writer,
    ):
        if reader.dialect.name == "postgresql":
            reader.execute(text("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ"))
        for table in reversed(places):
            writer.execute(table.delete())
        for table, place in zip(tables, places, strict=True):
            _copy(reader, writer, table, place)
        _continue_numbers(writer, places)


def _tables(engine: Engine) -> list[Table]:
    """Read what tables a database has, each after those that it refers to."""
    known = MetaData()
    known.reflect(engine)
    return [table for table in known.sorted_tables if table.name != "alembic_version"]


def _copy(reader: Connection, writer: Connection, table: Table, place: Table) -> None:
    for part in reader.execute(select(table)).mappings().partitions(_ROWS):
        writer.execute(place.insert(), [dict(row) for row in part])


def _continue_numbers(writer: Connection, tables: list[Table]) -> None:
    """Have PostgreSQL count on from the highest number that was carried over."""
    if writer.dialect.name != "postgresql":
        return
    for table in tables:
        if "id" in {column["name"] for column in inspect(writer).get_columns(table.name)}:
            highest = f"(SELECT coalesce(max(id), 0) + 1 FROM {table.name})"
            place = f"pg_get_serial_sequence('{table.name}', 'id')"
            writer.execute(text(f"SELECT setval({place}, {highest}, false)"))
