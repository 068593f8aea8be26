"""A rival's own conduct is part of the plan: in files, digests and everything that projects it."""

from dataclasses import replace

import numpy as np
import pytest
from numpy.testing import assert_array_equal

from models.analysis.compare.differences import setting_differences
from models.analysis.drivers.drivers import drivers
from models.analysis.futures import MATCHING, draw_futures, project_in
from models.analysis.influence import swings
from models.analysis.optimise.goals import Goal, Task
from models.analysis.optimise.space import planned
from models.analysis.rivalry.takeback import react
from models.analysis.rivalry.wargame import play_game
from models.analysis.structure.strengths import Strengths
from models.analysis.structure.structure_delivery import delivered
from models.analysis.structure.structures import TODAY
from models.analysis.study import study
from models.ensemble import project_futures, project_plans
from models.errors import ScenarioError
from models.inputs import load_parameters, vintages
from models.market.rivals import Conduct
from models.projection import project
from models.scenario import Scenario, Step
from models.scenario.conduct import MIXED, alike, posture_of, shared_posture, ways_of
from models.scenario.conduct_rules import PLATFORMS
from models.scenario.csv.scenario_file import read_bytes, write_bytes
from models.scenario.digest import plan_digest
from tests.every import every

OWN = (("douyin", "best-reply"), ("jd:cap", 5.0), ("pdd", "passive"), ("pdd:lag", 2.0))
PUSH = Scenario(
    name="push",
    market="2023Q1",
    horizon=6,
    draws=20,
    steps=(Step(lever="subsidy_budget", quarter="2023Q2", value=15.0),),
)
SET = replace(PUSH, conduct=OWN)
STILL = replace(PUSH, conduct=tuple((rival, "passive") for rival in PLATFORMS))
QUIET = replace(PUSH, rivals="passive")
NOTED = replace(SET, notes=(("rivals:pdd", "=they said so"),))


def test_a_file_carries_it_and_gives_it_back():
    more = (("kuaishou", "fee-cut"), ("kuaishou:strength", 0.1 + 0.2), ("douyin:cap", 0.0))
    plan = replace(NOTED, conduct=(*OWN, *more))
    data = write_bytes([plan])
    reading = read_bytes(data, vintages=vintages(), parameters=load_parameters().allowed_ranges)
    assert reading.scenarios == (plan,)
    assert b"rivals:pdd:lag,,2,quarters," in data
    assert b"format,,2," in data


def test_order_and_whole_numbers_make_no_difference():
    turned = replace(PUSH, conduct=(("pdd:lag", 2), *OWN[2::-1]))
    assert turned == SET
    assert repr(turned) == repr(SET)


def test_a_digest_sees_it_and_without_it_stays():
    assert plan_digest(SET) != plan_digest(PUSH)
    assert b"rivals:" not in write_bytes([PUSH])


@every(
    ("rows", "allowed"),
    [
        ((("amazon", "passive"),), "pdd, douyin, jd, kuaishou"),
        ((("pdd:speed", 1.0),), ":strength, :lag, :cap"),
        ((("pdd", "angry"),), "passive, follow, best-reply, fee-cut"),
        ((("pdd", 1.0),), "passive, follow, best-reply, fee-cut"),
        ((("pdd:strength", 3.1),), "from 0 to 3"),
        ((("pdd:strength", float("nan")),), "from 0 to 3"),
        ((("pdd:strength", "passive"),), "from 0 to 3"),
        ((("pdd:lag", 1.5),), "whole number of quarters from 1 to 3"),
        ((("pdd:lag", 4),), "from 1 to 3"),
        ((("pdd:cap", -1.0),), "from 0 to 60"),
        ((("pdd:cap", float("inf")),), "from 0 to 60"),
        ((("pdd:lag", 1.0), ("pdd:lag", 2.0)), "keep one"),
    ],
)
def test_what_no_rival_can_do_is_refused_with_what_is_allowed(rows, allowed):
    with pytest.raises(ScenarioError, match=allowed):
        replace(PUSH, conduct=rows)


def test_rows_become_the_conduct_of_every_rival(market2023):
    assert ways_of(SET, market2023) == (
        Conduct(posture="passive", lag=2),
        Conduct(posture="best-reply"),
        Conduct(cap=5.0),
        Conduct(),
    )
    assert posture_of(PUSH, market2023) == "follow"


