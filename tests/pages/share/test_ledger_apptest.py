"""The Ledger on the page: guess, freeze and outcome as a reader does them, in both languages."""

import pytest
from streamlit.testing.v1 import AppTest

from models.ledger import entries
from models.ledger.decision import Decision
from models.library import database, open_library
from models.library.opening import close_libraries
from pages.figures.share.ledger_figure import miss_figure
from pages.labels.catalogue import t, use_language
from tests.conftest import PAGE_SCRIPT
from tests.pages.hostile import offenders
from tests.pages.page_texts import nodes, texts
from tests.pages.stages import plan_of

pytestmark = pytest.mark.slow
NAME = "=2+3 <b>*Bold*</b> plan"


@pytest.fixture
def library(tmp_path, monkeypatch):
    monkeypatch.setenv(database.ADDRESS, f"sqlite:///{tmp_path}/library.db")
    yield open_library()
    close_libraries()


def opened(language="english"):
    app = AppTest.from_file(str(PAGE_SCRIPT), default_timeout=240)
    app.session_state["drawer.ledger.details"] = True  # a closed one holds nothing
    app.run().switch_page("../share/ledger.py").run()
    if language != "english":
        app.button(key="language.other").click().run()
    assert not app.exception
    return app


def shown(app):
    return " ".join(text for node in nodes(app.main) for _, text in texts(node.proto, node.type))


def step(app, number):
    names = ("guess", "freeze", "came")
    app.session_state["ledger.steps"] = t(f"ledger.step.{names[number]}")
    return app.run()


def test_an_empty_ledger_tells_the_example_marked_so(library):
    app = opened()
    for language in ("english", "chinese"):
        use_language(language)
        text = shown(app)
        assert t("ledger.below.empty") in text
        assert t("ledger.chart.example") in text
        assert t("ledger.row.guess", by=t("ledger.nobody")).split("'")[0] in text
        app.button(key="language.other").click().run()
    assert entries.decisions(library) == ()


def test_a_decision_is_written_down_step_by_step(library):
    app = opened()
    app.text_input(key="ledger.name").set_value(NAME).run()
    for name, value in {"low": 80, "central": 100, "high": 120}.items():
        assert app.button(key="ledger.guess").disabled
        app.number_input(key=f"ledger.{name}.revenue.1").set_value(value).run()
    app.text_input(key="ledger.by").set_value("Ann").run()
    app.button(key="ledger.guess").click().run()
    assert [one.by for one in entries.decision(library, NAME).guesses] == ["Ann"]
    forecast = "eight futures in ten from"
    assert forecast not in shown(app)

    step(app, 1)
    app.text_area(key="ledger.why").set_value("users *first*").run()
    app.button(key="ledger.freeze").click().run()
    known = entries.decision(library, NAME)
    assert known.rationale == "users *first*"
    assert forecast in shown(app)

    step(app, 2)
    assert app.button(key="ledger.came").disabled
    app.number_input(key="ledger.came.revenue.1").set_value(110).run()
    app.button(key="ledger.came").click().run()
    known = entries.decision(library, NAME)
    assert known.miss.actual == 110
    assert sum(known.miss.parts.values()) == pytest.approx(known.miss.total, abs=1e-9)
    assert not app.exception
    text = shown(app)
    assert t("ledger.finding.guesses", held=1, count=1) in text
    assert "<b>" not in text
    assert not list(offenders(app, [NAME]))


def test_the_picture_shows_the_parts_of_every_decision(library):
    plan = plan_of(market="2023Q1")
    aim = entries.Aim(metric="dau", quarter="2023Q4")
    made = entries.freeze(library, plan.name, plan=plan, aim=aim)
    came = entries.outcome(library, plan.name, entries.Published(value=made.forecast.central * 1.1))
    from tests.pages.stages import stage_of

    table = miss_figure([came], stage_of(plan).style).table.to_pylist()
    assert isinstance(came, Decision)
    assert [row["panel"] for row in table] == [0, 1, 2, 3]
    total, *parts = (row["value"] for row in table)
    assert sum(parts) == pytest.approx(total)
    assert total == pytest.approx(came.miss.total / came.miss.actual)
    assert {row["sign"] for row in table} == {0, 1}
