"""A second process that plays a share of each run and waits for the next one.

Threads of one process would only take turns in the interpreter. A copy of the process has at hand
what the runs are made of, and writes its share where both read it. Nothing depends on it: what it
does not finish is played in the first process.
"""

import atexit
import gc
import operator
import os
import pickle
import signal
import threading
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from io import BytesIO
from multiprocessing import Pipe
from multiprocessing.connection import Connection
from pathlib import Path
from typing import NoReturn

from models.simulation.shared_memory import kept

FEWEST, MANY = 2_000, 24_000
"""Draws times quarters of a share from which on it saves more time than it costs where a core has
nothing to do, and anywhere."""

LISTENER = "listener"
"""Name of a thread that only waits for input: it holds nothing that a run needs, so that a copy of
the process, in which all other threads are missing, can do without it."""

OPEN_HERE, LOAD = Path("/proc/self/fd"), Path("/proc/loadavg")

Inputs = tuple[object, ...]
"""Large objects that questions refer to and that do not travel with them."""


@dataclass
class Known:
    """Whether a core has nothing to do, where who asks for the run knows; None: ask the system."""

    is_core_free: bool | None = None


known = Known()


def pays(size: int) -> bool:
    """Tell whether a second process may take a share of so many draws times quarters."""
    if size < FEWEST or not hasattr(os, "memfd_create") or not OPEN_HERE.is_dir():
        return False  # macOS and Windows among others
    cores = len(os.sched_getaffinity(0))
    if cores < 2 or not (size >= MANY or _is_free(cores)):
        return False
    others = {*threading.enumerate()} - {threading.current_thread()}
    return all(other.name == LISTENER for other in others)


def _is_free(cores: int) -> bool:
    return _at_work() < cores if known.is_core_free is None else known.is_core_free


def _at_work() -> int:
    """Count the programs that run now, this one among them."""
    return int(LOAD.read_text(encoding="ascii").split()[3].split("/")[0])


class Second:
    """A copy of this process, made with ``inputs``, that answers one question after another."""

    def __init__(self, inputs: Inputs) -> None:
        self.inputs, copies = inputs, kept.copies
        self.connection, theirs = Pipe()
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)  # other threads are listeners
            self.process = os.fork() or _serve(theirs, inputs)
        theirs.close()
        kept.copies = copies  # it reads nothing of what was there before

    @contextmanager
    def asked(
        self, function: Callable[..., object], *args: object
    ) -> Iterator[Callable[[], object]]:
        """Have it call ``function`` while the body runs here.

        The body is given what waits for the answer, which is None where the process failed or was
        killed. A body that does not wait ends it: what it writes might serve again.
        """
        answers: list[object] = []

        def answer() -> object:
            with suppress(EOFError, OSError):
                answers.append(self.connection.recv())
            return answers[0] if answers else None

        question = BytesIO()
        _Pickler(question, self.inputs).dump((function, args))
        try:
            with suppress(OSError):  # it was killed while it waited
                self.connection.send_bytes(question.getbuffer())
            yield answer
        finally:
            if not answers:
                _end()

    def end(self) -> None:
        """End it at once, in the midst of a question too."""
        self.connection.close()
        with suppress(ProcessLookupError, ChildProcessError):
            os.kill(self.process, signal.SIGKILL)
            os.waitpid(self.process, 0)


_waiting: list[Second] = []
"""The second process of this one, if there is one."""


def ready(inputs: Inputs) -> Second | None:
    """Give the second process with these inputs, a new one where they are others than before.

    None where the system has no room for one. It holds on to what shared memory there is when it
    is made.
    """
    if _waiting and not all(map(operator.is_, _waiting[0].inputs, inputs)):
        _end()
    if not _waiting:
        with suppress(OSError):
            _waiting.append(Second(inputs))
    return _waiting[0] if _waiting else None


@atexit.register
def _end() -> None:
    while _waiting:
        _waiting.pop().end()


def _forget() -> None:
    """Leave the process to the one whose copy this is."""
    while _waiting:
        _waiting.pop().connection.close()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_forget)


class _Pickler(pickle.Pickler):
    """Pickles all but the inputs."""

    def __init__(self, file: BytesIO, inputs: Inputs) -> None:
        super().__init__(file, pickle.HIGHEST_PROTOCOL)
        self.places = {id(one): place for place, one in enumerate(inputs)}

    def persistent_id(self, obj: object) -> int | None:
        """Give the place of an input."""
        return self.places.get(id(obj))


class _Unpickler(pickle.Unpickler):
    """Reads what `_Pickler` wrote."""

    def __init__(self, file: BytesIO, inputs: Inputs) -> None:
        super().__init__(file)
        self.inputs = inputs

    def persistent_load(self, pid: int) -> object:
        """Give the input of a place."""
        return self.inputs[pid]


def _serve(connection: Connection, inputs: Inputs) -> NoReturn:
    """Answer questions until the first process closes its end or is gone; end with any error."""
    try:
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the first one's
        _let_go(connection.fileno())
        gc.freeze()  # a collection touches every object, and what is touched is copied
        while True:
            function, args = _Unpickler(BytesIO(connection.recv_bytes()), inputs).load()
            connection.send(function(*args))
    finally:
        os._exit(0)  # nothing that is the first one's is flushed, closed or called at exit


def _let_go(connection: int) -> None:
    """Close what is the first one's, for whose end others wait."""
    nothing = os.open(os.devnull, os.O_RDWR)
    for standard in range(3):
        os.dup2(nothing, standard)
    os.closerange(3, connection)
    os.closerange(connection + 1, os.sysconf("SC_OPEN_MAX"))
