"""The door to computing: same answers, same errors, and what dies, waits or is left behind."""

import os
import pickle
import time
from concurrent.futures import CancelledError, ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from models.analysis.optimise.goals import Goal, Task
from models.errors import ActualsError, ConvergenceError, ModelError, Problem, ScenarioError
from models.notation import DRAW_QUARTERS
from pages import compute
from pages.compute import door, framework
from pages.compute.answers import Answers, key_of, on_screen
from pages.compute.questions import LONG, cockpit_questions
from pages.labels.catalogue import LANGUAGES, t, use_language
from tests.every import every
from tests.models.worlds import scenario

PROBLEMS = [Problem(line=3, column="value", found="x", message="a number is wanted")]
SOON = 20.0
LEAST_URGENT = 19  # niceness goes no further, so neither does that of a test run under nice


@every(
    "error",
    [
        ScenarioError(PROBLEMS),
        ActualsError(PROBLEMS * 2),
        ConvergenceError("stopped", best=(1.0,), iterations=7),
    ],
)
def test_errors_travel_whole(error):
    other = pickle.loads(pickle.dumps(error))
    assert type(other) is type(error)
    assert str(other) == str(error)
    assert vars(other) == vars(error)


def test_without_a_process_the_work_is_done_here():
    assert compute.ask(_process, "here") == os.getpid()


def test_the_screen_caps_draws_times_quarters_and_keeps_names_only_of_several():
    wide = scenario(horizon=40, draws=100_000, name="wide")
    assert on_screen(wide).draws * 40 == DRAW_QUARTERS
    assert on_screen(scenario(draws=1000)).draws == 1000
    assert on_screen(wide).name != "wide"
    (one,) = on_screen((wide,))
    assert (one.name, one.draws) == ("wide", compute.screen_draws(wide))


def test_the_plan_of_a_search_is_capped_too():
    wide = scenario(horizon=40, draws=100_000, name="wide", subsidy_budget=9.0)
    task = Task(scenario=wide, goal=Goal(weights=(("dau", 1.0),), at="2034Q3"), free=())
    few = replace(wide, draws=compute.screen_draws(wide))
    assert on_screen(task) == replace(task, scenario=few)


def test_equal_questions_have_equal_keys_whatever_they_hold():
    def key(number):
        return key_of({"a": [number, scenario(subsidy_budget=number)]})

    assert key(9.0) == key(9.0)
    assert hash(key(9.0)) == hash(key(9.0))
    assert key(9.0) != key(10.0)


def test_answers_are_kept_up_to_their_room_the_oldest_go_first():
    kept = Answers(room=100)
    for name in "abc":
        kept.keep(name, name, 40)
        assert kept.get("a") == ("a",)
    assert kept.get("b") == ()
    assert kept.get("c") == ("c",)
    kept.keep("huge", "huge", 101)
    assert kept.get("huge") == ()
    assert kept.size == 0


@pytest.fixture(scope="module")
def processes():
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "cpu_count", lambda: 1)  # one process for short questions
        patch.setattr(door, "LONG_PROCESSES", 1)
        patch.setattr(cockpit_questions, "warm_up", int)  # nothing: most tests start processes
        LONG.update({_long_wait, _long_process})
        compute.begin()
        yield
        compute.end()
        LONG.difference_update({_long_wait, _long_process})


@pytest.fixture
def afresh(processes, monkeypatch):
    monkeypatch.setattr(door, "GRACE_SECONDS", 0.1)
    compute.forget()


@pytest.fixture
def readers():
    with ThreadPoolExecutor(8) as threads:
        yield threads


slow = pytest.mark.slow


@slow
def test_a_process_gives_the_same_answers_and_errors(afresh):
    plan = scenario(draws=20, subsidy_budget=9)
    there, here = compute.ask(cockpit_questions.outcome, plan), cockpit_questions.outcome(plan)
    assert there.change == here.change
    assert there.relative == here.relative
    assert compute.ask(_process, 1) != os.getpid()
    with pytest.raises(ScenarioError, match="number is wanted"):
        compute.ask(_refuse)
    with pytest.raises(ZeroDivisionError):
        compute.ask(_fail)


@slow
def test_what_ends_its_process_is_tried_once_more_and_then_refused_in_the_language_on_screen(
    afresh, tmp_path
):
    log = tmp_path / "log"
    use_language(LANGUAGES[-1])
    with pytest.raises(compute.ComputationError) as refused:
        compute.ask(_die, log)
    assert str(refused.value) == t("compute.died")
    tried = log.read_text().split()
    assert len(set(tried)) == len(tried) == 2, "two processes, and no third"
    assert str(os.getpid()) not in tried
    assert isinstance(refused.value, ModelError)
    assert compute.ask(_process, 2) != os.getpid()
    assert compute.ask(_die_once, tmp_path / "once") == "second try"


