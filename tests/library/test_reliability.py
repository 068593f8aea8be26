"""The short form of the reliability runs; `make library-test` runs the long one."""

import pytest
from hypothesis import HealthCheck, settings
from hypothesis.stateful import run_state_machine_as_test

from models.library import open_library
from models.library.database import sqlite_url
from tests.library import reliability
from tests.library.machine import LibraryMachine

pytestmark = pytest.mark.slow


def test_a_library_is_a_dictionary(url):
    machine = type("Machine", (LibraryMachine,), {"url": url})
    short = settings(
        max_examples=6,
        stateful_step_count=12,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    run_state_machine_as_test(machine, settings=short)


def test_what_was_acknowledged_survives_a_kill(url):
    assert len(reliability.killed_writers(url, kills=5, saves=30)) >= 30


def test_writers_at_once_lose_nothing(url):
    reliability.writers_at_once(url, writers=6, saves=3)


def test_a_file_cut_short_is_set_aside(tmp_path):
    whole = reliability.some_library(tmp_path).read_bytes()
    for length in (0, 1, 100, 4096, len(whole) // 2, len(whole) - 1):
        reliability.cut(whole, tmp_path / str(length), length)


def test_a_whole_file_is_left_alone(tmp_path):
    path = reliability.some_library(tmp_path)
    assert not open_library(sqlite_url(path)).notices
    assert [one.name for one in tmp_path.iterdir() if "damaged" in one.name] == []


@pytest.mark.parametrize("size", [50_000, 61_440])
def test_lengths_are_as_many_as_asked(size):
    assert len(set(reliability.lengths(size, 200))) == 200
