"""The parts of a pack on two cores: a second process computes ahead what is going to be asked for.

It begins with what takes longest. Whoever asks for a part that it has not begun computes it here,
and one that it is at is waited for with another part in hand.
"""

import sys
import threading
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from functools import cache
from multiprocessing import get_context
from os import cpu_count
from typing import Any

from models.analysis.board_numbers import BoardNumbers
from models.scenario import Scenario
from pages.figures.pack.pack_numbers import numbers_of


@contextmanager
def numbers_ahead(
    plan: Scenario, others: Sequence[Scenario], names: Sequence[str]
) -> Iterator[BoardNumbers]:
    """Give the numbers of a plan, of which the parts ``names`` are computed on two cores."""
    numbers = numbers_of(plan, others)
    if (cpu_count() or 1) == 1:
        yield numbers
        return
    executor = ProcessPoolExecutor(1, mp_context=get_context(_method()))
    try:
        begun = {name: executor.submit(_part, plan, tuple(others), name) for name in names}
        yield _Ahead(numbers, begun).numbers
    finally:
        executor.shutdown(cancel_futures=True)


class _Ahead:
    """Parts on their way; ``numbers`` take them as they come."""

    def __init__(self, numbers: BoardNumbers, begun: dict[str, "Future[Any]"]) -> None:
        self.numbers, self._begun = replace(numbers, elsewhere=self.part), begun

    def part(self, name: str) -> Any:  # noqa: ANN401
        """Give a part: from the other process if that has begun it, else computed here."""
        future = self._begun.pop(name, None)
        if future is None or future.cancel():
            return self.numbers.computed(name)
        while not future.done() and (other := self._waiting()):
            self.numbers.known[other] = self.numbers.computed(other)
        return future.result()

    def _waiting(self) -> str | None:
        """Take the part that the other process would come to last, if there is one."""
        names = [*reversed(self._begun)]
        found = next((name for name in names if self._begun[name].cancel()), None)
        if found:
            del self._begun[found]
        return found


_numbers = cache(numbers_of)


def _part(plan: Scenario, others: tuple[Scenario, ...], name: str) -> Any:  # noqa: ANN401
    return _numbers(plan, others).part(name)


def _method() -> str:
    """Copy this process where that is safe: a new one loads the model once more."""
    is_safe = sys.platform == "linux" and threading.active_count() == 1
    return "fork" if is_safe else "spawn"
