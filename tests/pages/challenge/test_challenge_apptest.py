"""Challenge through app.py: what rivals take back, how sure targets are, how to organise."""

from dataclasses import replace

import pytest
from numpy.testing import assert_allclose
from streamlit.testing.v1 import AppTest

from models.analysis.targets import parse_target
from models.inputs import load_market
from models.notation import quarter_number
from models.scenario.conduct import MIXED
from models.validation.cases import cases
from pages import compute
from pages.charts import bar_charts, line_charts, scatter
from pages.compute.questions import challenge_questions as questions
from pages.compute.questions.cockpit_questions import outcome
from pages.figures.challenge import risk_figures, risk_words, rivals_figures
from pages.figures.challenge.rivals_tables import before_after, bill
from pages.figures.finding import statement
from pages.figures.outcome_figures import style_of
from pages.labels.catalogue import LANGUAGES, t, use_language
from pages.labels.format import percent_change
from pages.panels.challenge.risk_page import headline_of
from pages.panels.challenge.rivals_game import payoffs
from pages.plan import plan
from tests.conftest import PAGE_SCRIPT
from tests.pages.drawn import figures_on, text_on
from tests.pages.panel_moves import with_sliders
from tests.pages.stages import plan_of

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("few_futures")]

PAGES = {name: f"../challenge/{name}.py" for name in ("rivals", "risk", "organisation")}
CHARTS = {"rivals": 1, "risk": 0, "organisation": 1}
"""Pictures that stand open; the others lie in drawers."""
SAID = {
    "rivals": "Answering costs them",
    "risk": "futures",
    "organisation": "own organisation delivers it",
}
DRAWERS = ("rivals.ways", "rivals.bill.title")
PLAN = plan_of({"subsidy_budget": 20.0, "sme_support": 5.0}, horizon=6, draws=100)
SMALL = {"horizon": "4", "draws": "50"}


def opened(name, **levers):
    app = with_sliders(AppTest.from_file(str(PAGE_SCRIPT), default_timeout=120))
    app.query_params |= {"market": load_market().vintage, **SMALL}
    for lever, value in levers.items():
        app.query_params[f"lever.{lever}"] = str(value)
    return at(app, name)


def at(app, name):
    """Go to a page; drawers and menus of the rivals are open there, a closed one holds nothing."""
    app.switch_page(PAGES[name])
    for drawer in DRAWERS if name == "rivals" else ():
        app.session_state[f"drawer.{drawer}"] = True
    for rival in load_market().platform_ids[1:] if name == "rivals" else ():
        app.session_state[f"conduct.{rival}"] = True
    app.run()
    assert not app.exception, [error.value for error in app.exception]
    return app


def text(app):
    return text_on(app)


@pytest.mark.parametrize("name", PAGES)
def test_a_plan_is_challenged_with_charts_and_a_finding(name):
    app = opened(name, subsidy_budget=20, sme_support=5)
    assert len(figures_on(app)) == CHARTS[name]
    assert SAID[name] in text(app)


@pytest.mark.parametrize("name", PAGES)
def test_without_a_plan_the_page_answers_for_the_latest_case_and_says_so(name):
    app = opened(name)
    taken = max(cases(), key=lambda case: quarter_number(case.market)).taken
    (line,) = [one.value for one in app.caption if taken.english in one.value]
    assert "example" in line
    answered = {"rivals": "Change of sales", "risk": "futures", "organisation": "own organisation"}
    assert answered[name] in text(app)
    assert not plan.scenario_of(app.session_state["plan"]).steps  # nobody's plan was changed


def test_a_rival_set_on_its_own_changes_the_answer():
    app = opened("rivals", subsidy_budget=20)
    before = charted(app)
    pick(app, "conduct.pdd.posture", "passive")
    assert charted(app) != before


def test_what_a_rival_does_belongs_to_the_plan():
    """It is the Cockpit's too, comes back from another page, and undo takes it back."""
    app = opened("rivals", subsidy_budget=20)
    pick(app, "conduct.pdd.posture", "passive")
    pick(app, "conduct.jd.lag", 3.0)
    app.slider(key="conduct.jd.strength").set_value(2.0).run()
    app.toggle(key="conduct.douyin.capped").set_value(True).run()
    rows = dict(app.session_state["plan"].conduct)
    today = round(float(load_market().subsidy[2].sum()), 2)
    assert rows == {"pdd": "passive", "jd:lag": 3.0, "jd:strength": 2.0, "douyin:cap": today}
    app.switch_page("../decide/cockpit.py").run()
    assert not app.exception
    steps = plan_of({"subsidy_budget": 20.0}, draws=50, horizon=4)
    plan = replace(steps, conduct=tuple(rows.items()))
    sentence = statement(compute.ask(outcome, plan), MIXED)
    assert sentence in text(app)
    assert sentence != statement(compute.ask(outcome, steps), "follow")
    app.button(key="history.undo").click().run()
    assert "douyin:cap" not in dict(app.session_state["plan"].conduct)
    at(app, "rivals")
    assert app.slider(key="conduct.jd.strength").value == 2.0
    assert not app.toggle(key="conduct.douyin.capped").value
    app.button(key="conduct.reset").click().run()
    assert app.session_state["plan"].conduct == ()
    assert app.slider(key="conduct.jd.strength").value == 1.0


