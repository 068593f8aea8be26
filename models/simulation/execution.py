"""The two stages of execution that filtered levers pass, over several quarters (E2)."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from models.market import organisation
from models.notation import Array
from models.simulation.lever_delivery import CLASS_OF, together


@dataclass(frozen=True, kw_only=True, eq=False)
class Stages:
    """Both stages of every filtered lever, in the order of `FILTERED`.

    Each is (1,) where all draws share it, else (D,), or its path with quarters in front. What the
    ``second`` holds is realised.
    """

    first: tuple[Array, ...]
    second: tuple[Array, ...]

    def __getitem__(self, t: int) -> "Stages":
        """Stages in one quarter of a path."""
        first, second = ([path[t] for path in stage] for stage in (self.first, self.second))
        return Stages(first=tuple(first), second=tuple(second))


def executed(state: Stages, targets: Sequence[Array], responses: Array) -> Stages:
    """Paths of both stages of every lever under its targets, (T, 1) or (T, D).

    A lever at its target stays there: what all draws share is not told apart, and most plans leave
    most levers alone.

    Parameters
    ----------
    state : Stages
        Before the first quarter.
    responses : array, shape (T, 3, D)
        Part of a gap that a stage closes in a quarter, of each of the `CLASSES` of levers.
    """
    first, second = list(targets), list(targets)
    moved = [place for place, target in enumerate(targets) if not _rests(state, place, target)]
    if moved:
        wanted = together([targets[place] for place in moved])
        stages = _filtered(state, moved, wanted, responses[:, CLASS_OF[moved]])
        for row, place in enumerate(moved):
            first[place], second[place] = (stage[:, row] for stage in stages)
    return Stages(first=tuple(first), second=tuple(second))


def _rests(state: Stages, place: int, targets: Array) -> bool:
    """Whether a lever is where it is wanted in all quarters."""
    return bool((state.first[place] == targets).all() and (state.second[place] == targets).all())


def _filtered(
    state: Stages, moved: list[int], targets: Array, responses: Array
) -> tuple[Array, Array]:
    """Paths of both stages of the levers that move, (T, M, D) each."""
    first = together([state.first[place] for place in moved])
    second = together([state.second[place] for place in moved])
    path = []
    for target, response in zip(targets, responses, strict=True):
        first, second = organisation.erlang_step(first, second, target, response)
        path.append((first, second))
    firsts, seconds = zip(*path, strict=True)
    return np.array(firsts), np.array(seconds)
