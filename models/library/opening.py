"""Opening the library: made where there is none, brought up to date, set aside where damaged."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Lock

from sqlalchemy import URL, Engine
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from models.errors import ModelError
from models.library import database, disk
from models.library.schema import upgrade


@dataclass(frozen=True, kw_only=True, eq=False)
class Library:
    """An open library; ``notices`` tell what happened while it was opened."""

    url: URL
    engine: Engine
    notices: tuple[str, ...] = ()

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """Give a session that sees one state of the library."""
        with database.translated(self.url), Session(self.engine) as session:
            yield session

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """Give a session whose changes are on the disk when the block ends, or none of them."""
        writer = self.engine.execution_options(writes=True)
        with database.translated(self.url), Session(writer) as session, session.begin():
            yield session


def open_library(url: URL | None = None) -> Library:
    """Open the library, once a process.

    Parameters
    ----------
    url : URL, optional
        Another database than that of the environment.

    Raises
    ------
    LibraryError
        It cannot be opened; the message says where it lies and what to do.
    """
    wanted = url or database.address()
    with _LOCK:
        if wanted not in _OPEN:
            _OPEN[wanted] = _opened(wanted)
        return _OPEN[wanted]


def is_begun() -> bool:
    """Tell whether plans may have been saved yet; to ask makes no file.

    Raises
    ------
    LibraryError
        The environment names no database.
    """
    path = database.file_of(database.address())
    return path is None or path.exists()


def close_libraries() -> None:
    """Let go of every open library and of its file; each opens again when it is asked for."""
    with _LOCK:
        for library in _OPEN.values():
            library.engine.dispose()
        _OPEN.clear()


_OPEN: dict[URL, Library] = {}
_LOCK = Lock()


def _opened(url: URL) -> Library:
    with database.translated(url):
        path = database.file_of(url)
        notices = () if path is None else tuple(_made_ready(path))
        engine = database.new_engine(url)
        try:
            upgrade(engine)
        except (DBAPIError, sqlite3.Error) as error:
            engine.dispose()
            if path is None or not database.is_damaged(error):
                raise
            notices = (_replaced(path),)
            upgrade(engine)
        except ModelError:
            engine.dispose()
            raise
    return Library(url=url, engine=engine, notices=notices)


def _made_ready(path: Path) -> Iterator[str]:
    """Set a file aside that is cut short, and make one where there is none."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if disk.is_cut_short(path):
        yield _replaced(path)
    elif not path.exists():
        _make(path)


def _replaced(path: Path) -> str:
    kept = disk.set_aside(path)
    _make(path)
    return (
        f"the library was damaged and lies now beside a new, empty one as {kept}; "
        "restore a backup, or have that file mended"
    )


def _make(path: Path) -> None:
    disk.put_new(path, _fill)


def _fill(draft: Path) -> None:
    maker = database.new_engine(database.sqlite_url(draft))
    try:
        upgrade(maker)
    finally:
        maker.dispose()