def test_one_word_for_all_where_there_is_one(market2023):
    postures = [shared_posture(one, market2023) for one in (PUSH, SET, STILL)]
    assert postures == ["follow", MIXED, "passive"]
    assert shared_posture(replace(PUSH, conduct=(("pdd", "follow"),)), market2023) == "follow"


def test_a_posture_for_all_sets_their_own_aside_with_its_notes():
    assert alike(NOTED, "passive") == QUIET


def everything(plan, market, parameters):
    """Tell what each projection and analysis says of sales."""
    at, sales = (market, parameters, plan), {"metrics": ["gmv"]}
    columns = {"habit_weight": np.array([0.2, 0.3])}
    schedule = [plan.schedule(market.levers)]
    answer = react(*at, **sales, draws=4).figures["gmv"]
    shares = drivers(*at, **sales, draws=2)
    return {
        "project": project(*at).paths["gmv"],
        "plans, few draws": project_plans(*at, schedule, **sales, draws=3)["gmv"],
        "plans, many draws": project_plans(*at, schedule, **sales, draws=400)["gmv"],
        "futures": project_futures(*at, columns, **sales)["gmv"],
        "takeback": [answer.after.central, len(answer.parts)],
        "drivers": shares.total["gmv"],
        "drivers, rivals": shares.rivals["gmv"],
        "game": play_game(market, parameters, [plan], held=(2, 3, 4), draws=2).payoffs,
        "Cockpit": study(*at).change["gmv"].central,
        "swings": [swing["gmv"].central for swing in swings(*at).values()],
        "organisation": delivered(*at, (TODAY,), {"medium": Strengths()})["today", "medium"].change[
            "gmv"
        ],
    }


@pytest.mark.slow
def test_every_projection_uses_it(market2023, parameters):
    """A plan in which each rival stands still by itself is the plan met by passive rivals."""
    followed, own, still = (
        everything(plan, market2023, parameters) for plan in (PUSH, STILL, QUIET)
    )
    for name, paths in own.items():
        assert_array_equal(paths, still[name], err_msg=name)
        assert not np.array_equal(paths, followed[name]), name


def test_an_override_lets_all_answer_alike(market2023, parameters):
    passive = project(market2023, parameters, QUIET, draws=3).paths["gmv"]
    alone = project(market2023, parameters, NOTED, rivals="passive", draws=3)
    assert_array_equal(alone.paths["gmv"], passive)
    schedule = [SET.schedule(market2023.levers)]
    for draws in (3, 400):
        options = {"metrics": ["gmv"], "draws": draws, "rivals": "passive"}
        paths = project_plans(market2023, parameters, SET, schedule, **options)["gmv"]
        assert_array_equal(paths[0, ..., 0], passive[..., 0])


def test_futures_leave_a_rival_its_posture(market2023, parameters):
    """Who stands still in the plan matches nothing in any future, and is no input of the box."""
    drawn = draw_futures(market2023, parameters, SET, 40)
    named = {name.removeprefix(MATCHING) for name in drawn.inputs if name.startswith(MATCHING)}
    assert named == {"jd", "kuaishou"}
    of_rival = [
        project_in(drawn, market2023, parameters, plan, ["subsidy"])["subsidy"][:, 1]
        for plan in (SET, PUSH)
    ]
    assert np.ptp(of_rival[0]) < 1e-9
    assert np.ptp(of_rival[1]) > 0.1


def test_a_best_plan_keeps_it():
    task = Task(scenario=SET, goal=Goal(weights=(("value", 1.0),), at="2024Q3"), free=("ad_load",))
    assert planned(task, "best").conduct == OWN


def test_a_comparison_tells_who_answers_otherwise(market2023, parameters):
    differences = setting_differences(market2023, parameters, [PUSH, replace(SET, name="own")])
    assert differences["rivals:pdd"] == {"push": "follow", "own": "passive"}
    assert differences["rivals:pdd:lag"] == {"push": 1, "own": 2}
    assert differences["rivals:jd:cap"] == {"push": None, "own": 5.0}
    assert differences.keys() == {"rivals:pdd", "rivals:pdd:lag", "rivals:douyin", "rivals:jd:cap"}


def test_plans_of_one_game_share_it(market2023, parameters):
    with pytest.raises(ScenarioError, match="share their conduct"):
        play_game(market2023, parameters, [PUSH, replace(SET, name="own")], draws=2)
