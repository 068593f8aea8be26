"""A long run in two processes: the bits of one, whatever becomes of the second, and no trace."""

import os
import signal
import subprocess
import sys
import time

import numpy as np
import pytest
from numpy.testing import assert_array_equal

from models.errors import ModelError
from models.inputs import load_market
from models.notation import HORIZON_METRICS
from models.projection import project
from models.simulation import second_process, whole_run
from models.simulation.second_process import ready
from models.simulation.shared_memory import Room, kept, opened
from models.simulation.whole_run import WholeRun
from tests.conftest import ROOT
from tests.models.worlds import scenario

pytestmark = pytest.mark.skipif(not hasattr(os, "memfd_create"), reason="no second process here")

METRICS = ("gmv", "ebita", "group_ebita", "service_orders", *HORIZON_METRICS)
INPUTS = ({"a": "large object"}, ["another"])
SOON = 30.0
IN_VAIN = 2 * SOON

VERDICTS = """
import os, threading
from models.simulation import second_process
from models.simulation.second_process import FEWEST, LISTENER, MANY, pays, ready

def here(at_work):
    second_process._at_work = lambda: at_work

print("said once")
with ready(()).asked(os.getpid) as answer:
    print(answer() != os.getpid())
cores = len(os.sched_getaffinity(0))
print(1 <= second_process._at_work())
here(cores - 1)
print(pays(FEWEST), pays(FEWEST - 1))
here(cores)
print(pays(MANY - 1), pays(MANY))
end = threading.Event()
threading.Thread(target=end.wait, name=LISTENER).start()
print(pays(MANY))
threading.Thread(target=end.wait).start()
print(pays(MANY))
end.set()
[thread.join() for thread in threading.enumerate() if thread is not threading.current_thread()]
os.sched_setaffinity(0, [min(os.sched_getaffinity(0))])
print(pays(MANY))
"""

BUSY = """
import os, time
from models.simulation import second_process
with second_process.ready(()).asked(time.sleep, 60.0):
    print(second_process._waiting[0].process, flush=True)
    time.sleep(60.0)
"""


@pytest.fixture(autouse=True)
def no_process_is_left():
    yield
    second_process._end()


@pytest.fixture
def played(monkeypatch, parameters):
    """Metrics of a plan, in one process or in two; the latter by ``there`` in place of its own."""

    def run(*, in_two, draws, there=None):
        monkeypatch.setattr(second_process, "pays", lambda _: in_two)
        if there:
            monkeypatch.setattr(whole_run, "_played_there", there)
        plan = scenario("2025Q3", draws=draws, horizon=2, subsidy_budget=25)
        return project(load_market("2025Q3"), parameters, plan, metrics=METRICS).paths

    return run


def killed(*share):
    os.kill(os.getpid(), signal.SIGKILL)


def refused(*share):
    raise ValueError(share)


def is_the_same(inputs):
    return inputs is INPUTS[0]


def written(place, value):
    opened(place)(3)[1] = value
    return os.getpid()


def second():
    with ready(INPUTS).asked(os.getpid) as answer:
        return answer()


def none(*_):
    raise BlockingIOError


def is_gone(process):
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return True
    return False


def wait_until(is_so):
    deadline = time.monotonic() + SOON
    while not is_so():
        assert time.monotonic() < deadline
        time.sleep(0.01)


@pytest.mark.skipif(
    not hasattr(os, "sched_getaffinity") or len(os.sched_getaffinity(0)) < 2, reason="one core"
)
def test_it_takes_work_enough_a_free_core_and_a_process_without_other_threads():
    command = [sys.executable, "-c", VERDICTS]
    told = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    first = ["said once", "True", "True"]
    assert told.splitlines() == [*first, "True False", "False True", "True", "False", "False"]


@pytest.mark.slow
@pytest.mark.parametrize("draws", [300, 2_500])
def test_two_processes_give_the_bits_of_one(played, draws, monkeypatch):
    """Also where the second is killed or fails in its share, or cannot be given memory."""
    alone, helped = played(in_two=False, draws=draws), played(in_two=True, draws=draws)
    process = second_process._waiting[0].process
    again = played(in_two=True, draws=draws)
    assert second_process._waiting[0].process == process
    bereft = [played(in_two=True, draws=draws, there=there) for there in (killed, refused)]
    with monkeypatch.context() as patched:
        patched.setattr(kept, "pieces", {})
        for without in ("memfd_create", "fork"):
            second_process._end()
            patched.setattr(os, without, none)
            bereft.append(played(in_two=True, draws=draws))
    assert is_gone(process)
    for paths in (helped, again, *bereft):
        assert paths.keys() == alone.keys()
        for metric, path in alone.items():
            assert_array_equal(paths[metric], path)


