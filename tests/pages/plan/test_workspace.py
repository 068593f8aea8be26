"""A workspace as the browser keeps it: invertible, small, and read with care."""

import json
import zlib
from base64 import b64decode, b64encode
from dataclasses import replace

import pytest

from models.errors import ScenarioError
from models.levers import Step
from models.scenario import Scenario
from pages.plan import plan
from pages.plan.workspace import UNDO_ROOM, Workspace, pack, unpack
from tests.every import every

STEP = Step(lever="subsidy_budget", quarter="2025Q1", value=11.1, note='=1+1, "after"\nlunch')
PLAN = Scenario(
    name="双城 <b>=1+1</b>",
    market="2024Q3",
    author="李伟",
    created="2026-01-02",
    draws=400,
    seed=7,
    rivals="passive",
    steps=(STEP,),
    assumptions=(("festival_lift", 0.3),),
    notes=(("draws", "as the board asked"),),
)


def moved(value):
    return replace(PLAN, steps=(replace(STEP, value=value),))


def test_what_is_packed_is_what_is_unpacked():
    space = Workspace(
        plans=(replace(PLAN, name="Other"), PLAN), shown=1, past=(moved(10.0), PLAN), at=1
    )
    assert unpack(pack(space)) == space


def test_plans_on_an_own_market_that_is_gone_are_taken_up_from_the_latest():
    gone = replace(PLAN, market="2031Q2", steps=(replace(STEP, quarter="2031Q3"),))
    space = Workspace(plans=(gone, PLAN), past=(gone,))
    assert unpack(pack(space)) == space
    sheet = plan.sheet_of(gone)
    assert (sheet.market, dict(sheet.moved)) == ("2031Q2", {"subsidy_budget": 11.1})
    assert plan.scenario_of(sheet) == gone


@pytest.mark.slow
def test_a_long_history_stays_small_and_keeps_its_end():
    past = tuple(moved(value / 10) for value in range(300))
    text = pack(Workspace(plans=(past[-1],), past=past, at=len(past) - 1))
    unpacked = unpack(text)
    assert len(text) < 8_000
    assert 50 < len(unpacked.past) < len(past)
    assert unpacked.past[unpacked.at] == past[-1]
    assert sum(map(len, json.loads(zlib.decompress(b64decode(text)))["past"])) <= UNDO_ROOM


@pytest.mark.slow
def test_steps_to_do_again_are_kept_however_many():
    past = tuple(moved(value / 10) for value in range(300))
    unpacked = unpack(pack(Workspace(plans=(past[0],), past=past, at=0)))
    assert (unpacked.past, unpacked.at) == (past, 0)


def _packed(content):
    return b64encode(zlib.compress(json.dumps(content).encode())).decode()


FILE = "scenario,lever,quarter,value\nA,subsidy_budget,2026Q1,11\n"
WHOLE = {"plans": [FILE], "shown": 0, "past": [], "at": 0}


def test_the_least_that_is_read():
    assert unpack(_packed(WHOLE)).plans[0].name == "A"


@every(
    "text",
    [
        "",
        "none of ours",
        _packed([]),
        _packed({}),
        _packed(WHOLE | {"shown": 1}),
        _packed(WHOLE | {"shown": -1}),
        _packed(WHOLE | {"at": 3, "past": [FILE]}),
        _packed(WHOLE | {"plans": []}),
        _packed(WHOLE | {"plans": 3}),
        _packed(WHOLE | {"plans": [FILE.replace("11", "nan")]}),
        _packed(WHOLE | {"plans": [FILE + "B,subsidy_budget,2026Q1,11\n"]}),
        b64encode(zlib.compress(b"[" * 200_000)).decode(),
        b64encode(zlib.compress(bytes(100_000_000))).decode(),
    ],
)
def test_what_is_no_workspace_is_refused(text):
    with pytest.raises(ScenarioError):
        unpack(text)
