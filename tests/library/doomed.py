"""Children that write to a library until they are killed."""

import os
import random
import signal
import time
import warnings

from models.library import Library
from models.library.database import new_engine


def spawn(url, work):
    """Start a child that runs ``work(library, tell)``; give its number and what it tells, a pipe.

    The child opens the library itself and leaves by the shortest way, past everything of ours.
    """
    reader, writer = os.pipe()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the child takes none of our threads' locks
        child = os.fork()
    if child:
        os.close(writer)
        return child, os.fdopen(reader, "rb")
    try:
        library = Library(url=url, engine=new_engine(url))
        work(library, lambda text: os.write(writer, f"{text}\n".encode()))
        os._exit(0)
    finally:
        os._exit(1)


def killed(url, work, most_seconds, rng=random):
    """Run ``work`` in a child, kill that at a random moment, and give the lines that it told."""
    child, pipe = spawn(url, work)
    time.sleep(rng.uniform(0.0, most_seconds))
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    with pipe:
        return pipe.read().decode().split("\n")[:-1]


def finished(url, works):
    """Run every work in a child of its own, all at once; give what each told, by lines."""
    children = [spawn(url, work) for work in works]
    told = []
    for child, pipe in children:
        with pipe:
            told.append(pipe.read().decode().split("\n")[:-1])
        _, status = os.waitpid(child, 0)
        assert os.waitstatus_to_exitcode(status) == 0, f"a child failed after {told[-1][-3:]}"
    return told
