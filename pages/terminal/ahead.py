"""The parts of a pack on two cores: a second process computes ahead what is going to be asked for.

It begins with those that are read off the same runs. The one part that takes longest is computed
here, while another is waited for; so are the last of those that stand alone, where they have not
begun there by then.
"""

import sys
import threading
from collections.abc import Iterator, Sequence
from concurrent.futures import Future
from contextlib import contextmanager
from dataclasses import replace
from functools import cache
from os import cpu_count
from typing import Any

from models.analysis.board_numbers import BoardNumbers
from models.scenario import Scenario
from pages.figures.pack.pack_numbers import DOES, numbers_of
from pages.terminal.children import children

LONGEST = ("stress", "chances")
"""Parts that take as long as several others."""


@contextmanager
def numbers_ahead(
    plan: Scenario, others: Sequence[Scenario], names: Sequence[str]
) -> Iterator[BoardNumbers]:
    """Give the numbers of a plan, of which the parts ``names`` are computed on two cores."""
    numbers = numbers_of(plan, others)
    if (cpu_count() or 1) == 1:
        yield numbers
        return
    executor = children(1, _method())
    there = sorted((name for name in names if name not in LONGEST), key=_stands_alone)
    try:
        begun = {name: executor.submit(_part, plan, tuple(others), name) for name in there}
        yield _Ahead(numbers, begun, [name for name in names if name in LONGEST]).numbers
    finally:
        executor.shutdown(cancel_futures=True)


class _Ahead:
    """Parts on their way, and ``here`` those that are not; ``numbers`` take them as they come."""

    def __init__(
        self, numbers: BoardNumbers, begun: dict[str, "Future[Any]"], here: list[str]
    ) -> None:
        self.numbers = replace(numbers, elsewhere=self.part)
        self._begun, self._here = begun, here

    def part(self, name: str) -> Any:  # noqa: ANN401
        """Give a part: from the other process if that has begun it, else computed here."""
        known, future = self.numbers.known, self._begun.get(name)
        if future is None:
            return self.numbers.computed(name)
        while not future.done() and (other := self._waiting()):
            known[other] = self.numbers.computed(other)
        return known[name] if name in known else future.result()

    def _waiting(self) -> str | None:
        """Take what is computed here, or what the other process would come to last."""
        if here := [name for name in self._here if name not in self.numbers.known]:
            return here[0]
        alone = (name for name in reversed(self._begun) if _stands_alone(name))
        found = next((name for name in alone if self._begun[name].cancel()), None)
        if found:
            del self._begun[found]
        return found


_numbers = cache(numbers_of)


def _part(plan: Scenario, others: tuple[Scenario, ...], name: str) -> Any:  # noqa: ANN401
    return _numbers(plan, others).part(name)


def _stands_alone(name: str) -> bool:
    return name not in DOES


def _method() -> str:
    """Copy this process where that is safe: a new one loads the model once more."""
    is_safe = sys.platform == "linux" and threading.active_count() == 1
    return "fork" if is_safe else "spawn"
