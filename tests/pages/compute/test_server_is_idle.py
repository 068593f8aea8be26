"""Nothing that takes time runs in the server: every page is walked with its functions refused."""

import importlib
import os
import pkgutil
import sys
from codecs import BOM_UTF8

import pytest
from streamlit.testing.v1 import AppTest

import pages.panels
from models.analysis import numbers
from models.calibration import actuals, refit
from models.ensemble import project_futures, project_plans
from models.experiments import lift_rows
from models.inputs import latest, load_parameters
from models.projection import project
from models.scenario.csv.scenario_file import write_bytes
from models.simulation.run import simulate
from models.validation import backtest, engine, episodes, laws
from pages import compute
from pages.compute import door
from pages.compute.questions import cockpit_questions, file_questions, trust_questions
from pages.export import page, pictures
from pages.labels.catalogue import t
from pages.panels.challenge import risk_page
from pages.panels.decide import frontier_page
from pages.panels.steering import scenario_io
from pages.plan import dragging
from tests.conftest import PAGE_SCRIPT, ROOT
from tests.every import every
from tests.pages.stages import plan_of

pytestmark = pytest.mark.slow

HEAVY = (
    *(project, project_plans, project_futures, simulate),
    *(laws.check_laws, episodes.scoreboard, backtest.backtest, backtest.look_ahead),
    engine.engine_forecast,
    *(actuals.read_actuals, lift_rows.read_lifts, refit.calibrate),
    *(numbers.numbers_frame, numbers.numbers_bytes),
    *(pictures.svg, pictures.png, page.page_svg, page.page_png),
)
"""What takes more than 50 ms, and the loop under all that does."""

VIEWS = {
    "../decide/cockpit.py": [(f"drawer.{name}", True) for name in dragging.DRAWERS],
    "../decide/best_plan.py": [
        ("best.tabs", t(f"best.tab.{name}")) for name in ("seek", "frontier", "priorities")
    ],
    "../decide/compare.py": [(f"drawer.{name}", True) for name in ("compare.flips", "worth.title")],
    "../challenge/rivals.py": [
        (f"drawer.rivals.{name}", True) for name in ("game", "money.drawer")
    ],
    "../challenge/risk.py": [(f"drawer.risk.tab.{name}", True) for name in ("regret", "sobol")],
    "../challenge/organisation.py": [
        (f"drawer.structure.{name}", True)
        for name in ("degrees", "effects", "orders.head", "latest")
    ],
    "../trust/assumptions.py": [
        (f"drawer.assumptions.{name}", True) for name in ("known", "tab.all", "tab.range")
    ],
}
"""What a page shows only when it is asked for, and how the reader asks."""

PAGES = [
    f"../{path.relative_to(ROOT / 'pages')}"
    for section in ("decide", "challenge", "trust")
    for path in sorted((ROOT / "pages" / section).glob("*.py"))
]
PATIENCE = 900
"""Seconds: a busy machine may keep laws and searches waiting long, and how long they take is not
what is tested here."""

PLAN = {"subsidy_budget": "20", "sme_support": "5"}


class Refused(BaseException):
    """Not an Exception: no page may catch it."""


@pytest.fixture(scope="module")
def idle_server():
    """Start the processes, then refuse heavy work here wherever a module has a name for it."""
    # A module loaded later would keep the refusal for good.
    for part in pkgutil.walk_packages(pages.panels.__path__, "pages.panels."):
        importlib.import_module(part.name)
    compute.forget()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(risk_page, "FUTURES", 40)
        patch.setattr(door, "NICENESS", 0)  # or tests on the other cores keep laws waiting
        patch.setattr(os, "cpu_count", lambda: 1)  # one process for short questions, one for long
        patch.setattr(door, "LONG_PROCESSES", 1)
        patch.setattr(cockpit_questions, "warm_up", int)
        compute.begin()
        _know_what_takes_seconds()
        for name, module in list(sys.modules.items()):
            if name.split(".")[0] in ("models", "pages"):
                for attribute, value in list(vars(module).items()):
                    if any(value is heavy for heavy in HEAVY):
                        patch.setattr(module, attribute, _refused(value))
        yield
    compute.end()


def _know_what_takes_seconds():
    """As if another reader had asked; a page that computed it itself would still be refused."""
    told = tuple(laws.Verdict(law=law, value=law.tolerance / 3.0) for law in laws.laws())
    idle = dict.fromkeys(load_parameters().names, ())
    for asked, answer in (
        ((trust_questions.laws_checked,), told),
        ((trust_questions.influences_of, latest(), "follow", ()), idle),
    ):
        door._Workers.answers.keep(door._key(asked[0], asked[1:]), answer, 1)


def _refused(heavy):
    def refuse(*_, **__):
        raise Refused(heavy.__qualname__)

    return refuse


def test_the_guard_refuses(idle_server):
    from models import projection

    with pytest.raises(Refused):
        projection.project()


@every("path", PAGES)
def test_no_page_computes_in_the_server(idle_server, path):
    app = AppTest.from_file(str(PAGE_SCRIPT), default_timeout=PATIENCE)
    app.query_params["market"] = latest()
    for lever, value in PLAN.items():
        app.query_params[f"lever.{lever}"] = value
    app.query_params |= {"horizon": "2", "draws": "20"}
    app.switch_page(path).run()
    checked(app)
    for key, view in VIEWS.get(path, []):
        app.session_state[key] = view
        checked(app.run())
        assert app.session_state[key] == view


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
