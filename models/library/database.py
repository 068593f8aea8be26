"""Where saved plans are kept, and how a database is spoken to.

``TWO_ROADS_DATABASE_URL`` is an address of SQLite or PostgreSQL; without it plans lie in a file of
SQLite in the folder for what readers save.
"""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError

from models.errors import LibraryError
from models.market_files import HOME, home

ADDRESS = "TWO_ROADS_DATABASE_URL"
"""Name in the environment of the database."""

PATIENCE = 20.0
"""Seconds that a writer waits for another one."""

DRIVERS = {
    "sqlite": "sqlite+pysqlite",
    "postgres": "postgresql+psycopg",
    "postgresql": "postgresql+psycopg",
}

_DAMAGED = ("SQLITE_CORRUPT", "SQLITE_NOTADB")


def address() -> URL:
    """Give the address of the library.

    Raises
    ------
    LibraryError
        The environment names something else than SQLite or PostgreSQL.
    """
    named = os.environ.get(ADDRESS)
    if not named:
        return sqlite_url(home() / "library.db")
    try:
        url = make_url(named)
        driver = DRIVERS[url.drivername.partition("+")[0]]
    except (ArgumentError, KeyError, ValueError) as error:
        msg = f"{ADDRESS} is no address of sqlite:///… or postgresql://…; mend it or unset it"
        raise LibraryError(msg) from error
    return url.set(drivername=driver)


def sqlite_url(path: Path) -> URL:
    """Give the address of a file of SQLite."""
    return URL.create(DRIVERS["sqlite"], database=str(path))


def file_of(url: URL) -> Path | None:
    """Name the file of a library, None where a server keeps it."""
    return Path(url.database or "library.db") if url.drivername == DRIVERS["sqlite"] else None


def new_engine(url: URL) -> Engine:
    """Make the engine of a database; it connects when it is first used."""
    if file_of(url) is None:
        return create_engine(url, pool_pre_ping=True, connect_args={"connect_timeout": 10})
    engine = create_engine(url, connect_args={"timeout": PATIENCE})
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    return engine


def _prepare(connection: Any, _record: object) -> None:  # noqa: ANN401  of the driver
    """Make a new connection to SQLite safe: nothing acknowledged is lost, no row hangs loose."""
    connection.isolation_level = None  # transactions begin in _begin alone
    with closing(connection.cursor()) as cursor:
        for pragma in (
            "journal_mode=WAL",
            "synchronous=FULL",
            "foreign_keys=ON",
            "secure_delete=ON",
        ):
            cursor.execute(f"PRAGMA {pragma}")
        wanted = {"foreign_keys": 1, "synchronous": 2, "journal_mode": "wal"}
        for name, value in wanted.items():
            found = cursor.execute(f"PRAGMA {name}").fetchone()[0]
            if found != value:
                msg = f"SQLite refuses {name} = {value} here (it is {found}); use another folder"
                raise LibraryError(msg)


def _begin(connection: Connection) -> None:
    # One who reads first and writes later could wait for himself; writers say so at once.
    writes = connection.get_execution_options().get("writes")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


@contextmanager
def translated(url: URL) -> Iterator[None]:
    """Turn a fault of the database or the disk into a message that says what to do."""
    try:
        yield
    except (DBAPIError, sqlite3.Error, OSError) as error:
        msg = f"{_place(url)}: {_advice(error)}"
        raise LibraryError(msg) from error


def _place(url: URL) -> str:
    return str(file_of(url) or url.render_as_string(hide_password=True))


_ADVICE = {
    "SQLITE_FULL": "the disk is full; nothing was saved: make room and save again",
    "SQLITE_READONLY": f"it cannot be written; nothing was saved: set {HOME} to another folder",
    "SQLITE_CANTOPEN": f"it cannot be opened; set {HOME} to a folder that can be written",
    "SQLITE_BUSY": "somebody else is writing; nothing was saved: try again",
    "SQLITE_IOERR": "the disk failed; nothing was saved: check the disk and its room",
    "SQLITE_CORRUPT": "the file is damaged; keep a copy, then restore a backup",
    "SQLITE_NOTADB": "the file is damaged; keep a copy, then restore a backup",
}


def _advice(error: Exception) -> str:
    cause = getattr(error, "orig", None) or error
    if isinstance(cause, OSError):
        return f"{cause.strerror or cause}; nothing was saved: mend that or set {HOME} elsewhere"
    name = getattr(cause, "sqlite_errorname", "")
    for start, advice in _ADVICE.items():
        if name.startswith(start):
            return advice
    reason = " ".join(str(cause).split())[:300]
    return f"the database refused it ({reason}); nothing was saved"


def is_damaged(error: Exception) -> bool:
    """Tell whether a fault says that the file itself is broken."""
    cause = getattr(error, "orig", None) or error
    return getattr(cause, "sqlite_errorname", "").startswith(_DAMAGED)
