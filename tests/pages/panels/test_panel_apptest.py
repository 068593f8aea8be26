"""The lever panel through the page: what it tells and what it is told, without a browser."""

import json
import math
import shutil
import subprocess

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from models.inputs import load_market, load_parameters
from models.levers import KPI_UNITS, LEVERS
from models.projection import project
from models.scenario.digest import plan_digest
from pages.compute.questions.cockpit_questions import LIVE_DRAWS
from pages.frame.panel_answer import MODULE
from pages.labels.catalogue import LANGUAGES, t, use_language
from pages.labels.format import setting
from pages.labels.units import setting_form
from pages.panels.steering import panel_words
from pages.plan import history, plan
from tests.conftest import PAGE_SCRIPT, ROOT
from tests.every import every
from tests.pages.panel_moves import WORDS, drawn, give_back, tell, told

TRAFFIC, MONEY = "taobao_traffic_share", "subsidy_budget"


def opened(**query):
    app = AppTest.from_file(str(PAGE_SCRIPT), default_timeout=120)
    for name, value in query.items():
        app.query_params[name.replace("__", ".")] = value
    app.run()
    assert not app.exception
    return app


@pytest.fixture
def app():
    return opened()


def digest(app):
    return plan_digest(plan.scenario_of(app.session_state["plan"]))


def targets(app):
    return dict(app.session_state["plan"].moved)


def test_every_lever_is_told_with_name_range_and_words(app):
    words = told(app, WORDS)["words"]
    assert words["levers"].keys() == LEVERS.keys()
    for name, lever in words["levers"].items():
        assert lever["label"] == t(name)
        assert lever["low"] <= lever["today"] <= lever["high"]
        assert lever["allowed"]
    assert told(app)["token"] == words["token"]


def test_a_move_is_taken_told_back_and_written_into_the_address(app):
    tell(app, "move", lever=MONEY, value=12.0)
    assert targets(app) == told(app)["moved"] == {MONEY: 12.0}
    assert app.query_params[f"lever.{MONEY}"] == "12"
    assert told(app)["counts"] == {"main": 1}


@pytest.mark.slow
def test_what_is_no_number_of_a_lever_changes_nothing(app):
    before = digest(app)
    for message in (
        {"lever": "no_lever", "value": 1.0},
        {"lever": MONEY, "value": None},
        {"lever": MONEY, "value": "12"},
        {"lever": MONEY, "value": True},
        {"lever": MONEY, "value": math.inf},
        {"lever": None, "value": 1.0},
    ):
        tell(app, "move", **message)
        assert digest(app) == before
    tell(app, "move", lever=MONEY, value=1e9)
    assert targets(app) == {MONEY: LEVERS[MONEY].high}, "what is too high comes to the end"


@pytest.mark.slow
def test_an_eye_leaves_a_lever_out_and_puts_it_back_with_its_schedule(app, monkeypatch):
    monkeypatch.setattr(history, "PAUSE_SECONDS", 0.0)  # a test is faster than a hand
    tell(app, "move", lever=TRAFFIC, value=0.52)
    tell(app, "move", lever=MONEY, value=12.0)
    tell(app, "rhythm", lever=MONEY, rhythm="two_steps")
    whole = digest(app)
    tell(app, "eye", lever=MONEY)
    assert targets(app) == {TRAFFIC: 0.52}
    assert told(app)["closed"] == {MONEY: 12.0}
    without = digest(app)
    tell(app, "move", lever=MONEY, value=20.0)
    assert digest(app) == without, "a lever that is left out does not move"
    tell(app, "eye", lever=MONEY)
    assert digest(app) == whole
    for wanted in (without, whole):
        tell(app, "undo")
        assert digest(app) == wanted
    tell(app, "redo")
    tell(app, "eye", lever=MONEY)
    assert digest(app) == whole, "what is kept aside comes back with the step"


@pytest.mark.slow
def test_what_is_left_out_is_kept_by_the_browser_with_the_rest(app):
    for lever, value in ((MONEY, 12.0), ("kpi_group_gmv", 0.6), (TRAFFIC, 0.52)):
        tell(app, "move", lever=lever, value=value)
    tell(app, "rhythm", lever=MONEY, rhythm="two_steps")
    whole = digest(app)
    for lever in (MONEY, "kpi_group_gmv"):
        tell(app, "eye", lever=lever)
    kept = told(app, "plan.storage")
    fresh = opened()
    fresh.session_state["storage.awaits"] = True
    give_back(fresh, kept["workspace"])
    assert told(fresh)["closed"] == told(app)["closed"]
    for lever in (MONEY, "kpi_group_gmv"):
        tell(fresh, "eye", lever=lever)
    assert digest(fresh) == whole


@pytest.mark.slow
def test_weights_of_a_unit_sum_to_one_and_go_together(app):
    names = KPI_UNITS["kpi_group"]
    tell(app, "move", lever=names[0], value=0.6)
    assert sum(targets(app)[name] for name in names) == pytest.approx(1.0)
    tell(app, "eye", lever=names[1])
    assert told(app)["closed"].keys() == set(names)
    assert not targets(app)
    tell(app, "eye", lever=names[0])
    assert targets(app)[names[0]] == 0.6