def test_the_posture_of_all_rules_where_a_rival_has_none_of_its_own():
    app = opened("rivals", subsidy_budget=20)
    assert "Answering costs them" in text(app)
    app.session_state["plan"] = replace(app.session_state["plan"], rivals="passive")
    assert "Nobody answers" in text(app.run())
    pick(app, "conduct.pdd.posture", "follow")
    assert "Pinduoduo" in text(app)


def test_a_cap_at_todays_budget_holds_from_the_first_run_on():
    app = opened("rivals", subsidy_budget=20)
    app.toggle(key="conduct.pdd.capped").set_value(True).run()
    assert not app.exception
    first = text(app)
    assert first == text(app.run())
    assert f"Pinduoduo</th><td>{t('format.no_change')}" in first


def pick(app, key, value):
    app.button_group(key=key).set_value(value).run()
    assert not app.exception, [error.value for error in app.exception]


def charted(app):
    return str([figure["table"] for figure in figures_on(app)])


@pytest.mark.slow
def test_the_target_moves_the_chance():
    app = opened("risk", subsidy_budget=20)
    before = text(app)
    app.number_input(key="risk.target.dau").set_value(50.0).run()
    assert not app.exception
    assert text(app) != before
    assert "in none of 20 futures" in text(app)


def test_without_a_target_the_page_says_what_to_do():
    assert "Set a target" in headline_of(None, PLAN, load_market(PLAN.market))


@pytest.fixture(params=LANGUAGES)
def stage(request):
    use_language(request.param)
    market = load_market(PLAN.market)
    return market, style_of(market, dark=request.param == "chinese")


def test_the_waterfall_draws_the_numbers_of_the_model(stage):
    market, style = stage
    reaction = compute.ask(questions.reaction, PLAN)
    for metric in rivals_figures.TAKEBACK_MEASURES:
        figures_of = reaction.figures[metric]
        figure = rivals_figures.picture(reaction, metric, PLAN, market, style)
        rows = figure.table.to_pylist()
        assert tuple(figure.table.column_names) == bar_charts.TAKEBACK_COLUMNS
        assert [row["change"] for row in rows[1:-1]] == [
            e.central for e in figures_of.parts.values()
        ]
        assert_allclose(rows[-1]["end"], figures_of.after.central)
        assert_allclose(rows[-2]["end"], figures_of.after.central)
        assert figure.title
    assert bill(reaction, market, style).count("<tr>") == 5
    assert before_after(reaction).count("<tr>") == 12
    first, last = (effect.central for effect in reaction.figures["merchants_sme"].relative)
    assert percent_change(*[last - first] * 3).value in before_after(reaction)
    assert last < first


def test_what_is_shown_adds_up(stage):
    market, style = stage
    reaction = compute.ask(questions.reaction, PLAN)
    rows = rivals_figures.picture(reaction, "gmv", PLAN, market, style).table.to_pylist()
    shown = [number_in(row["text"]) for row in rows]
    assert_allclose(sum(shown[:-1]), shown[-1], atol=1e-9)


def number_in(text):
    if text == t("format.none"):
        return 0.0
    kept = "".join(c for c in text.replace("\N{MINUS SIGN}", "-") if c in "+-.0123456789")
    return float(kept)


def test_the_payoff_table_marks_what_holds(stage):
    market, _ = stage
    game = compute.ask(questions.game, (PLAN,), ())
    table = payoffs(game, market)
    assert table.count('class="holds"') == len(game.cells)
    assert table.count('class="cautious"') == 1


def test_the_sentence_and_the_pictures_of_risk(stage):
    market, style = stage
    targets = (parse_target("dau=baseline+3%"), parse_target("revenue=baseline"))
    stress_test = compute.ask(questions.stressed, PLAN, targets)
    sentence = risk_words.sentence(stress_test, market)
    for value in (stress_test.share_missed, stress_test.box.coverage, stress_test.box.density):
        assert risk_words.percent(value) in sentence
    for rule in stress_test.box.rules:
        assert risk_words.input_name(rule.name, market) in sentence
    chances = risk_figures.chances(stress_test, PLAN, market, style)
    assert tuple(chances.table.column_names) == line_charts.SHARES_COLUMNS
    ends = [row for row in chances.table.to_pylist() if row["end_text"]]
    assert_allclose([row["share"] for row in ends], [*stress_test.chances, stress_test.together])
    drawn = risk_figures.box(stress_test, PLAN, market, style)
    assert tuple(drawn.table.column_names) == scatter.BOX_COLUMNS
    swings = compute.ask(questions.swings, PLAN, "dau")
    bars = risk_figures.tornado(swings, PLAN, market, style)
    assert tuple(bars.table.column_names) == bar_charts.TORNADO_COLUMNS
    assert bars.table["low"].to_pylist() == [s.low for s in swings.swings[: risk_figures.BARS]]
