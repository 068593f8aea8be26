"""Compare and Best plan through app.py: figures equal to the model's, ways into the Cockpit."""

import json
from dataclasses import astuple

import pytest
from click.testing import CliRunner
from streamlit.testing.v1 import AppTest

from cli import main
from models.analysis.optimise.answer_record import as_json
from models.analysis.optimise.locked import FREE_LEVERS
from models.inputs import load_market, load_parameters, read_scenarios
from models.projection import project
from models.scenario import Scenario
from models.scenario.csv.scenario_file import write_bytes
from models.scenario.digest import plan_digest
from pages.compute import answers
from pages.figures import decide_words as words
from pages.figures.decide.best_answer import SIDE, finding
from pages.labels.catalogue import use_language
from pages.labels.format import people
from pages.labels.names import plain
from pages.panels.decide import best_job as jobs
from pages.panels.decide import best_page, frontier_page
from pages.panels.decide.best_job import SearchJob
from pages.panels.decide.frontier_page import stepped
from tests.conftest import PAGE_SCRIPT, ROOT
from tests.pages.drawn import figures_on, text_on
from tests.pages.panel_moves import with_sliders
from tests.pages.stages import plan_of

pytestmark = pytest.mark.slow

DRAWS = "100"
FEW = ("subsidy_budget", "ad_load", "sme_support")
"""Levers that a search frees here: one over all that the page offers takes seconds."""

DRAWERS = ("compare.differs", "compare.every", "best.opinion.head")
COMPARE, BEST = "../decide/compare.py", "../decide/best_plan.py"
CASES = ROOT / "data" / "scenarios" / "2023Q1"


def opened(path, **address):
    app = with_sliders(AppTest.from_file(str(PAGE_SCRIPT), default_timeout=120))
    for name, value in ({"market": "2023Q1", "draws": DRAWS} | address).items():
        app.query_params[name] = value
    app.switch_page(path)
    for drawer in DRAWERS:  # a closed one holds nothing
        app.session_state[f"drawer.{drawer}"] = True
    return checked(app.run())


def checked(app):
    assert not app.exception, [error.value for error in app.exception]
    assert not app.error, [error.value for error in app.error]
    return app


def page_text(app):
    return text_on(app)


@pytest.fixture(scope="module")
def compare():
    return opened(COMPARE)


def test_compare_shows_map_lines_contest_and_differences(compare):
    text = page_text(compare)
    assert [figure["name"] for figure in figures_on(compare)] == ["compare.heat", "compare.change"]
    for word in ("Return to Taobao", "Harvest Tmall", "A less B", "Traffic to Taobao sellers"):
        assert word in text


def test_the_levels_of_a_contest_are_those_of_a_projection(compare):
    (plan,) = read_scenarios(CASES / "return-to-taobao.csv")
    run = project(load_market("2023Q1"), load_parameters(), plan, draws=0)
    compare.selectbox(key="compare.front").set_value("Return to Taobao").run()
    assert people(float(run.central("dau")[-4:].mean())) in page_text(checked(compare))


def test_a_plan_of_the_comparison_opens_in_the_cockpit(compare):
    number = compare.multiselect[0].value.index("Harvest Tmall") + 1
    checked(compare.button(key=f"compare.open.{number}").click().run())
    assert dict(compare.session_state["plan"].moved)["ad_load"] == pytest.approx(1.3)


def test_nothing_to_compare_says_what_to_do():
    app = opened(COMPARE)
    assert not [caption.value for caption in app.caption if "Not here" in caption.value]
    away = Scenario(name="*Away*", market="2024Q3", steps=plan_of().steps)
    app.session_state["shelf"] = (away,)
    checked(app.multiselect[0].set_value([]).run())
    assert "Choose plans to compare" in page_text(app)
    (told,) = [caption.value for caption in app.caption if "Not here" in caption.value]
    assert plain("*Away* (market 2024Q3)") in told


@pytest.fixture(scope="module")
def best():
    app = opened(BEST)
    assert tuple(app.multiselect(key="best.free.english").value) == FREE_LEVERS
    app.multiselect(key="best.free.english").set_value(list(FEW))
    return checked(app.button(key="best.job.start").click().run())


@pytest.mark.slow
def test_the_best_plan_of_the_page_is_that_of_the_terminal(best, tmp_path):
    """And so the model's: `test_cli_decide`. The page asks its own question, but for the levers."""
    start = tmp_path / "today.csv"
    start.write_bytes(write_bytes([Scenario(name="today", market="2023Q1", draws=int(DRAWS))]))
    free = [part for lever in FEW for part in ("--free", lever)]
    floors = ("--floor", "revenue=baseline", "--floor", "ebita=baseline-5%")
    said = CliRunner().invoke(main, ["optimise", "--from", str(start), *free, *floors, "--json"])
    told = json.loads(said.output)
    answer = best.session_state["best.job"].results[-1][1]
    assert told["feasible"]
    assert told["plan"] == as_json(answer)["plan"]
    assert told["best"] == answer.best
    assert finding(answer) in page_text(best)
    for name in {"worth"} | {n for n in SIDE if answer.effects[n].central < 0}:
        assert words.change(name, *astuple(answer.effects[name])).interval in finding(answer)
    job = best.session_state["best.job"]
    assert not job.runs
    shown = best_page.with_own_draws(answer.scenario, job.question)
    assert f"plan {plan_digest(shown)} · " in page_text(best), "its picture is of that plan"


