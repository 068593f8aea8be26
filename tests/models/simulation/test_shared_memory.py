"""Shared memory serves again once nobody looks at it, and never while a copy may read it."""

import os

import numpy as np
import pytest

from models.simulation.second_process import FEWEST, in_halves
from models.simulation.shared_memory import MOST_KEPT, kept, shared

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="no second process here")

SHAPE = 3, 1_000
SIZE = 8 * 3_000


@pytest.fixture(autouse=True)
def nothing_kept(monkeypatch):
    monkeypatch.setattr(kept, "pieces", {})
    monkeypatch.setattr(kept, "copies", 0)


def address(path):
    return path.__array_interface__["data"][0]


def test_a_piece_serves_again_when_its_last_view_is_gone():
    path = shared(SHAPE)
    first, view = address(path), path[1, 5:].T
    del path
    other = shared(SHAPE)
    assert not np.shares_memory(other, view)
    del view
    assert address(shared(SHAPE)) == first


def test_both_processes_write_into_what_serves_again():
    for _ in range(3):
        path = shared((FEWEST,))
        path[:] = 0
        in_halves(lambda part, path=path: path.put(part, os.getpid()), range(FEWEST))
        assert 0 not in path
        assert len({*path}) == 2
        del path
    assert len(kept.pieces) == 1
    assert not kept.again


def test_after_a_failed_run_memory_serves_again():
    def play(part):
        raise ValueError(part)

    path = shared(SHAPE)
    with pytest.raises(ValueError, match="0"):
        in_halves(play, range(FEWEST))
    del path
    assert [*kept.pieces] == [SIZE]


def test_nothing_serves_again_beside_a_copy_of_the_process():
    """Somebody else's copy may read what is freed here, and free what is read here."""
    path = shared(SHAPE)
    path[:] = 1.0
    ours, theirs = os.pipe()
    if (copy := os.fork()) == 0:
        os.read(ours, 1)
        os._exit(int((path != 1.0).any()))
    del path
    assert not kept.pieces
    later = shared(SHAPE)
    later[:] = 2.0
    os.write(theirs, b".")
    assert os.waitpid(copy, 0)[1] == 0


def test_a_copy_keeps_nothing_and_takes_nothing_that_is_kept():
    shared(SHAPE)
    assert [*kept.pieces] == [SIZE]
    if (copy := os.fork()) == 0:
        path = shared(SHAPE)
        path[:] = 1.0
        os._exit(0)
    assert os.waitpid(copy, 0)[1] == 0
    (memory,) = kept.pieces.values()
    assert not any(memory[:])


def test_no_more_is_kept_than_said():
    for size in (MOST_KEPT // 8, MOST_KEPT // 16, MOST_KEPT // 8 + 1, 1):
        shared((size,))
    assert [*kept.pieces] == [MOST_KEPT // 2, 8]
