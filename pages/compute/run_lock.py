"""A lock that lets one run of the page compute at a time.

Readers share one interpreter. Runs that overlap only take turns of a few milliseconds in it and
all end late; one after the other, the first ends early and the last no later.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock, local

PATIENCE = 0.5
"""Seconds that a run waits for the lock before it goes on without: a run that hangs must not
block the others."""

_LOCK = Lock()
_MINE = local()


@contextmanager
def run_lock() -> Iterator[None]:
    """Run while no other run does, as far as `PATIENCE` goes."""
    _MINE.held = _LOCK.acquire(timeout=PATIENCE)
    try:
        yield
    finally:
        release()


def release() -> None:
    """Release the lock before the run ends: what follows waits, or another process does it."""
    if getattr(_MINE, "held", False):
        _MINE.held = False
        _LOCK.release()
