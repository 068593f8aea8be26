"""Memory for the paths of a run that two processes write into, kept for the next run of its size.

Touching fresh memory takes both processes a tenth of a long run. A piece without any view left is
used again, but never while a copy of this process may be alive that still reads it.
"""

import mmap
import os
import weakref
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import NamedTuple

import numpy as np

from models.notation import Array

MOST_KEPT = 128 * 2**20
"""Bytes kept at most: 10,000 draws of three years take 107 MiB."""


MOST_LENT = 64
"""Pieces that have views at most: each holds two of the descriptors that the system allows."""


@dataclass(frozen=True)
class Piece:
    """Memory with the descriptor by which another process opens it; whether it serves again."""

    descriptor: int
    memory: mmap.mmap
    is_used: bool = False


class Place(NamedTuple):
    """Where another process finds a piece."""

    process: int
    descriptor: int
    size: int
    is_used: bool


@dataclass
class Kept:
    """Pieces without a view, by size; how many others have views, and how many copies live."""

    pieces: dict[int, Piece] = field(default_factory=dict)
    lent: int = 0
    copies: int = 0

    def copied(self) -> None:
        """Note that the process is being copied, by whomever."""
        self.copies += 1


kept = Kept()
if hasattr(os, "register_at_fork"):
    os.register_at_fork(before=kept.copied)


class Room:
    """An array of any content in memory that another process finds at its ``place``."""

    def __init__(self) -> None:
        self.place: Place | None = None

    def __call__(self, count: int) -> Array:
        """Make room for so many numbers."""
        size = max(1, count * np.dtype(float).itemsize)
        piece = (None if kept.copies else kept.pieces.pop(size, None)) or _fresh(size)
        self.place = Place(os.getpid(), piece.descriptor, size, piece.is_used)
        whole = np.frombuffer(piece.memory, count=count)
        kept.lent += 1
        # All views hold on to this array, and it alone to the memory.
        weakref.finalize(whole, _returned, piece).atexit = False
        return whole


def is_room() -> bool:
    """Tell whether one piece more may be lent."""
    return kept.lent < MOST_LENT


def opened(place: Place) -> Callable[[int], Array]:
    """Give the array that stands at a place, as the `Room` there did."""

    def room(count: int) -> Array:
        # Page by page, mapping what is there already takes much longer.
        flags = mmap.MAP_SHARED | (mmap.MAP_POPULATE if place.is_used else 0)
        path = Path(f"/proc/{place.process}/fd/{place.descriptor}")
        with path.open("r+b", buffering=0) as file:
            memory = mmap.mmap(file.fileno(), place.size, flags=flags)
        return np.frombuffer(memory, count=count)

    return room


def _fresh(size: int) -> Piece:
    descriptor = os.memfd_create("paths")
    os.ftruncate(descriptor, size)
    return Piece(descriptor, mmap.mmap(descriptor, size))


def _returned(piece: Piece) -> None:
    """Keep a piece of which the last view is gone, in place of the oldest ones."""
    kept.lent -= 1
    pieces, size = kept.pieces, len(piece.memory)
    gone = [piece]
    if not kept.copies and size <= MOST_KEPT:
        gone = [pieces.pop(size)] if size in pieces else []
        pieces[size] = replace(piece, is_used=True)
        while sum(pieces) > MOST_KEPT:
            gone.append(pieces.pop(next(iter(pieces))))
    for one in gone:
        os.close(one.descriptor)
