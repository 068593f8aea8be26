"""A long run in two processes: the bits of one, whatever becomes of the second, and no trace."""

import os
import signal
import subprocess
import sys
import time

import pytest
from numpy.testing import assert_array_equal

from models.inputs import load_market
from models.notation import HORIZON_METRICS
from models.projection import project
from models.simulation import second_process
from models.simulation.second_process import FEWEST, in_halves
from models.simulation.shared_memory import shared
from models.simulation.whole_run import WholeRun
from tests.conftest import ROOT
from tests.models.worlds import scenario

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="no second process here")

PARTS = range(FEWEST)
METRICS = ("gmv", "ebita", "group_ebita", "service_orders", *HORIZON_METRICS)
SOON = 30.0

VERDICTS = """
import os, threading
from models.simulation.second_process import FEWEST, LISTENER, in_halves, pays
print("said once")
in_halves(lambda part: None, range(FEWEST))
print(pays(FEWEST), pays(FEWEST - 1))
end = threading.Event()
threading.Thread(target=end.wait, name=LISTENER).start()
print(pays(FEWEST))
threading.Thread(target=end.wait).start()
print(pays(FEWEST))
end.set()
[thread.join() for thread in threading.enumerate() if thread is not threading.current_thread()]
os.sched_setaffinity(0, [min(os.sched_getaffinity(0))])
print(pays(FEWEST))
"""


@pytest.fixture
def numbers():
    """Which process played each part, as `played_by` notes it."""
    return shared((len(PARTS),))


def played_by(numbers):
    def play(part):
        numbers[part] = os.getpid()

    return play


def wait_until(is_so):
    deadline = time.monotonic() + SOON
    while not is_so():
        assert time.monotonic() < deadline
        time.sleep(0.01)


def stands_still(numbers):
    before = numbers.copy()
    time.sleep(0.3)
    return bool((numbers == before).all())


def is_gone(process):
    try:
        os.kill(int(process), 0)
    except ProcessLookupError:
        return True
    return False


@pytest.mark.skipif(
    not hasattr(os, "sched_getaffinity") or len(os.sched_getaffinity(0)) < 2, reason="one core"
)
def test_it_takes_parts_enough_two_cores_and_a_process_without_other_threads():
    command = [sys.executable, "-c", VERDICTS]
    said = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert said.split("\n") == ["said once", "True False", "True", "False", "False", ""]


@pytest.mark.slow
def test_two_processes_give_the_bits_of_one(monkeypatch, parameters):
    """Also where the second is killed in the midst of its half."""
    own, block = os.getpid(), WholeRun.block

    def runs(*, in_two):
        monkeypatch.setattr(second_process, "pays", lambda _: in_two)
        plan = scenario("2025Q3", draws=4_040, horizon=2, subsidy_budget=25)
        return project(load_market("2025Q3"), parameters, plan, metrics=METRICS).paths

    def dies(*args, **named):
        if os.getpid() != own:
            os.kill(os.getpid(), signal.SIGKILL)
        return block(*args, **named)

    alone, helped = runs(in_two=False), runs(in_two=True)
    monkeypatch.setattr(WholeRun, "block", dies)
    bereft = runs(in_two=True)
    assert alone.keys() == helped.keys() == bereft.keys()
    for metric, path in alone.items():
        assert_array_equal(helped[metric], path)
        assert_array_equal(bereft[metric], path)


def test_the_second_half_is_played_by_a_process_that_is_gone(numbers):
    in_halves(played_by(numbers), PARTS)
    here, there = {*numbers[:2]}, {*numbers[2:]}
    assert here == {os.getpid()}
    assert len(there) == 1
    assert not here & there
    assert is_gone(*there)


@pytest.mark.parametrize("broken", [*PARTS])
def test_an_error_is_that_of_one_process_and_no_process_is_left(numbers, broken):
    second = shared((1,))

    def play(part):
        if os.getpid() != own:
            second[0] = os.getpid()
        if part == broken:
            while part < 2 and second[0] == 0:  # until both are at work
                time.sleep(0.001)
            raise ValueError(part)
        if os.getpid() != own and broken < 2:
            time.sleep(2 * SOON)

    own, begun = os.getpid(), time.monotonic()
    with pytest.raises(ValueError, match=str(broken)):
        in_halves(play, PARTS)
    assert is_gone(second[0])
    assert time.monotonic() - begun < SOON  # it was not waited for


def test_without_room_for_a_process_all_is_played_here(numbers, monkeypatch):
    def refused():
        raise BlockingIOError

    monkeypatch.setattr(os, "fork", refused)
    in_halves(played_by(numbers), PARTS)
    assert {*numbers} == {os.getpid()}


def test_the_second_does_not_outlive_the_first():
    """One whose question is cancelled is killed in the midst of it."""
    played, own = shared((1,)), os.getpid()

    def play(part):
        if os.getppid() == own:  # the first of the two
            time.sleep(SOON)
        played[0] = part
        time.sleep(0.01)

    if (first := os.fork()) == 0:
        try:
            in_halves(play, range(100_000))
        finally:
            os._exit(0)
    wait_until(lambda: played[0] > 0)
    os.kill(first, signal.SIGKILL)
    os.waitpid(first, 0)
    wait_until(lambda: stands_still(played))