@pytest.mark.slow
def test_the_best_plan_opens_in_the_cockpit_and_is_checked_another_way(best):
    checked(best.button(key="best.opinion.ask").click().run())
    assert "Differential evolution finds nothing better" in page_text(best)
    plan = best.session_state["best.job"].results[-1][1].scenario
    checked(best.button(key="best.open").click().run())
    assert best.session_state["plan"].kept == plan.steps


def test_a_search_computes_few_draws_of_a_large_plan_and_its_answer_keeps_all(monkeypatch):
    monkeypatch.setattr(answers, "DRAW_QUARTERS", 13 * 100)
    app = opened(BEST, horizon="13", draws="1000")
    app.multiselect(key="best.free.english").set_value(["subsidy_budget"])
    checked(app.button(key="best.job.start").click().run())
    job = app.session_state["best.job"]
    assert job.question.scenario.draws == 1000
    assert job.results[-1][1].task.scenario.draws == 100
    checked(app.button(key="best.open").click().run())
    assert app.session_state["plan"].draws == 1000


def test_an_impossible_floor_is_answered_with_the_nearest_plan():
    app = opened(BEST)
    app.multiselect(key="best.free.english").set_value(["subsidy_budget"])
    app.number_input(key="best.height.revenue").set_value(300.0)
    checked(app.button(key="best.job.start").click().run())
    assert "No plan keeps all limits" in page_text(app)


def test_no_lever_to_move_is_refused_in_words():
    app = opened(BEST)
    app.multiselect(key="best.free.english").set_value([]).run()
    app.button(key="best.job.start").click().run()
    assert "free at least one lever" in app.error[0].value


def test_goal_seek_tells_the_setting_or_that_there_is_none():
    app = opened(BEST)
    checked(app.switch_tab("Goal seek") if hasattr(app, "switch_tab") else _tab(app, "Goal seek"))
    assert "Buyer subsidies at" in page_text(app)
    app.number_input(key="seek.target.dau.2023Q1.1").set_value(4000.0)
    assert "No setting of buyer subsidies" in page_text(checked(app.run()))


def _tab(app, name):
    app.session_state["best.tabs"] = name
    return app.run()


@pytest.mark.slow
def test_every_tab_speaks_chinese(monkeypatch):
    """But the first, whose search is read in Chinese with every other page."""
    monkeypatch.setattr(frontier_page, "FRONTIER_POINTS", 2)
    use_language("chinese")  # the test itself writes what a reader would choose
    app = with_sliders(AppTest.from_file(str(PAGE_SCRIPT), default_timeout=120))
    app.query_params |= {"market": "2023Q1", "lang": "zh", "draws": "24", "horizon": "4"}
    checked(app.switch_page(COMPARE).run())
    assert "对比" in " ".join(element.value for element in app.subheader)
    checked(app.switch_page(BEST).run())
    app.multiselect(key="best.free.chinese").set_value(["subsidy_budget"]).run()
    for tab, start in (("取舍曲线", "frontier.job"), ("优先次序", "priorities.job")):
        checked(_tab(app, tab))
        checked(app.button(key=f"{start}.start").click().run())
        assert app.session_state[start].results
    checked(_tab(app, "目标求解"))
    assert "补贴预算" in page_text(app)


class TestJob:
    """A search in steps keeps what it has."""

    def test_stopping_keeps_what_was_found(self):
        job = SearchJob(question="q", results=[1, 2], total=9, steps=2)
        assert job.part == pytest.approx(2 / 9)
        job.runs = False
        assert job.results == [1, 2]

    def test_steps_run_to_the_end_and_stop_at_once_when_told(self):
        def page():
            import streamlit as st

            from pages.panels.decide import best_job as jobs

            def step(job):
                job.total = 5
                job.results.append(job.steps)
                if st.session_state.get("halt_at") == job.steps:
                    jobs.halt("j")

            jobs.controls("j", "question", "go", stop="stop")
            jobs.continue_search("j", step)

        app = AppTest.from_function(page, default_timeout=30).run()
        checked(app.button(key="j.start").click().run())
        assert app.session_state["j"].results == [0, 1, 2, 3, 4]
        app.session_state["halt_at"] = 2
        checked(app.button(key="j.start").click().run())
        assert app.session_state["j"].results == [0, 1, 2]
        assert not app.session_state["j"].runs


def test_one_per_cent_less_is_the_next_point_near_it():
    class P:
        def __init__(self, y):
            self.y = y

    points = tuple(P(y) for y in (100.0, 99.9, 99.1, 97.0, 90.0))
    assert stepped(points, 0, -0.01) == 2
    assert stepped(points, 2, -0.01) == 3
    assert stepped(points, 4, -0.01) == 4
    assert stepped(points, 2, 0.01) == 0
    assert stepped(points, 0, 0.01) == 0


def test_a_job_that_nobody_started_does_nothing():
    assert jobs.SearchJob(question=None).runs
