"""The file of a library as a file: whether it is whole, and how it comes to its place."""

import os
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from secrets import token_hex
from time import sleep

_HEADER = b"SQLite format 3\x00"
_HEADER_LENGTH = 100
_LOGS = ("-wal", "-shm")
"""What SQLite keeps beside a file that is open."""


def is_cut_short(path: Path) -> bool:
    """Tell whether a file of SQLite is shorter than it says itself.

    SQLite would take what is missing of the last page for zeros. While the log beside it holds
    pages, the file may rightly be shorter.
    """
    if _is_short(path):
        sleep(0.05)  # somebody may be closing it
        return _is_short(path)
    return False


def _is_short(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            head = file.read(_HEADER_LENGTH)
        size = path.stat().st_size
        log = path.with_name(f"{path.name}-wal")
        if log.exists() and log.stat().st_size:
            return False
    except FileNotFoundError:
        return False
    if len(head) < _HEADER_LENGTH or not head.startswith(_HEADER):
        return True
    page = int.from_bytes(head[16:18]) or 1
    return size < int.from_bytes(head[28:32]) * (65_536 if page == 1 else page)


def dated(path: Path, what: str) -> Path:
    """Name a place beside a file that says what lies there and since when."""
    now = datetime.now(UTC).strftime("%Y-%m-%dT%H%M%S.%f")
    return path.with_name(f"{path.name}.{what}-{now}Z")


def set_aside(path: Path) -> Path:
    """Move a damaged file and its logs to a dated name beside it; nothing is ever deleted."""
    place = dated(path, "damaged")
    path.rename(place)
    for tail in _LOGS:
        log = path.with_name(path.name + tail)
        if log.exists():
            log.rename(place.with_name(place.name + tail))
    return place


def put_new(path: Path, make: Callable[[Path], None]) -> None:
    """Have a file made beside its place and put it there whole; one that is there is left alone."""
    draft = path.with_name(f".{token_hex(8)}.draft")
    try:
        make(draft)
        try:
            os.link(draft, path)
        except FileExistsError:
            pass
        except OSError:  # a file system without links
            if not path.exists():
                draft.rename(path)
    finally:
        discard(draft)


def replace_whole(path: Path, make: Callable[[Path], None]) -> None:
    """Have a file made beside its place and put it there whole, in place of one that was there."""
    draft = path.with_name(f".{token_hex(8)}.draft")
    try:
        make(draft)
        with draft.open("rb") as file:
            os.fsync(file.fileno())
        draft.replace(path)
    finally:
        discard(draft)


def discard(draft: Path) -> None:
    """Remove a draft and its logs."""
    for tail in ("", *_LOGS):
        draft.with_name(draft.name + tail).unlink(missing_ok=True)
