"""Processes beside the server that do the arithmetic, and the lanes in which questions wait.

Python runs one thread at a time: computed in the server, every reader's numbers would hold up
every other reader's page. A lane is a few threads, each with one process at a time: what waits
can be cancelled, what runs can be ended, and a process that dies takes no other question with it.
"""

import os
import pickle
import signal
import sys
import traceback
from collections.abc import Callable, Iterator
from concurrent.futures import CancelledError, Future, ThreadPoolExecutor
from contextlib import contextmanager, suppress
from multiprocessing import Pipe, get_context, parent_process
from multiprocessing.connection import Connection
from queue import LifoQueue
from threading import Lock, Thread
from types import ModuleType
from typing import Any

from models.errors import ModelError

TRIES = 2
"""A question whose process dies is tried once more, in a fresh one."""

_STARTING = Lock()


class ProcessDiedError(ModelError):
    """A question ended every process that it was given to."""


class Process:
    """A process that answers one question at a time."""

    def __init__(self, niceness: int, warm_up: Callable[[], object]) -> None:
        self._here, there = Pipe()
        # Not forked: the server has threads.
        context = get_context("spawn")
        arguments = (there, niceness, warm_up)
        self._process = context.Process(target=_serve, args=arguments, daemon=True)
        with _nobodys_script():
            self._process.start()
        there.close()

    def call(self, function: Callable[..., object], args: tuple[object, ...]) -> bytes:
        """Answer a question: whether it went well, and the answer or the error, pickled.

        Raises
        ------
        EOFError, OSError
            The process died.
        """
        self._here.send((function, args))
        return self._here.recv_bytes()

    def end(self) -> None:
        """End the process at once."""
        self._process.kill()
        self._process.join()
        self._here.close()

    def kill(self) -> None:
        """End the process from another thread than the one that waits for its answer."""
        self._process.kill()


class Question:
    """A call that waits in a lane or runs; ``answer`` gives the result and its size in bytes."""

    def __init__(self, function: Callable[..., object], args: tuple[object, ...]) -> None:
        self.call = function, args
        self.answer: Future[tuple[Any, int]] = Future()
        self.readers = 0
        self._lock = Lock()
        self._process: Process | None = None
        self.is_withdrawn = False

    def run(self, process: Process) -> bytes:
        """Have ``process`` answer.

        Raises
        ------
        CancelledError
            Nobody wants to know any more.
        EOFError, OSError
            The process died.
        """
        with self._lock:
            if self.is_withdrawn:
                raise CancelledError
            self._process = process
        try:
            return process.call(*self.call)
        finally:
            with self._lock:
                self._process = None
                if self.is_withdrawn:
                    raise CancelledError

    def withdraw(self) -> None:
        """Have it forgotten where it waits, and its process ended where it runs."""
        with self._lock:
            self.is_withdrawn = True
            if self._process:
                self._process.kill()


class Lane:
    """Processes that share one queue of questions."""

    def __init__(self, count: int, niceness: int, warm_up: Callable[[], object]) -> None:
        self._new = lambda: Process(niceness, warm_up)
        self._threads = ThreadPoolExecutor(count, thread_name_prefix="compute")
        self._is_open = True
        # Last in, first out: what one process has in its caches need not be in all.
        self._idle: LifoQueue[Process] = LifoQueue()
        self._all = {self._new() for _ in range(count)}
        for process in self._all:
            self._idle.put(process)

    def submit(self, question: Question) -> None:
        """Let ``question`` wait for its turn."""
        waiting = self._threads.submit(self._answer, question)
        # Cancelled, it leaves the queue at once; a thread would only find out at its turn.
        question.answer.add_done_callback(lambda _: waiting.cancel())
        waiting.add_done_callback(lambda end: end.cancelled() and question.answer.cancel())

    def end(self) -> None:
        """End all processes; questions that wait or run are cancelled."""
        self._is_open = False
        self._threads.shutdown(wait=False, cancel_futures=True)
        for process in self._all:
            process.kill()

    def _answer(self, question: Question) -> None:
        if not question.answer.set_running_or_notify_cancel():
            return
        try:
            question.answer.set_result(self._tried(question))
        except BaseException as error:
            question.answer.set_exception(error)

    def _tried(self, question: Question) -> tuple[Any, int]:
        for _ in range(TRIES):
            if question.is_withdrawn:
                raise CancelledError
            process = self._idle.get()
            try:
                reply = question.run(process)
            except (EOFError, OSError, CancelledError) as error:
                process = self._replaced(process)
                if isinstance(error, CancelledError) or not self._is_open:
                    raise CancelledError from None
                continue
            finally:
                self._idle.put(process)
            is_answer, found = pickle.loads(reply)
            if not is_answer:
                raise found
            return found, len(reply)
        raise ProcessDiedError

    def _replaced(self, ended: Process) -> Process:
        ended.end()
        self._all.discard(ended)
        if not self._is_open:
            return ended
        fresh = self._new()
        self._all.add(fresh)
        return fresh


@contextmanager
def _nobodys_script() -> Iterator[None]:
    """Show new processes an empty main module: they would run the one they see, a page perhaps."""
    with _STARTING:
        shown = sys.modules["__main__"]
        sys.modules["__main__"] = ModuleType("__main__")
        try:
            yield
        finally:
            sys.modules["__main__"] = shown


def _serve(pipe: Connection, niceness: int, warm_up: Callable[[], object]) -> None:
    """Answer questions until the server closes the pipe."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the server's
    Thread(target=_outlive_nobody, daemon=True).start()
    if niceness and hasattr(os, "nice"):
        os.nice(niceness)
    with suppress(ModelError):  # each question will say so
        warm_up()
    while True:
        try:
            function, args = pipe.recv()
        except EOFError:
            return
        pipe.send_bytes(_reply(function, args))


def _reply(function: Callable[..., object], args: tuple[object, ...]) -> bytes:
    try:
        return pickle.dumps((True, function(*args)), pickle.HIGHEST_PROTOCOL)
    except Exception as error:
        if not isinstance(error, ModelError):
            error.add_note(traceback.format_exc())  # a traceback does not travel
        return pickle.dumps((False, error), pickle.HIGHEST_PROTOCOL)


def _outlive_nobody() -> None:
    if server := parent_process():
        server.join()
        os._exit(0)
