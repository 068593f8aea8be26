"""Half of a long run in a second process, which is gone when the run ends.

Threads of one process would only take turns in the interpreter. A copy of the process has at hand
all that the run needs, starts in a few milliseconds and writes its half where both read it. Nothing
depends on it: what it does not finish is played in the first process.
"""

import gc
import os
import signal
import threading
import warnings
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import NoReturn

from models.simulation.shared_memory import kept, map_at_once

FEWEST = 4
"""Parts of a run from which on a second process saves clearly more than it costs."""

LISTENER = "listener"
"""Name of a thread that only waits for input: it holds nothing that a run needs, so that a copy of
the process, in which all other threads are missing, can do without it."""


def pays(parts: int) -> bool:
    """Tell whether a second process may be started, and would help with so many parts."""
    if parts < FEWEST or not hasattr(os, "sched_getaffinity"):  # macOS, Windows
        return False
    others = {*threading.enumerate()} - {threading.current_thread()}
    return len(os.sched_getaffinity(0)) > 1 and all(other.name == LISTENER for other in others)


def in_halves(play: Callable[[int], None], parts: Sequence[int]) -> None:
    """Play the first half of ``parts`` here and the second in a second process.

    Of what that one plays, only what it writes into `shared_memory` is left. Where it cannot be
    started, fails or is killed, its half is played here, with the errors of that.
    """
    middle, copies = len(parts) // 2, kept.copies
    second = _started(play, parts[middle:])
    try:
        for part in parts[:middle]:
            play(part)
    except BaseException:
        if second:
            os.kill(second, signal.SIGKILL)
        raise
    finally:
        is_played = _ended_well(second)
        kept.settled(copies)  # not reached where the wait is interrupted: that copy may be alive
    for part in () if is_played else parts[middle:]:
        play(part)


def _started(play: Callable[[int], None], parts: Sequence[int]) -> int:
    """Start the second process: its number, or 0 where the system has no room for one."""
    first = os.getpid()
    with warnings.catch_warnings(), suppress(OSError):
        warnings.simplefilter("ignore", DeprecationWarning)  # other threads are listeners
        return os.fork() or _play_and_leave(play, parts, first)
    return 0


def _play_and_leave(play: Callable[[int], None], parts: Sequence[int], first: int) -> NoReturn:
    """Play in the second process, as long as the first one lives, and end it."""
    status = 1
    try:
        gc.disable()  # a collection touches every object, and what is touched is copied
        map_at_once()
        for part in parts:
            if os.getppid() != first:
                break
            play(part)
        else:
            status = 0
    finally:
        os._exit(status)  # nothing that is the first one's is flushed, closed or called at exit


def _ended_well(second: int) -> bool:
    """Wait for the second process to end, and tell whether it played all its parts."""
    with suppress(ChildProcessError):  # where the system is told to forget processes that end
        return second > 0 and os.waitpid(second, 0)[1] == 0
    return False