@pytest.mark.slow
@pytest.mark.parametrize("in_two", [False, True])
@pytest.mark.parametrize("column", [5, 999])
def test_a_gap_is_refused_by_whichever_process_makes_it(monkeypatch, parameters, in_two, column):
    block, market = WholeRun.block, load_market("2025Q3")

    def breaks(self, *args, **named):
        found = block(self, *args, **named)
        part, is_first = args[3], named["central"]
        if is_first == (column < 500):
            part.metrics["gmv"][1, 2, column if is_first else -1] = np.nan
        return found

    monkeypatch.setattr(WholeRun, "block", breaks)
    monkeypatch.setattr(second_process, "pays", lambda _: in_two)
    plan = scenario("2025Q3", draws=1_040, horizon=2)
    told = f"gmv of {market.platform_ids[2]} in 2026Q1: [12] of 1,041 draws"
    with pytest.raises(ModelError, match=told):
        project(market, parameters, plan, metrics=["gmv", "ebita"])


def test_one_process_answers_as_long_as_the_inputs_are_the_same():
    one = second()
    assert one != os.getpid()
    assert second() == one
    with ready(INPUTS).asked(is_the_same, INPUTS[0]) as answer:
        assert answer() is True  # it did not travel
    with ready((*INPUTS[:1], ["another"])).asked(os.getpid) as answer:
        assert answer() != one
    assert is_gone(one)


def test_it_writes_where_the_first_one_reads():
    for value in (1.0, 2.0):
        room = Room()
        path = room(3)
        path[:] = 0.0
        with ready(INPUTS).asked(written, room.place, value) as answer:
            assert answer() != os.getpid()
        assert [*path] == [0.0, value, 0.0]
        del path


def test_a_body_that_fails_ends_it_and_waits_for_nothing():
    one, begun = second(), time.monotonic()
    with pytest.raises(KeyError), ready(INPUTS).asked(time.sleep, IN_VAIN):
        {}.pop("here")
    assert is_gone(one)
    assert time.monotonic() - begun < SOON
    assert second() != one


@pytest.mark.parametrize("function", [killed, refused])
def test_where_it_ends_there_is_no_answer_and_the_next_time_another_one(function):
    one = second()
    with ready(INPUTS).asked(function, INPUTS) as answer:
        assert answer() is None
    assert is_gone(one)
    assert second() not in (None, one)


def test_one_that_was_killed_while_it_waited_is_replaced():
    one = second()
    os.kill(one, signal.SIGKILL)
    assert second() is None
    assert second() not in (None, one)


def test_without_room_there_is_no_process(monkeypatch):
    monkeypatch.setattr(os, "fork", none)
    assert ready(INPUTS) is None


def test_a_copy_of_the_process_leaves_it_alone():
    one = second()
    if (copy := os.fork()) == 0:
        try:
            os._exit(int(second() in (None, one)))
        finally:
            os._exit(1)
    assert os.waitpid(copy, 0)[1] == 0
    assert second() == one


def test_it_ends_with_the_first():
    """One whose question is cancelled is killed."""
    room = Room()
    path = room(1)
    path[0] = 0.0
    if (first := os.fork()) == 0:
        try:
            path[0] = second()
            time.sleep(IN_VAIN)
        finally:
            os._exit(0)
    wait_until(lambda: path[0] > 0.0)
    os.kill(first, signal.SIGKILL)
    os.waitpid(first, 0)
    wait_until(lambda: is_gone(int(path[0])))


def test_who_waits_for_the_end_of_the_first_does_not_wait_for_it():
    """A pool learns from an output that ends that a process of its own is dead."""
    begun = time.monotonic()
    command = [sys.executable, "-c", BUSY]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE) as first:
        busy = int(first.stdout.readline())
        first.kill()
        assert first.stdout.read() == b""
    assert not is_gone(busy)
    os.kill(busy, signal.SIGKILL)
    assert time.monotonic() - begun < IN_VAIN
