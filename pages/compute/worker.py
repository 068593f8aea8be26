"""The program of a process beside the server: ``python -m pages.compute.worker [NICENESS]``.

It reads from its standard input what to do first, and then one question after another; it writes
the answers to its standard output, and ends when the server closes its input or is gone.
"""

import os
import pickle
import signal
import sys
import traceback
from collections.abc import Callable
from contextlib import suppress
from queue import SimpleQueue
from threading import Thread
from typing import BinaryIO

from models.errors import ModelError
from models.simulation.second_process import LISTENER, known


def main(niceness: int = 0) -> None:
    """Answer questions until the server closes the input."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the server's
    if niceness and hasattr(os, "nice"):
        os.nice(niceness)
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what some library prints is no answer
    questions: SimpleQueue[bytes] = SimpleQueue()
    source = os.fdopen(0, "rb", closefd=False)
    Thread(target=_listen, args=(source, questions), name=LISTENER, daemon=True).start()
    warm_up = pickle.loads(questions.get())
    with suppress(ModelError):  # each question will say so
        warm_up()
    while True:
        function, args, known.is_core_free = pickle.loads(questions.get())
        pickle.dump(_reply(function, args), answers, pickle.HIGHEST_PROTOCOL)
        answers.flush()


def _listen(source: BinaryIO, questions: SimpleQueue[bytes]) -> None:
    """Take questions in, and end the process with the server, in the middle of an answer too."""
    with suppress(EOFError, pickle.UnpicklingError):
        while True:
            questions.put(pickle.load(source))
    os._exit(0)


def _reply(function: Callable[..., object], args: tuple[object, ...]) -> bytes:
    try:
        return pickle.dumps((True, function(*args)), pickle.HIGHEST_PROTOCOL)
    except Exception as error:
        if not isinstance(error, ModelError):
            error.add_note(traceback.format_exc())  # a traceback does not travel
        return pickle.dumps((False, error), pickle.HIGHEST_PROTOCOL)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
