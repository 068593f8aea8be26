"""How much the screen computes of a plan, what an answer depends on, and the answers kept."""

import pickle
from collections import OrderedDict
from collections.abc import Hashable, Mapping
from dataclasses import fields, is_dataclass, replace
from hashlib import sha256
from threading import Lock
from typing import Any

from models.analysis.optimise.goals import Task
from models.notation import DRAW_QUARTERS
from models.scenario import Scenario

KEPT_BYTES = 96_000_000
"""Most that all answers together may weigh; the one asked for longest ago goes first."""


def screen_draws(scenario: Scenario) -> int:
    """Count the draws that the screen computes of ``scenario``."""
    return min(scenario.draws, DRAW_QUARTERS // scenario.horizon)


def on_screen(value: Any) -> Any:  # noqa: ANN401
    """Cap the draws of plans and drop what no number depends on.

    A plan alone loses its name as well; several keep theirs, which tell them apart. The plan of a
    task stays as it is but for its draws: answers are written from it.
    """
    if isinstance(value, Scenario):
        return _without_labels(value, "-")
    if isinstance(value, Task):
        plan = value.scenario
        return replace(value, scenario=replace(plan, draws=screen_draws(plan)))
    if isinstance(value, tuple):
        return tuple(
            _without_labels(each, each.name) if isinstance(each, Scenario) else each
            for each in value
        )
    return value


def _without_labels(scenario: Scenario, name: str) -> Scenario:
    return replace(
        scenario,
        name=name,
        steps=tuple(replace(step, note="") for step in scenario.steps),
        draws=screen_draws(scenario),
        author="",
        created="",
        model="",
        notes=(),
    )


def key_of(value: Any) -> Hashable:  # noqa: ANN401
    """Give what equal values share, also of values that cannot be hashed."""
    if is_dataclass(value) and not isinstance(value, type) and not _is_hashable(value):
        return type(value), *(key_of(getattr(value, field.name)) for field in fields(value))
    if isinstance(value, Mapping):
        return tuple((name, key_of(each)) for name, each in value.items())
    if isinstance(value, tuple | list):
        return tuple(key_of(each) for each in value)
    if isinstance(value, bytes) or not _is_hashable(value):
        return sha256(value if isinstance(value, bytes) else pickle.dumps(value)).digest()
    return value


def _is_hashable(value: object) -> bool:
    try:
        hash(value)
    except TypeError:
        return False
    return True


class Answers:
    """Answers by key, at most ``room`` bytes of them."""

    def __init__(self, room: int = KEPT_BYTES) -> None:
        self.room = room
        self.size = 0
        self._kept: OrderedDict[Hashable, tuple[Any, int]] = OrderedDict()
        self._lock = Lock()

    def get(self, key: Hashable) -> tuple[Any, ...]:
        """Give the answer as a tuple of one, or an empty one where it is not known."""
        with self._lock:
            if key not in self._kept:
                return ()
            self._kept.move_to_end(key)
            return (self._kept[key][0],)

    def keep(self, key: Hashable, answer: Any, size: int) -> None:  # noqa: ANN401
        """Keep an answer of ``size`` bytes, and forget as many of the oldest as must go."""
        with self._lock:
            _, before = self._kept.pop(key, (None, 0))
            self._kept[key] = (answer, size)
            self.size += size - before
            while self.size > self.room:
                _, (_, freed) = self._kept.popitem(last=False)
                self.size -= freed

    def forget(self) -> None:
        """Keep nothing."""
        with self._lock:
            self._kept.clear()
            self.size = 0
