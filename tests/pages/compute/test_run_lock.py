"""One run at a time, as far as patience goes."""

from threading import Event, Thread

import pytest

from pages.compute import turn

SOON = 5.0
"""Seconds after which a test gives up on a thread."""


class Run:
    """A run in a thread of its own, inside its turn until told to end."""

    def __init__(self, leave_early=False):
        self.inside, self.ending = Event(), Event()
        self.thread = Thread(target=self._go, args=(leave_early,), daemon=True)
        self.thread.start()

    def _go(self, leave_early):
        with turn.turn():
            if leave_early:
                turn.leave()
            self.inside.set()
            self.ending.wait(SOON)

    def end(self):
        self.ending.set()
        self.thread.join(SOON)


@pytest.fixture
def patient(monkeypatch):
    monkeypatch.setattr(turn, "PATIENCE", SOON)


@pytest.fixture
def hasty(monkeypatch):
    monkeypatch.setattr(turn, "PATIENCE", 0.05)


def test_a_run_waits_for_the_one_before(patient):
    first = Run()
    assert first.inside.wait(SOON)
    second = Run()
    assert not second.inside.wait(0.1)
    first.end()
    assert second.inside.wait(SOON)
    second.end()
    assert not turn._TURN.locked()


def test_a_turn_given_up_early_is_free_for_the_next(patient):
    first = Run(leave_early=True)
    assert first.inside.wait(SOON)
    second = Run()
    assert second.inside.wait(SOON)
    first.end()
    assert turn._TURN.locked(), "who has left has nothing more to give up"
    second.end()
    assert not turn._TURN.locked()


def test_who_waited_long_enough_goes_on_and_takes_nothing_from_the_holder(hasty):
    first = Run()
    assert first.inside.wait(SOON)
    second = Run()
    assert second.inside.wait(SOON)
    second.end()
    assert turn._TURN.locked()
    first.end()
    assert not turn._TURN.locked()


def test_a_run_that_fails_gives_its_turn_up():
    with pytest.raises(ZeroDivisionError), turn.turn():
        _ = 1 // 0
    assert not turn._TURN.locked()
