"""A process beside the server that does the arithmetic.

Python runs one thread at a time: computed in the server, every reader's numbers would hold up
every other reader's page.
"""

import os
import signal
import sys
from collections.abc import Callable, Hashable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager, suppress
from multiprocessing import get_context, parent_process
from threading import Lock, Thread
from types import ModuleType
from typing import Any, ClassVar, ParamSpec, TypeVar

from pages.components.server import turn

_P = ParamSpec("_P")
_T = TypeVar("_T")

MOST = 4
"""More processes than this would keep more copies of every baseline than they save time."""


REMEMBERED = 512
"""Calls of which the answer is taken to be known; no more than the caches of the screen hold."""

ROOM = 64
"""Calls begun ahead that wait to be asked for."""


class _Crew:
    """The processes of this server; none until `begin`, and then none in tests."""

    pool: ProcessPoolExecutor | None = None
    lock = Lock()
    ahead: ClassVar[dict[tuple[object, ...], Future[Any]]] = {}
    asked: ClassVar[dict[tuple[object, ...], None]] = {}
    foreseen: ClassVar[set[Callable[..., object]]] = set()


def begin() -> None:
    """Start processes, one core left to the server; from then on `run` uses them."""
    spare = max(1, min(MOST, (os.cpu_count() or 1) - 1))
    # Not forked: the server has threads.
    _Crew.pool = ProcessPoolExecutor(spare, mp_context=get_context("spawn"), initializer=_settle)
    with _nobodys_script():
        for _ in range(spare):
            _Crew.pool.submit(int)  # a process starts with a call that finds none idle


def ahead(function: Callable[..., object], *args: Hashable) -> None:
    """Begin what `run` will soon be asked for; what was asked for before is known already."""
    call = (function, *args)
    _Crew.foreseen.add(function)
    with _Crew.lock, suppress(BrokenProcessPool):  # `run` finds out and replaces it
        if _Crew.pool and call not in _Crew.asked and call not in _Crew.ahead:
            _make_room(_Crew.ahead, ROOM)
            _Crew.ahead[call] = _Crew.pool.submit(function, *args)


def run(function: Callable[_P, _T], *args: _P.args, **kwargs: _P.kwargs) -> _T:
    """Call a function of a module beside the server, or here where no process was started.

    Errors of the function come through as they are. A process that died is replaced.
    """
    pool = _Crew.pool
    if pool is None:
        return function(*args, **kwargs)
    turn.leave()
    try:
        return _begun(pool, function, *args, **kwargs).result()
    except BrokenProcessPool:
        _replace(pool)
        return function(*args, **kwargs)


def _begun(
    pool: ProcessPoolExecutor, function: Callable[_P, _T], *args: _P.args, **kwargs: _P.kwargs
) -> "Future[_T]":
    """Find the call among those begun ahead, or begin it."""
    call = (function, *args)
    if function not in _Crew.foreseen:
        return pool.submit(function, *args, **kwargs)
    with _Crew.lock:
        _make_room(_Crew.asked, REMEMBERED)
        _Crew.asked[call] = None
        return _Crew.ahead.pop(call, None) or pool.submit(function, *args, **kwargs)


def _make_room(calls: dict[tuple[object, ...], Any], most: int) -> None:
    """Forget the oldest of ``calls``: a hand that moved on never asks for what it began."""
    while len(calls) >= most:
        calls.pop(next(iter(calls)))


def end() -> None:
    """Stop the processes; `run` computes here again."""
    if _Crew.pool:
        _Crew.pool.shutdown(cancel_futures=True)
    _Crew.pool = None


def _replace(broken: ProcessPoolExecutor) -> None:
    """Start anew, once: everybody who waited for the pool learns of its end together."""
    with _Crew.lock:
        if _Crew.pool is broken:
            _Crew.ahead.clear()
            begin()


@contextmanager
def _nobodys_script() -> Iterator[None]:
    """Show new processes an empty main module: they would run the one they see, a page perhaps."""
    shown = sys.modules["__main__"]
    sys.modules["__main__"] = ModuleType("__main__")
    try:
        yield
    finally:
        sys.modules["__main__"] = shown


def _settle() -> None:
    """Leave Ctrl-C to the server, end with it however it ends, and load what all calls need."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Thread(target=_outlive_nobody, daemon=True).start()
    from pages.components.server import arithmetic

    arithmetic.warm_up()


def _outlive_nobody() -> None:
    if server := parent_process():
        server.join()
        os._exit(0)