@pytest.mark.slow
def test_a_locked_lever_stays_where_it_is(app):
    tell(app, "move", lever=MONEY, value=12.0)
    tell(app, "lock", lever=MONEY)
    assert told(app)["locked"] == [MONEY]
    before = digest(app)
    for act in ("move", "reset", "eye", "rhythm"):
        tell(app, act, lever=MONEY, value=20.0, rhythm="year")
    tell(app, "reset_all")
    assert digest(app) == before
    tell(app, "lock", lever=MONEY)
    tell(app, "reset", lever=MONEY)
    assert not targets(app)


@pytest.mark.slow
def test_a_schedule_is_told_chosen_and_drawn_by_hand(app):
    tell(app, "timing", lever=MONEY)
    assert told(app)["schedule"]["still"]
    tell(app, "move", lever=MONEY, value=12.0)
    tell(app, "rhythm", lever=MONEY, rhythm="year")
    schedule = told(app)["schedule"]
    assert schedule["rhythm"] == "year"
    planned = schedule["line"]["series"][0]["planned"]
    assert planned[:4] == [10.5, 11.0, 11.5, 12.0]
    path = [11.0] * 4 + [14.5] * (len(planned) - 4)
    tell(app, "path", lever=MONEY, path=path)
    assert told(app)["schedule"]["line"]["series"][0]["planned"] == path
    before = digest(app)
    tell(app, "path", lever=MONEY, path=[61.0] * len(path))
    tell(app, "path", lever=MONEY, path=path[1:])
    assert digest(app) == before
    tell(app, "timing", lever=None)
    assert told(app)["schedule"] is None


@pytest.mark.slow
def test_five_frames_of_a_drag_show_what_the_model_computes(app):
    """Lines and fan of each frame are those of a projection with the first draws."""
    app.session_state["view"] = "levels"
    for value in (10.5, 13.0, 17.5, 21.0, 26.0):
        tell(app, "drag", lever=MONEY, value=value)
        scenario = plan.scenario_of(app.session_state["plan"])
        assert dict(scenario.schedule(load_market().levers))[MONEY][-1] == value
        paths = project(load_market(), load_parameters(), scenario).path("ebita")
        shown = drawn(app, "trajectory")
        low, high = np.quantile(paths[:, 1 : 1 + LIVE_DRAWS], (0.1, 0.9), axis=1)
        for name, expected in (("plan", paths[:, 0]), ("low_80", low), ("high_80", high)):
            np.testing.assert_allclose(shown("ebita", name)[-len(expected) :], expected, rtol=1e-6)


@pytest.mark.slow
def test_a_drag_moves_neither_address_nor_history_until_the_hand_lets_go(app):
    for value in (11.0, 12.0, 13.0):
        tell(app, "drag", lever=MONEY, value=value)
        assert f"lever.{MONEY}" not in app.query_params
    tell(app, "move", lever=MONEY, value=13.0)
    assert app.query_params[f"lever.{MONEY}"] == "13"
    tell(app, "undo")
    assert not targets(app), "a drag is one step"


@pytest.mark.slow
def test_language_and_address_keep_the_plan(app):
    tell(app, "move", lever=MONEY, value=12.5)
    tell(app, "move", lever="added_commission", value=0.0055)
    tell(app, "rhythm", lever=MONEY, rhythm="two_steps")
    before = digest(app)
    query = dict(app.query_params)
    assert digest(opened(**query)) == before
    app.session_state["language"] = LANGUAGES[1]
    app.run()
    assert digest(app) == before


@pytest.mark.slow
def test_plain_sliders_stand_in_where_the_panel_does_not_load(app):
    app.session_state["components.failed"] = {MODULE}
    app.run()
    app.slider(key=plan.key(MONEY)).set_value(12.0).run()
    assert targets(app) == {MONEY: 12.0}
    assert t("panel.failed") in [caption.value for caption in app.caption]


NODE = shutil.which("node")
WRITE = """import { write, read } from "./static/panel/numbers.js";
const cases = JSON.parse(process.argv[1]);
const both = ([value, form]) => [write(value, form), read(write(value, form, 9), form)];
console.log(JSON.stringify(cases.map(both)));"""


@pytest.mark.skipif(not NODE, reason="node is not installed")
@every("language", LANGUAGES)
def test_the_browser_writes_every_step_of_every_lever_as_python_does(language):
    use_language(language)
    cases = []
    for lever in LEVERS.values():
        form = vars(setting_form(lever.unit)) | {"digits": panel_words.DIGITS}
        steps = round((lever.high - lever.low) / lever.step)
        values = [round(lever.low + at * lever.step, 9) for at in range(0, steps + 1, 7)]
        cases += [(value, form, setting(value, lever.unit)) for value in values]
    command = [NODE, "--input-type=module", "-e", WRITE, json.dumps([case[:2] for case in cases])]
    answers = json.loads(subprocess.run(command, cwd=ROOT, capture_output=True, check=True).stdout)
    for (value, _, text), (written, read) in zip(cases, answers, strict=True):
        assert written == text
        assert read == pytest.approx(value, abs=1e-9)
