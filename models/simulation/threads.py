"""Work that does not depend on each other, on the cores of the machine."""

from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from typing import TypeVar

Task = TypeVar("Task")
Answer = TypeVar("Answer")

THREADS = 2
"""Threads that work at a time. Arithmetic on long arrays lets the others run, the interpreter
between does not: more than two would wait for it."""


def each(function: Callable[[Task], Answer], tasks: Sequence[Task]) -> Iterable[Answer]:
    """Answers of a function to every task, in their order; one task is done where one stands.

    Each runs under the caller's handling of floating-point errors.
    """
    if len(tasks) == 1:
        return [function(tasks[0])]
    contexts = [copy_context() for _ in tasks]
    with ThreadPoolExecutor(THREADS) as threads:
        return list(threads.map(lambda context, task: context.run(function, task), contexts, tasks))
