"""Memory that two processes write into, kept for the next run of the same size.

Touching fresh memory takes both processes a tenth of a long run. A piece without any view left is
used again, but never while a copy of this process may be alive that still reads it.
"""

import math
import mmap
import os
import weakref
from contextlib import suppress
from dataclasses import dataclass, field

import numpy as np

from models.notation import Array

MOST_KEPT = 128 * 2**20
"""Bytes kept at most: 10,000 draws of three years take 107 MiB."""

POPULATE_READ = 22
"""Advice of Linux 5.14 and later, to which `mmap` gives no name yet."""


@dataclass
class Kept:
    """Pieces without a view, by size; those used again in this run; copies that may be alive."""

    pieces: dict[int, mmap.mmap] = field(default_factory=dict)
    again: list[mmap.mmap] = field(default_factory=list)
    copies: int = 0

    def copied(self) -> None:
        """Note that the process is being copied, by whomever."""
        self.copies += 1

    def settled(self, copies: int) -> None:
        """Note that the run has ended, and that only so many copies may be alive."""
        self.copies = copies
        self.again.clear()


kept = Kept()
if hasattr(os, "register_at_fork"):
    os.register_at_fork(before=kept.copied)


def shared(shape: tuple[int, ...]) -> Array:
    """Make room of any content that a second process writes into as well."""
    count = math.prod(shape)
    size = max(1, count * np.dtype(float).itemsize)
    memory = None if kept.copies else kept.pieces.pop(size, None)
    if memory:
        kept.again.append(memory)
    else:
        memory = mmap.mmap(-1, size)
    whole = np.frombuffer(memory, count=count)
    # All views hold on to this array, and it alone to the memory.
    weakref.finalize(whole, _keep, memory).atexit = False
    return whole.reshape(shape)


def map_at_once() -> None:
    """Map pages that are used again: one by one they take a copy of the process much longer."""
    for memory in kept.again:
        with suppress(OSError):  # a system that does not know the advice
            memory.madvise(POPULATE_READ)


def _keep(memory: mmap.mmap) -> None:
    """Keep a piece of which the last view is gone, in place of the oldest ones."""
    pieces, size = kept.pieces, len(memory)
    if kept.copies or size > MOST_KEPT:
        return
    pieces[size] = memory
    while sum(pieces) > MOST_KEPT:
        del pieces[next(iter(pieces))]
