"""One run of the page at a time.

Readers share one interpreter. Runs that overlap only take turns of a few milliseconds in it and
all end late; one after the other, the first ends early and the last no later.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock, local

PATIENCE = 0.5
"""Seconds that a run waits for its turn; then it goes on, so that no run can hold up the house."""

_TURN = Lock()
_MINE = local()


@contextmanager
def turn() -> Iterator[None]:
    """Run while no other run does, as far as `PATIENCE` goes."""
    _MINE.held = _TURN.acquire(timeout=PATIENCE)
    try:
        yield
    finally:
        leave()


def leave() -> None:
    """Give the turn up for good, because what comes is waiting or is no work of this process."""
    if getattr(_MINE, "held", False):
        _MINE.held = False
        _TURN.release()
