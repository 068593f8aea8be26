"""What parts are read off shared runs is what each says when it is computed by itself."""

import pickle
from dataclasses import replace

import pytest

from models.analysis.board_numbers import ANSWERED, PARTS, BoardNumbers
from models.analysis.drivers.drivers import drivers
from models.analysis.rivalry.takeback import react
from models.analysis.structure.comparison import compare_ways
from models.analysis.structure.strengths import Strengths
from models.analysis.structure.structure_delivery import delivered
from models.analysis.structure.structures import NAMED, TODAY, with_structure
from models.analysis.study import study
from models.inputs import load_market, load_parameters
from models.scenario import Scenario, Step

PUSH = Scenario(
    name="push",
    market="2023Q1",
    horizon=6,
    draws=12,
    steps=(Step(lever="subsidy_budget", quarter="2023Q2", value=9.0),),
)
WAR = replace(
    PUSH,
    market="2025Q3",
    steps=(
        Step(lever="instant_subsidy", quarter="2025Q4", value=1.0),
        Step(lever="centralisation", quarter="2025Q4", value=0.3),
    ),
)


@pytest.fixture(scope="module", params=[PUSH, WAR], ids=["goods", "meals"])
def numbers(request):
    plan = request.param
    return BoardNumbers(
        market=load_market(plan.market),
        parameters=load_parameters(),
        scenario=plan,
        targets=(),
        others=(replace(plan, name="other", steps=plan.steps[-1:] if plan is WAR else ()),),
    )


@pytest.fixture
def at(numbers):
    return numbers.market, numbers.parameters, numbers.scenario


def test_the_outcome_is_that_of_the_plan_alone(numbers, at):
    assert repr(numbers.outcome) == repr(study(*at))
    for one in numbers.alternatives:
        alone = study(*at[:2], one.scenario)
        assert repr(one.outcome) == repr(alone)


def test_the_parts_are_those_of_the_plan_alone(numbers, at):
    alone = drivers(*at, metrics=PARTS)
    assert numbers.parts == {metric: alone.at(metric) for metric in PARTS}


def test_the_answer_is_that_to_the_plan_alone_but_for_value(numbers, at):
    alone = react(*at, metrics=ANSWERED)
    assert numbers.reaction.figures == alone.figures
    assert numbers.reaction.bills == tuple(replace(bill, value=None) for bill in alone.bills)


def test_ways_and_delivery_are_those_of_the_plan_alone(numbers, at):
    laid = {one.name: with_structure(at[2], one) for one in NAMED}
    assert numbers.ways == compare_ways(*at, laid)
    (alone,) = delivered(*at, (TODAY,), {"set": Strengths()}).values()
    assert repr(numbers.delivered) == repr(alone)


def test_to_another_process_go_parts_and_no_runs(numbers):
    assert numbers.outcome
    assert numbers.runs.kept
    there = pickle.loads(pickle.dumps(numbers))
    assert there == numbers
    assert there.known.keys() == numbers.known.keys()
    assert "runs" not in vars(there)
