"""Processes beside the server search, read and write, while all of that is refused in the server.

That no page computes without asking is seen where every page is read: `test_every_page`.
"""

import os
from codecs import BOM_UTF8

import pytest
from streamlit.testing.v1 import AppTest

from models.scenario.csv.scenario_file import write_bytes
from pages import compute
from pages.compute import door
from pages.compute.questions import cockpit_questions, file_questions
from pages.labels.catalogue import t
from pages.panels.decide import frontier_page
from pages.panels.steering import scenario_io
from tests.conftest import PAGE_SCRIPT
from tests.pages import heavy
from tests.pages.stages import plan_of

pytestmark = pytest.mark.slow

PATIENCE = 900
"""Seconds: a busy machine may keep laws and searches waiting long, and how long they take is not
what is tested here."""


@pytest.fixture(scope="module")
def idle_server():
    """Start the processes, then refuse heavy work here wherever a module has a name for it."""
    compute.forget()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(door, "NICENESS", 0)  # or tests on the other cores keep laws waiting
        patch.setattr(os, "cpu_count", lambda: 1)  # one process for short questions, one for long
        patch.setattr(door, "LONG_PROCESSES", 1)
        patch.setattr(cockpit_questions, "warm_up", int)
        compute.begin()
        heavy.refuse(patch)
        yield
    compute.end()


def test_the_guard_refuses(idle_server):
    from models import projection

    with pytest.raises(heavy.Refused):
        projection.project()


def checked(app):
    assert not app.exception, [error.value for error in app.exception]
    assert not app.error, [error.value for error in app.error]


def test_searches_and_uploads_and_downloads_are_computed_beside_the_server(
    idle_server, monkeypatch
):
    monkeypatch.setattr(frontier_page, "FRONTIER_POINTS", 2)
    app = AppTest.from_file(str(PAGE_SCRIPT), default_timeout=PATIENCE)
    app.query_params |= {"horizon": "1", "draws": "20"}
    app = app.switch_page("../decide/best_plan.py").run()
    app.multiselect(key="best.free.english").set_value(["subsidy_budget"]).run()
    checked(app.button(key="best.job.start").click().run())
    app.session_state["best.tabs"] = t("best.tab.frontier")
    checked(app.run())
    checked(app.button(key="frontier.job.start").click().run())
    plan = plan_of(draws=20, horizon=2)
    assert scenario_io.numbers(plan).startswith(BOM_UTF8 + b"scenario")
    assert compute.ask(file_questions.plans_in, write_bytes([plan])).scenarios == (plan,)
