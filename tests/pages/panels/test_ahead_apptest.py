"""What is sent ahead of the rest: the whole fan, or a thin one first where cores are short."""

import os
import re
from concurrent.futures import Future
from html import unescape
from threading import Timer

import numpy as np
import pytest

from models.inputs import load_market, load_parameters
from models.projection import project
from pages import compute
from pages.compute import door
from pages.compute.processes import MOST_WAITING, Question
from pages.compute.questions import cockpit_questions
from pages.compute.questions.cockpit_questions import LIVE_DRAWS
from pages.labels.catalogue import LANGUAGES, t
from pages.plan import plan
from tests.pages.panel_moves import FRAME, ahead, drawn, rest, told
from tests.pages.panels.test_panel_apptest import MONEY, opened

pytestmark = pytest.mark.slow
PLAN = {"lever__sme_support": "4.4"}
SOON = 60.0


class Held(Question):
    """A question that keeps its process until the test lets go of it, and then logs its name."""

    def __init__(self, name="", log=(), **options):
        super().__init__(len, ((),), **options)
        self.name, self.log, self.begun, self.over = name, log, Future(), Future()

    def run(self, process, **options):
        self.begun.set_result(True)
        self.over.result(SOON)
        if self.name:
            self.log.append(self.name)
        return super().run(process, **options)


@pytest.fixture
def pool():
    """Provide a process beside the test for each kind of question; the server has more."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "cpu_count", lambda: 1)
        patch.setattr(door, "LONG_PROCESSES", 1)
        patch.setattr(cockpit_questions, "warm_up", int)
        compute.begin()
        yield door._Workers.pools[False]
        compute.end()
    compute.forget()


def occupied(pool):
    """Keep every process busy; gives the questions that do."""
    held = [Held() for _ in pool._all]
    for question in held:
        pool.submit(question)
        question.begun.result(SOON)
    return held


def crowded(pool):
    """Have so many questions wait that the next one would wait long; gives them."""
    waiting = [Question(len, ((),)) for _ in range(MOST_WAITING * len(pool._all))]
    for question in waiting:
        pool.submit(question)
    return waiting


def let_go(held):
    for question in held:
        question.over.set_result(True)
    for question in held:
        question.answer.result(SOON)


def fan(app, draws):
    """Give central run and range of the plan in hand with so many draws, as the chart has them."""
    scenario = plan.scenario_of(app.session_state["plan"])
    of_plan = project(load_market(scenario.market), load_parameters(), scenario)
    paths = of_plan.path("ebita")[:, : 1 + draws]
    low, high = np.quantile(paths[:, 1:], (0.1, 0.9), axis=1)
    return {"plan": paths[:, 0], "low_80": low, "high_80": high}


def shows(app, draws):
    """Check that what was sent ahead is what the model computes with so many draws."""
    shown = drawn(app, "trajectory")
    for name, expected in fan(app, draws).items():
        np.testing.assert_allclose(shown("ebita", name)[-len(expected) :], expected, rtol=1e-6)


def words(app):
    return unescape(re.sub("<[^>]*>", " ", told(app, FRAME)["shown"]["said"]))


def test_with_a_core_free_the_whole_fan_is_sent_ahead_and_the_address_follows():
    app = opened(**PLAN)
    app.session_state["view"] = "levels"
    ahead(app, "move", lever=MONEY, value=12.5)
    shows(app, plan.scenario_of(app.session_state["plan"]).draws)
    assert not told(app, FRAME)["whole"], "its charts stand"
    assert f"lever.{MONEY}" not in app.query_params
    rest(app, whole=False)
    assert app.query_params[f"lever.{MONEY}"] == "12.5"


def test_the_first_move_of_a_plan_asks_for_all_of_the_page():
    app = opened(market=load_market().vintage)
    ahead(app, "move", lever=MONEY, value=12.5)
    assert told(app, FRAME)["whole"], "what to try goes from the page"


def test_cores_are_short_while_many_questions_wait_and_what_is_first_overtakes(pool):
    held = occupied(pool)
    assert not compute.is_short()
    crowd = crowded(pool)
    assert compute.is_short()
    for question in crowd:
        question.answer.cancel()
    assert not compute.is_short(), "nobody waits any more"
    log = []
    waiting = [Held(name, log, is_first=name == "first") for name in ("one", "two", "first")]
    for question in waiting:
        question.over.set_result(True)
        pool.submit(question)
    let_go(held[:1])
    for question in waiting:
        question.answer.result(SOON)
    assert log == ["first", "one", "two"]
    let_go(held[1:])


def test_where_cores_are_short_a_thin_fan_comes_first_and_says_so(pool):
    app = opened(**PLAN, lang=LANGUAGES[1])
    app.session_state["view"] = "levels"
    held = occupied(pool)
    crowded(pool)
    soon = Timer(1.0, let_go, [held])  # the page finds all of them waiting
    soon.start()
    ahead(app, "move", lever=MONEY, value=13.5)
    soon.join()
    shows(app, LIVE_DRAWS)
    said = t("kpi.thin", draws=LIVE_DRAWS)
    assert said in words(app)
    assert told(app, FRAME)["whole"], "the whole fan follows"
    rest(app)
    page = unescape(" ".join(element.proto.body for element in app.get("html")))
    assert 'class="cards"' in page
    assert said not in page
    assert app.query_params[f"lever.{MONEY}"] == "13.5"
