"""A process beside the server: it answers, says nothing else, and does not outlive the server."""

import os
import pickle
import signal
import sys
import time
from pathlib import Path

import pytest

import pages
from models.simulation.second_process import MANY, pays
from pages.compute.processes import Process, _within
from tests.conftest import ROOT

pytestmark = pytest.mark.slow

SOON = 30.0
FEW = 10_000


@pytest.fixture
def process():
    one = Process(0, _nothing)
    yield one
    one.end()


def test_it_answers_in_the_folder_and_from_the_code_of_the_server(process, monkeypatch, tmp_path):
    assert process.call(_where, ()) == _answer(_where())
    monkeypatch.chdir(tmp_path)
    (tmp_path / "pages").mkdir()
    (tmp_path / "pages" / "__init__.py").write_text("raise SystemExit(3)")
    elsewhere = Process(0, _nothing)
    assert elsewhere.call(_root, ()) == _answer(str(ROOT))
    assert elsewhere.call(_where, ()) == _answer(str(tmp_path))
    elsewhere.end()


def test_what_a_question_prints_is_no_answer(process):
    assert process.call(_loud, ()) == _answer("heard")
    assert process.call(_loud, ()) == _answer("heard")


def test_ctrl_c_is_the_servers(process):
    process.call(_nothing, ())
    os.kill(process._process.pid, signal.SIGINT)
    assert process.call(_loud, ()) == _answer("heard")


def test_it_ends_with_the_server_in_the_middle_of_an_answer(process, tmp_path):
    log = tmp_path / "begun"
    process._send(_within((_sleep, (log,), None)))
    deadline = time.monotonic() + SOON
    while not log.exists():
        assert time.monotonic() < deadline
        time.sleep(0.01)
    process._questions.close()  # as the system does for a server that was killed
    assert process._process.wait(SOON) == 0


def test_one_that_was_ended_says_so_and_can_be_ended_again(process):
    process.end()
    with pytest.raises((EOFError, OSError)):
        process.call(_nothing, ())
    process.end()


@pytest.mark.skipif(
    not hasattr(os, "sched_getaffinity") or len(os.sched_getaffinity(0)) < 2, reason="one core"
)
def test_a_second_process_is_taken_by_long_runs_and_where_a_core_is_free(process):
    assert process.call(pays, (MANY,), is_core_free=False) == _answer(True)
    for is_free in (True, False):
        assert process.call(pays, (FEW,), is_core_free=is_free) == _answer(is_free)


def _answer(value):
    return pickle.dumps((True, value), pickle.HIGHEST_PROTOCOL)


def _nothing():
    return None


def _where():
    return str(Path.cwd())


def _root():
    return str(Path(pages.__file__).parents[1])


def _loud():
    sys.stdout.write("no answer")
    sys.stdout.flush()
    os.write(1, b"nor this")
    return "heard"


def _sleep(log):
    log.touch()
    time.sleep(600)
