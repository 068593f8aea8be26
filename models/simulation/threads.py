"""Tasks that do not depend on each other, side by side on the cores of the machine."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from typing import TypeVar

Task = TypeVar("Task")
Answer = TypeVar("Answer")

THREADS = 2
"""Threads that work at a time: arithmetic on long arrays leaves the interpreter to the others, and
more than two would wait for it."""


def each(function: Callable[[Task], Answer], tasks: Sequence[Task]) -> list[Answer]:
    """Answers of a function to every task, in their order; a single task takes no thread.

    Each runs under the caller's handling of floating-point errors.
    """
    if len(tasks) == 1:
        return [function(tasks[0])]
    contexts = [copy_context() for _ in tasks]
    with ThreadPoolExecutor(THREADS) as threads:
        return list(threads.map(lambda context, task: context.run(function, task), contexts, tasks))
