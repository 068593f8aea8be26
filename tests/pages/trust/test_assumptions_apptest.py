"""Trust → Assumptions through app.py: a number is changed, told, carried along and taken back."""

import re
from dataclasses import replace
from html import unescape

import pytest
from streamlit.testing.v1 import AppTest

from models.analysis.assumption import assumption_effects, run_four
from models.errors import ConvergenceError, FileError
from models.inputs import latest, load_market, load_parameters, vintages
from models.scenario import scenario_from_levers
from models.scenario.csv.scenario_file import read_bytes, write_bytes
from models.text_rules import refusal
from pages.figures.trust import assumption_words as words
from pages.figures.trust.assumption_figures import parts_table, written
from pages.figures.trust.assumption_groups import GROUPS, group
from pages.labels.catalogue import catalogue, t, use_language
from pages.panels.trust import own_figures
from tests.conftest import ROOT
from tests.every import every
from tests.pages.stages import warned

pytestmark = pytest.mark.slow

PAGE, COCKPIT = "pages/trust/assumptions.py", "pages/decide/cockpit.py"
NAME = "habit_weight"
SMALL = {"horizon": "4", "draws": "200"}
HEADER = "lever,from,to,metric,platform,quarters,effect,standard_error,date,total_or_average\n"
TEST = "content_investment,1.5,4,dau,taotian,4,3.2,0.8,2024-04-01,average\n"


def start(**query):
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=120)
    for name, value in (SMALL | query).items():
        app.query_params[name.replace("__", ".")] = value
    return checked(app.run())


def opened(**query):
    return checked(start(**query).switch_page(PAGE).run())


def checked(app):
    assert not app.exception, [error.value for error in app.exception]
    return app


def page_text(app):
    return unescape(" ".join(element.proto.body for element in app.get("html")))


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
        **{"horizon": 4, "draws": 200} | options,
    )


@pytest.fixture
def app():
    return opened(market=latest(), lever__subsidy_budget="14", assumption=NAME)


def test_the_page_tells_every_part_and_the_four_lines(app):
    assert len(app.get("vega_lite_chart")) == 1
    assert t("assumptions.parts.alone").split("(")[0] in page_text(app)
    assume(app, 0.35)
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


def test_the_address_carries_assumptions_and_refuses_what_cannot_be():
    app = opened(lever__subsidy_budget="14", a__habit_weight="0.35")
    assert app.session_state["plan"].assumptions == ((NAME, 0.35),)
    assert app.query_params["a.habit_weight"] in ("0.35", ["0.35"])
    refused = start(a__habit_weight="7", a__no_such="1")
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
    for query in ({"lever__subsidy_budget": "14"}, {}):
        page = opened(**query, draws="400")
        checked(in_tab(page, "range").run())
        assert len(page.get("vega_lite_chart")) == 2
        assert "rests on judgement" in page_text(page)


def in_tab(app, tab):
    """Keep a tab open, which only a browser does by itself."""
    app.session_state["assumptions.tabs"] = t(f"assumptions.tab.{tab}")
    return app


def uploader(app, tab, data):
    checked(in_tab(app, tab).run())
    file = ("mine.csv", data.encode(), "text/csv")
    app.file_uploader(key=f"own.{tab}").set_value(file)
    return checked(in_tab(app, tab).run())


@pytest.mark.parametrize(
    ("tab", "text", "message"),
    [
        ("experiments", HEADER + TEST.replace("0.8", "-0.8"), "a standard error is"),
        ("experiments", HEADER + TEST.replace("content_investment", "luck"), "a test is of one"),
        ("experiments", HEADER + TEST.replace(",3.2,", ",-3.2,"), "contradicts the model"),
        ("actuals", "platform,period,metric,value,unit\nTaotian,2024Q4,CMR,-5,RMB mn\n", "above"),
        ("actuals", "platform,period,metric,value,unit\nTaotian,2024Q4,CMR,1,RMB mn\n", "times"),
    ],
)
def test_a_file_with_faults_is_refused_by_line_and_column(app, tab, text, message):
    uploader(app, tab, text)
    (table,) = [e.proto.body for e in app.get("html") if 'class="problems"' in e.proto.body]
    first, line, *_ = re.findall("<td>(.*?)</td>", table)
    assert message in first
    assert line == "2"
    assert not app.success


def test_a_file_that_only_the_fit_refuses_is_not_called_without_a_fault(app, monkeypatch):
    def refused(_scenario, _experiments, _actuals):
        raise FileError([refusal(2, "effect", "3.2", "no market can be built with it")])

    monkeypatch.setattr(own_figures.questions, "previewed", refused)
    uploader(app, "experiments", HEADER + TEST)
    assert app.success
    app.button(key="own.experiments.preview").click()
    checked(in_tab(app, "experiments").run())
    assert not app.success
    assert "no market can be built" in page_text(app)


@pytest.mark.slow
def test_a_test_of_a_lever_is_previewed_and_stores_nothing(app):
    stored = (ROOT / "data" / "posterior.csv").read_bytes()
    uploader(app, "experiments", HEADER + TEST)
    app.button(key="own.experiments.preview").click()
    checked(in_tab(app, "experiments").run())
    assert len(app.get("vega_lite_chart")) == 2
    ranges = app.dataframe[0].value
    assert ranges.iloc[0, 0] == t("parameter.content_utility")
    assert len(app.dataframe[1].value) == 4
    assert (ROOT / "data" / "posterior.csv").read_bytes() == stored


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
        assert load_parameters().table[name].source in text
        assert t("assumptions.drives.none") in text


@pytest.mark.usefixtures("no_influences")
@every("vintage", vintages())
def test_every_market_has_its_assumptions(vintage):
    app = opened(market=vintage, horizon="1", rivals="best-reply")
    assert len(app.get("vega_lite_chart")) == 1
    assert len(app.dataframe[0].value) == len(load_parameters().names)


@pytest.mark.slow
def test_figures_of_the_example_are_read_and_previewed(app):
    uploader(app, "actuals", own_figures._EXAMPLES["actuals"])
    app.button(key="own.actuals.preview").click()
    checked(in_tab(app, "actuals").run())
    assert len(app.dataframe[0].value)
    assert not app.error


@pytest.mark.parametrize("tab", ["actuals", "experiments"])
def test_a_file_its_preview_and_its_tab_outlive_language_and_page(app, tab, monkeypatch):
    asked = []

    def preview(_scenario, experiments, actuals):
        asked.append(experiments or actuals)
        msg = "tried"
        raise ConvergenceError(msg, None, 0)

    monkeypatch.setattr(own_figures.questions, "previewed", preview)
    uploader(app, tab, own_figures._EXAMPLES[tab])
    app.button(key=f"own.{tab}.preview").click()
    checked(app.run())
    # What a browser does to widgets when the page or the language changes.
    del app.session_state[f"own.{tab}"]
    app.session_state["assumptions.tabs"] = catalogue()[f"assumptions.tab.{tab}"]["chinese"]
    asked.clear()
    checked(app.run())
    assert app.session_state["assumptions.tabs"] == t(f"assumptions.tab.{tab}")
    assert asked == [own_figures._EXAMPLES[tab].encode()]
    assert own_figures._EXAMPLES[tab].strip() in [code.value for code in app.code]
    checked(app.button(key=f"own.{tab}.remove").click().run())
    assert not [b for b in app.button if b.key == f"own.{tab}.preview"]
