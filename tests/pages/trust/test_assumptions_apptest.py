"""Trust → Assumptions through app.py: a number is changed, told, carried along and taken back."""

from dataclasses import replace
from html import unescape

import pytest
from streamlit.testing.v1 import AppTest

from models.analysis.assumption import assumption_effects, run_four
from models.inputs import latest, load_effects, load_market, load_parameters, vintages
from models.scenario import scenario_from_levers
from models.scenario.csv.scenario_file import read_bytes, write_bytes
from pages.figures.trust import assumption_words as words
from pages.figures.trust.assumption_figures import parts_table, written
from pages.figures.trust.assumption_groups import GROUPS, group
from pages.labels.catalogue import t, use_language
from pages.labels.source_words import source_words
from tests.conftest import PAGE_SCRIPT
from tests.every import every
from tests.pages.drawn import figures_on, text_on
from tests.pages.panel_moves import with_sliders
from tests.pages.stages import warned

pytestmark = pytest.mark.slow

PAGE, COCKPIT = "../trust/assumptions.py", "../decide/cockpit.py"
NAME = "habit_weight"
STUDIES = (
    "id,parameter,study,year,url,distance,estimate,low,high,pooled,why_not,conversion\n"
    "x1,coordination_loss,Teams,2025,https://a.b,near,0.5,0.45,0.55,yes,,as published\n"
)
SMALL = {"horizon": "4", "draws": "50"}


def start(**query):
    app = with_sliders(AppTest.from_file(str(PAGE_SCRIPT), default_timeout=120))
    for name, value in (SMALL | query).items():
        app.query_params[name.replace("__", ".")] = value
    app.session_state["drawer.assumptions.tab.all"] = True
    return app


def opened(**query):
    return checked(start(**query).switch_page(PAGE).run())


def checked(app):
    assert not app.exception, [error.value for error in app.exception]
    return app


def page_text(app):
    return text_on(app)


def field(name=NAME, language="english"):
    return f"assumption.field.{name}.{language}"


def assume(app, value, name=NAME):
    return checked(app.number_input(key=field(name)).set_value(value).run())


def plan(**options):
    market = load_market()
    return scenario_from_levers(
        "x",
        market.vintage,
        {"subsidy_budget": 14.0},
        market.levers,
        **{"horizon": 4, "draws": 50} | options,
    )


@pytest.fixture
def app():
    return opened(market=latest(), lever__subsidy_budget="14", assumption=NAME)


def test_the_page_tells_every_part_and_the_four_lines(app):
    assert len(figures_on(app)) == 2  # what decides the plan, and the studies
    assert "Three assumptions decide “" in page_text(app)
    assert "Measured: 0.21 (3 studies). We take 0.28, inside that range" in page_text(app)
    app.session_state["assumptions.view"] = "plan"
    checked(app.run())
    assert t("assumptions.parts.alone").split("(")[0] in page_text(app)
    app.session_state["assumptions.view"] = "studies"
    assume(app, 0.35)  # which leads back to the plan
    four_runs = run_four(load_market(), load_parameters(), plan(assumptions=((NAME, 0.35),)))
    weighed = assumption_effects(four_runs)
    split, level = weighed.splits["dau"], weighed.level("dau")
    assert parts_table(split, "dau", four_runs.quarters[-1], level) in unescape(page_text(app))
    assert written("dau", split.decision).value in page_text(app)


def test_slider_and_field_are_one_and_the_way_back_takes_the_row_back(app):
    central = load_parameters().table[NAME].central
    assert app.number_input(key=field()).value == central
    slider = f"assumption.slider.{NAME}.english"
    checked(app.slider(key=slider).set_value(0.33).run())
    assert app.number_input(key=field()).value == pytest.approx(0.33)
    assert app.session_state["plan"].assumptions == ((NAME, 0.33),)
    checked(app.button(key="assumption.back").click().run())
    assert app.session_state["plan"].assumptions == ()
    assert app.slider(key=slider).value == central
    assert app.button(key="assumption.back").disabled


def test_undo_takes_an_assumption_back(app, monkeypatch):
    assume(app, 0.33)
    checked(app.button(key="history.undo").click().run())
    assert app.session_state["plan"].assumptions == ()


def test_the_cockpit_computes_with_it_and_says_so(app):
    assume(app, 0.35)
    checked(app.switch_page(COCKPIT).run())
    text = page_text(app)
    assert "Under an assumption of yours" in text
    assert "0.35" in text
    market, scenario = load_market(), plan(assumptions=((NAME, 0.35),))
    four_runs = run_four(market, load_parameters(), scenario)
    ours, idle = (
        run.own["dau"][-4:, 0].mean() for run in (four_runs.plan_yours, four_runs.no_change_yours)
    )
    change = ours / idle - 1
    assert f"+{100 * change:.1f}%" in text


@pytest.mark.usefixtures("no_influences")
def test_the_address_carries_assumptions_and_refuses_what_cannot_be():
    app = opened(lever__subsidy_budget="14", a__habit_weight="0.35")
    assert app.session_state["plan"].assumptions == ((NAME, 0.35),)
    assert app.query_params["a.habit_weight"] in ("0.35", ["0.35"])
    refused = checked(start(a__habit_weight="7", a__no_such="1").run())
    assert refused.session_state["plan"].assumptions == ()
    text = warned(refused)
    assert "a.habit_weight = 7: a number from 0.03 to 0.48 is allowed" in text
    assert "a.no_such = 1: there is no such lever or number" in text