@slow
def test_a_question_that_ends_its_process_fails_no_other(afresh, readers, tmp_path):
    dying = readers.submit(compute.ask, _die, tmp_path / "log")
    others = [readers.submit(compute.ask, _process, f"other {number}") for number in range(4)]
    assert all(other.result(SOON) for other in others)
    with pytest.raises(compute.ComputationError):
        dying.result(SOON)


@slow
def test_readers_who_ask_the_same_share_one_computation(afresh, readers, tmp_path):
    log = tmp_path / "log"
    pending = [readers.submit(compute.ask, _long_wait, log, 0.5) for _ in range(6)]
    assert len({one.result(SOON) for one in pending}) == 1
    assert log.read_text().split() == ["begun", "done"]
    compute.ask(_long_wait, log, 0.5)
    assert log.read_text().split() == ["begun", "done"], "the answer is kept"


@slow
def test_short_questions_do_not_wait_for_long_ones(afresh, readers, tmp_path):
    slow_one = readers.submit(compute.ask, _long_wait, tmp_path / "log", 60.0)
    _until(lambda: (tmp_path / "log").exists())
    assert compute.ask(_niceness, 1) == os.nice(0)
    assert not slow_one.done()
    compute.end()
    with pytest.raises(CancelledError):
        slow_one.result(SOON)
    compute.begin()
    least = min(os.nice(0) + door.NICENESS, LEAST_URGENT)
    assert compute.ask(_long_process, "nice")[1] == least


def _asked(question, *args):
    """Join a question as a reader would who may leave it."""
    key = door._key(question, args)
    return key, door._join(door._Workers.pools, key, question, args)


@slow
def test_a_superseded_long_question_ends_with_its_process(afresh, tmp_path):
    log = tmp_path / "log"
    before = compute.ask(_long_process, "before")[0]
    asked = _asked(_long_wait, log, 60.0)
    _until(log.exists)
    door._leave(*asked)
    assert compute.ask(_long_process, "after")[0] != before, "the process was replaced"
    assert log.read_text().split() == ["begun"]
    assert not door._Workers.open


@slow
def test_a_long_question_that_is_asked_again_at_once_goes_on(afresh, tmp_path):
    log = tmp_path / "log"
    asked = _asked(_long_wait, log, 1.0)
    _until(log.exists)
    door._leave(*asked)
    compute.ask(_long_wait, log, 1.0)
    assert log.read_text().split() == ["begun", "done"]


@slow
def test_a_slider_that_moved_on_leaves_nothing_queued(afresh, tmp_path):
    busy = _asked(_wait, tmp_path / "busy", 1.0)
    _until((tmp_path / "busy").exists)
    left = [_asked(_wait, tmp_path / f"{number}", 0.0) for number in range(20)]
    for one in left:
        door._leave(*one)
    assert list(door._Workers.open) == [busy[0]]
    assert all(question.answer.cancelled() for _, question in left)
    assert compute.ask(_process, "last") != os.getpid()
    assert [path.name for path in tmp_path.iterdir()] == ["busy"]


class Left(BaseException):
    """What Streamlit raises in a run that was superseded or whose session is gone."""


@slow
def test_a_run_that_is_ended_while_it_waits_takes_its_question_along(afresh, tmp_path, monkeypatch):
    log = tmp_path / "log"

    class Session:
        def __contains__(self, key):
            if log.exists():
                raise Left
            return False

    with monkeypatch.context() as patch:
        patch.setattr(framework, "in_session", lambda: True)
        patch.setattr("streamlit.session_state", Session())
        with pytest.raises(Left):
            compute.ask(_long_wait, log, 60.0)
    _until(lambda: not door._Workers.open)
    assert compute.ask(_long_process, "free")[0]
    assert log.read_text().split() == ["begun"]


def _until(holds):
    deadline = time.monotonic() + SOON
    while not holds():
        assert time.monotonic() < deadline
        time.sleep(0.01)


def _process(_):
    return os.getpid()


def _niceness(_):
    return os.nice(0)


def _long_process(_):
    return os.getpid(), os.nice(0)


def _refuse():
    raise ScenarioError(PROBLEMS)


def _fail():
    return 1 // 0


def _die(log: Path):
    with log.open("a") as file:
        file.write(f"{os.getpid()}\n")
    os._exit(1)


def _die_once(log: Path):
    if log.exists():
        return "second try"
    log.touch()
    return os._exit(1)


def _wait(log: Path, seconds):
    with log.open("a") as file:
        file.write("begun\n")
    time.sleep(seconds)
    with log.open("a") as file:
        file.write("done\n")
    return seconds


def _long_wait(log: Path, seconds):
    return _wait(log, seconds)
