"""The process beside the server: same answers, same errors, and no end of service when it dies."""

import os
import pickle

import pytest

from models.errors import ActualsError, ConvergenceError, Problem, ScenarioError
from pages.components.server import arithmetic, worker
from tests.models.worlds import scenario

PROBLEMS = [Problem(line=3, column="value", found="x", message="a number is wanted")]


@pytest.mark.parametrize(
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
    assert worker.run(os.getpid) == os.getpid()


@pytest.fixture
def crew():
    worker.begin()
    yield
    worker.end()


@pytest.mark.slow
def test_a_process_gives_the_same_answers_and_errors_and_is_replaced_when_it_dies(crew):
    plan = scenario(draws=20, subsidy_budget=9)
    worker.ahead(arithmetic.outcome, plan)
    there, here = worker.run(arithmetic.outcome, plan), arithmetic.outcome(plan)
    assert worker.run(os.getpid) != os.getpid()
    assert there.change == here.change
    assert there.relative == here.relative
    worker.ahead(arithmetic.outcome, plan)
    assert not worker._Crew.ahead, "what was asked for before is not begun again"
    other = scenario(draws=20, subsidy_budget=10)
    worker.ahead(arithmetic.outcome, other)
    assert worker.run(arithmetic.outcome, other).change == arithmetic.outcome(other).change
    assert not worker._Crew.ahead
    for budget in range(worker.ROOM + 3):  # a hand that moves on before it has seen any
        worker.ahead(_budget, scenario(subsidy_budget=budget * 0.5))
    assert len(worker._Crew.ahead) == worker.ROOM
    last = scenario(subsidy_budget=(worker.ROOM + 2) * 0.5)
    assert worker.run(_budget, last) == last.steps[0].value
    assert len(worker._Crew.ahead) == worker.ROOM - 1
    with pytest.raises(ScenarioError):
        worker.run(scenario, horizon=0)
    with pytest.raises(AssertionError):
        worker.run(_die, os.getpid())
    assert worker.run(os.getpid) != os.getpid()
    assert worker.run(arithmetic.outcome, plan).change == here.change


def _budget(plan):
    return plan.steps[0].value


def _die(server):
    assert os.getpid() != server, "the work of the dead process is done in the server"
    os._exit(1)
