"""Shared memory serves again once nobody looks at it, and never while a copy may read it."""

import os
from pathlib import Path

import numpy as np
import pytest

from models.simulation.shared_memory import MOST_KEPT, MOST_LENT, Room, is_room, kept, opened

pytestmark = pytest.mark.skipif(not hasattr(os, "memfd_create"), reason="no second process here")

COUNT = 3_000
SIZE = 8 * COUNT


@pytest.fixture(autouse=True)
def nothing_kept(monkeypatch):
    monkeypatch.setattr(kept, "pieces", {})
    monkeypatch.setattr(kept, "copies", 0)


def address(path):
    return path.__array_interface__["data"][0]


def test_a_piece_serves_again_when_its_last_view_is_gone():
    path = Room()(COUNT)
    first, view = address(path), path.reshape(3, -1)[1, 5:].T
    del path
    other = Room()(COUNT)
    assert not np.shares_memory(other, view)
    del view
    assert address(Room()(COUNT)) == first


def test_another_process_opens_it_by_its_place():
    room = Room()
    path = room(COUNT)
    if (copy := os.fork()) == 0:
        try:
            opened(room.place)(COUNT)[7] = 7.0
        finally:
            os._exit(0)
    os.waitpid(copy, 0)
    assert path[7] == 7.0


def test_no_more_is_lent_than_said(monkeypatch):
    """Descriptors of a process are few."""
    monkeypatch.setattr(kept, "lent", MOST_LENT - 2)
    paths = [Room()(size) for size in (COUNT, 5)]
    assert not is_room()
    del paths[0]
    assert is_room()


def test_what_is_not_kept_is_given_back():
    def descriptors():
        return len([*Path("/proc/self/fd").iterdir()])

    before = descriptors()
    for size in (MOST_KEPT // 8 + 1, MOST_KEPT // 16, MOST_KEPT // 8, MOST_KEPT // 16, 5):
        Room()(size)
    assert descriptors() - before <= 2 * len(kept.pieces)
    kept.copied()
    held = descriptors()
    for _ in range(3):
        Room()(7)
    assert descriptors() == held


def test_nothing_serves_again_beside_a_copy_of_the_process():
    """Somebody else's copy may read what is freed here, and free what is read here."""
    path = Room()(COUNT)
    path[:] = 1.0
    ours, theirs = os.pipe()
    if (copy := os.fork()) == 0:
        os.read(ours, 1)
        os._exit(int((path != 1.0).any()))
    del path
    assert not kept.pieces
    later = Room()(COUNT)
    later[:] = 2.0
    os.write(theirs, b".")
    assert os.waitpid(copy, 0)[1] == 0


def test_a_copy_keeps_nothing_and_takes_nothing_that_is_kept():
    Room()(COUNT)
    assert [*kept.pieces] == [SIZE]
    if (copy := os.fork()) == 0:
        path = Room()(COUNT)
        path[:] = 1.0
        os._exit(0)
    assert os.waitpid(copy, 0)[1] == 0
    (piece,) = kept.pieces.values()
    assert not any(piece.memory[:])


def test_no_more_is_kept_than_said():
    for size in (MOST_KEPT // 8, MOST_KEPT // 16, MOST_KEPT // 8 + 1, 1):
        Room()(size)
    assert [*kept.pieces] == [MOST_KEPT // 2, 8]
