"""Processes beside the server that do the arithmetic, and the pools that share them.

Python runs one thread at a time: computed in the server, every reader's numbers would delay
every other reader's page. A pool is a few threads, each with one process at a time: what waits
can be cancelled, what runs can be ended, and a process that dies takes no other question with it.
"""

import os
import pickle
import sys
from collections import deque
from collections.abc import Callable
from concurrent.futures import CancelledError, Future, ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from queue import Empty, LifoQueue
from subprocess import PIPE, Popen
from threading import Lock
from typing import IO, Any, cast

from models.errors import ModelError

ROOT = Path(__file__).parents[2]

ATTEMPTS = 2
"""A question whose process dies is tried once more, in a fresh one."""

MOST_WAITING = 2
"""Questions that wait for each process from which on the next one would wait so long that its
reader is shown a thin answer first: a third of a second and more."""


class ProcessDiedError(ModelError):
    """A question ended every process that it was given to."""


class Process:
    """A process that answers one question at a time."""

    def __init__(self, niceness: int, warm_up: Callable[[], object]) -> None:
        # A program of its own: it neither shares the server's threads nor runs the page on show.
        command = [sys.executable, "-P", "-m", "pages.compute.worker", str(niceness)]
        paths = [str(ROOT), *filter(None, [os.environ.get("PYTHONPATH")])]
        environment = {**os.environ, "PYTHONPATH": os.pathsep.join(paths)}
        self._process = Popen(command, stdin=PIPE, stdout=PIPE, env=environment)
        self._questions = cast("IO[bytes]", self._process.stdin)
        self._answers = cast("IO[bytes]", self._process.stdout)
        with suppress(OSError):  # it died at once: the first question will tell
            self._send(_within(warm_up))

    def call(
        self,
        function: Callable[..., object],
        args: tuple[object, ...],
        *,
        is_core_free: bool | None = None,
    ) -> bytes:
        """Answer a question: whether it went well, and the answer or the error, pickled.

        It may take a second process beside it where a core is free; left out: it looks itself.

        Raises
        ------
        EOFError, OSError
            The process died.
        """
        question = _within((function, args, is_core_free))
        try:
            self._send(question)
            return cast("bytes", pickle.load(self._answers))
        except (pickle.UnpicklingError, ValueError):  # it died while it wrote, or has been ended
            raise EOFError from None

    def _send(self, message: bytes) -> None:
        self._questions.write(message)
        self._questions.flush()

    def end(self) -> None:
        """End the process at once."""
        self.kill()
        self._process.wait()
        with suppress(OSError):  # what it never read is lost with it
            self._questions.close()
        self._answers.close()

    def kill(self) -> None:
        """End the process from another thread than the one that waits for its answer."""
        self._process.kill()


class Question:
    """A call that waits in a pool or runs; ``answer`` gives the result and its size in bytes.

    One that ``is_first`` overtakes the others that wait.
    """

    def __init__(
        self,
        function: Callable[..., object],
        args: tuple[object, ...],
        *,
        is_first: bool = False,
    ) -> None:
        self.call, self.is_first = (function, args), is_first
        self.answer: Future[tuple[Any, int]] = Future()
        self.readers = 0
        self._lock = Lock()
        self._process: Process | None = None
        self.is_withdrawn = False

    def run(self, process: Process, *, is_core_free: bool) -> bytes:
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
            return process.call(*self.call, is_core_free=is_core_free)
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


class WorkerPool:
    """Processes that share one queue of questions."""

    def __init__(self, count: int, niceness: int, warm_up: Callable[[], object]) -> None:
        self._new = lambda: Process(niceness, warm_up)
        self._threads = ThreadPoolExecutor(count, thread_name_prefix="compute")
        self._is_open = True
        self._lock = Lock()
        self._first: deque[Question] = deque()
        self._others: deque[Question] = deque()
        # Last in, first out: what one process has in its caches need not be in all.
        self._idle: LifoQueue[Process] = LifoQueue()
        self._all = {self._new() for _ in range(count)}
        for process in self._all:
            self._idle.put(process)

    def is_crowded(self) -> bool:
        """Return whether the next question would wait for a third of a second or more."""
        with self._lock:
            waiting = [each for each in self._others if not each.answer.cancelled()]
        return len(waiting) >= MOST_WAITING * len(self._all)

    def submit(self, question: Question) -> None:
        """Queue ``question``."""
        with self._lock:
            (self._first if question.is_first else self._others).append(question)
        self._threads.submit(self._take_turn)

    def _take_turn(self) -> None:
        """Answer the next question; there is a turn for each, and what was cancelled takes none."""
        with self._lock:
            question = (self._first or self._others).popleft()
        self._answer(question)

    def end(self) -> None:
        """End all processes; questions that wait or run are cancelled."""
        self._is_open = False
        self._threads.shutdown(wait=False, cancel_futures=True)
        with self._lock:
            for question in (*self._first, *self._others):
                question.answer.cancel()
        for process in self._all:
            process.kill()
        self._clear_idle()

    def _clear_idle(self) -> None:
        """Let go of the processes that no thread waits for; each thread lets go of its own."""
        idle = []
        with suppress(Empty):
            while True:
                idle.append(self._idle.get_nowait())
        for process in idle:
            process.end()
            self._idle.put(process)

    def _answer(self, question: Question) -> None:
        if not question.answer.set_running_or_notify_cancel():
            return
        try:
            question.answer.set_result(self._tried(question))
        except BaseException as error:
            question.answer.set_exception(error)

    def _tried(self, question: Question) -> tuple[Any, int]:
        for _ in range(ATTEMPTS):
            if question.is_withdrawn:
                raise CancelledError
            process = self._idle.get()
            try:
                # A process without a question leaves its core to the one with this.
                reply = question.run(process, is_core_free=not self._idle.empty())
            except (EOFError, OSError, CancelledError) as error:
                process = self._replaced(process)
                if isinstance(error, CancelledError) or not self._is_open:
                    raise CancelledError from None
                continue
            finally:
                self._idle.put(process)
            is_answer, result = pickle.loads(reply)
            if not is_answer:
                raise result
            return result, len(reply)
        raise ProcessDiedError

    def _replaced(self, ended: Process) -> Process:
        ended.end()
        self._all.discard(ended)
        if not self._is_open:
            return ended
        fresh = self._new()
        self._all.add(fresh)
        return fresh


def _within(value: object) -> bytes:
    """Pickle twice: the other side takes a message in before it loads what the message needs."""
    return pickle.dumps(pickle.dumps(value, pickle.HIGHEST_PROTOCOL))
