"""Plans side by side on the axis of draws: targets as columns, and paths apart again."""

from collections.abc import Callable, Mapping, Sequence

import numpy as np

from models.notation import Array

WIDEST = 1100
"""Columns that are run at once: more do not stay in a core's cache, and a block fits."""

Plan = Mapping[str, Array]
"""Targets of every lever, (T,), as `Scenario.schedule` writes them out."""


def in_groups(
    plans: Sequence[Plan], size: int, run: Callable[[Sequence[Plan]], Mapping[str, Array]]
) -> dict[str, Array]:
    """Run at most so many plans at a time side by side, and put each by itself, (N, ..., D).

    As many in each group: a few that are left over would take half as long as a whole group.
    """
    groups = -(-len(plans) // size)
    size = -(-len(plans) // groups)

    def part(some: Sequence[Plan]) -> dict[str, Array]:
        return {name: _apart(path, len(some)) for name, path in run(some).items()}

    parts = [part(plans[at : at + size]) for at in range(0, len(plans), size)]
    return _joined(parts, axis=0)


def in_blocks(
    values: Mapping[str, Array],
    size: int,
    run: Callable[[slice, dict[str, Array]], Mapping[str, Array]],
) -> dict[str, Array]:
    """Run so many columns of parameters at a time, and put them in a row again, (..., D)."""
    count = len(next(iter(values.values())))
    blocks = [slice(at, min(at + size, count)) for at in range(0, count, size)]
    parts = [run(one, {name: column[one] for name, column in values.items()}) for one in blocks]
    return _joined(parts, axis=-1)


def _joined(parts: Sequence[Mapping[str, Array]], axis: int) -> dict[str, Array]:
    if len(parts) == 1:
        return dict(parts[0])
    return {name: np.concatenate([one[name] for one in parts], axis=axis) for name in parts[0]}


def as_columns(plans: Sequence[Plan], width: int) -> dict[str, Array]:
    """Targets of all plans, each over ``width`` columns: (T,) where they agree, else (T, D)."""
    first = plans[0]
    together = {name: [plan[name] for plan in plans] for name in first}
    return {
        name: first[name]
        if all(path is first[name] or np.array_equal(path, first[name]) for path in paths)
        else np.repeat(np.stack(paths, axis=1), width, axis=1)
        for name, paths in together.items()
    }


def _apart(path: Array, plans: int) -> Array:
    """Split the last axis (..., N * D) into plans and draws, plans in front: (N, ..., D)."""
    return np.moveaxis(path.reshape(*path.shape[:-1], plans, -1), -2, 0)