def test_a_file_carries_assumptions(app):
    assume(app, 0.35)
    scenario = replace(plan(assumptions=((NAME, 0.35),)), name="Carried")
    data = write_bytes([scenario])
    again = read_bytes(data, vintages=vintages(), parameters=load_parameters().allowed_ranges)
    assert again.scenarios[0].assumptions == ((NAME, 0.35),)
    fresh = opened()
    fresh.session_state["menu.open"] = True
    checked(fresh.run())
    file = ("plan.csv", data, "text/csv")
    checked(fresh.file_uploader[0].set_value(file).run())
    assert fresh.session_state["plan"].assumptions == ((NAME, 0.35),)
    assert "0.35" in page_text(fresh)


def test_a_market_that_would_tip_is_refused_and_nothing_changes(app):
    assume(app, 0.44)
    before = app.session_state["plan"].assumptions
    checked(app.selectbox(key="assumption.pick.english").set_value("nest_correlation").run())
    assume(app, 0.7, "nest_correlation")
    assert app.session_state["plan"].assumptions == before
    assert any("one app takes the whole market" in error.value for error in app.error)


def test_search_grade_and_group_narrow_the_table_down(app):
    def rows():
        return app.dataframe(key="assumptions.table").value

    everything = len(rows())
    assert everything == len(load_parameters().names)
    checked(app.text_input(key="assumptions.search").set_value("habit").run())
    assert 0 < len(rows()) < everything
    assert all("abit" in " ".join(map(str, row)) for row in rows().to_numpy()[:1])
    checked(app.text_input(key="assumptions.search").set_value("").run())
    checked(app.selectbox(key="assumptions.group").set_value("rivals").run())
    assert len(rows()) == 6
    checked(app.selectbox(key="assumptions.group").set_value("checks").run())
    kinds = [row.kind for row in load_parameters().table.values()]
    assert len(rows()) == kinds.count("reference") + kinds.count("derived")


def test_where_the_range_comes_from_is_told_with_and_without_a_plan(app):
    for query, charts in (({"lever__subsidy_budget": "14"}, 3), ({}, 3)):
        page = opened(**query, draws="400")
        checked(in_drawer(page, "range").run())
        assert len(figures_on(page)) == charts
        assert "rests on judgement" in page_text(page)


def test_another_page_leads_to_one_parameter_and_its_studies(app):
    assume(app, 0.35)
    app.query_params["parameter"] = "coordination_loss"
    checked(app.run())
    assert app.selectbox(key="assumption.pick.english").value == "coordination_loss"
    assert "none measures it in this unit" in page_text(app)
    assert "parameter" not in app.query_params
    app.query_params["parameter"] = "<b>no such</b>"
    checked(app.run())
    assert app.selectbox(key="assumption.pick.english").value == "coordination_loss"


def test_the_table_narrows_down_to_what_decides_the_plan(app):
    app.session_state["assumptions.weight"] = "decides"
    checked(app.run())
    rows = app.dataframe(key="assumptions.table").value
    assert len(rows) == 3
    for name in rows[t("assumptions.column.name")]:
        assert name[1:] in page_text(app)  # the sentence begins with small letters


def upload(app, text):
    checked(in_drawer(app, "study").run())
    app.file_uploader(key="evidence.file").set_value(("mine.csv", text.encode(), "text/csv"))
    return checked(in_drawer(app, "study").run())


def test_a_study_shows_what_it_would_change_and_takes_nothing(app):
    text = page_text(upload(app, STUDIES))
    assert "none → <b>0.5 [0.452, 0.553]</b>" in text
    assert "D → <b>C</b>" in text
    assert "<b>0.22: outside the studies</b>" in text
    assert any("Nothing is taken by looking" in one.value for one in app.caption)
    assert len(load_effects()) == 299


@every("language", ["english", "chinese"])
def test_a_study_that_cannot_be_used_is_refused_by_line(language):
    use_language(language)
    app = opened(market=latest(), lang={"english": "en", "chinese": "zh"}[language])
    text = page_text(upload(app, STUDIES.replace("0.45", "0.6").replace("https://a.b", "")))
    for key, place in (("said.study.low", "<td>2</td><td>low</td>"), ("said.study.url", "url")):
        assert t(key).format(centre=0.5) in text
        assert place in text
    assert "→" not in text


def in_drawer(app, drawer):
    """Keep a drawer open, which only a browser does by itself."""
    app.session_state[f"drawer.assumptions.tab.{drawer}"] = True
    return app


@every("language", ["english", "chinese"])
def test_every_parameter_has_its_words_its_group_and_its_facts(language):
    use_language(language)
    market = load_market()
    for name, row in load_parameters().table.items():
        assert t(f"parameter.{name}")
        assert t(f"parameter.unit.{row.unit}")
        assert group(name) in GROUPS
    for name in load_parameters().names:
        text = unescape(words.facts(name, market, ()))
        assert source_words(load_parameters().table[name].source) in text
        assert t("assumptions.drives.none") in text


@pytest.mark.usefixtures("no_influences")
@every("vintage", vintages())
def test_every_market_has_its_assumptions(vintage):
    app = opened(market=vintage, horizon="1", rivals="best-reply")
    assert len(figures_on(app)) == 2  # what decides the example, and the studies
    assert len(app.dataframe[0].value) == len(load_parameters().names)
