"""One run at a time, as far as patience goes."""

from threading import Event, Thread

import pytest

from pages.compute import run_lock

SOON = 5.0
"""Seconds after which a test gives up on a thread."""


class Run:
    """A run in a thread of its own that holds the lock until told to end."""

    def __init__(self, leave_early=False):
        self.inside, self.ending = Event(), Event()
        self.thread = Thread(target=self._go, args=(leave_early,), daemon=True)
        self.thread.start()

    def _go(self, leave_early):
        with run_lock.run_lock():
            if leave_early:
                run_lock.release()
            self.inside.set()
            self.ending.wait(SOON)

    def end(self):
        self.ending.set()
        self.thread.join(SOON)


@pytest.fixture
def patient(monkeypatch):
    monkeypatch.setattr(run_lock, "PATIENCE", SOON)


@pytest.fixture
def hasty(monkeypatch):
    monkeypatch.setattr(run_lock, "PATIENCE", 0.05)


def test_a_run_waits_for_the_one_before(patient):
    first = Run()
    assert first.inside.wait(SOON)
    second = Run()
    assert not second.inside.wait(0.1)
    first.end()
    assert second.inside.wait(SOON)
    second.end()
    assert not run_lock._LOCK.locked()


def test_a_lock_released_early_is_free_for_the_next(patient):
    first = Run(leave_early=True)
    assert first.inside.wait(SOON)
    second = Run()
    assert second.inside.wait(SOON)
    first.end()
    assert run_lock._LOCK.locked(), "who has released has nothing more to release"
    second.end()
    assert not run_lock._LOCK.locked()


def test_who_waited_long_enough_goes_on_and_takes_nothing_from_the_holder(hasty):
    first = Run()
    assert first.inside.wait(SOON)
    second = Run()
    assert second.inside.wait(SOON)
    second.end()
    assert run_lock._LOCK.locked()
    first.end()
    assert not run_lock._LOCK.locked()


def test_a_run_that_fails_releases_the_lock():
    with pytest.raises(ZeroDivisionError), run_lock.run_lock():
        _ = 1 // 0
    assert not run_lock._LOCK.locked()
