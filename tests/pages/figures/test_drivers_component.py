"""The waterfall of the Cockpit: bars that follow each other, words that tell their figures."""

from html import unescape

import pytest
from streamlit.testing.v1 import AppTest

from models.analysis.drivers.causes import causes
from models.analysis.drivers.drivers import drivers as divide
from models.inputs import load_market, load_parameters
from pages.charts.bar_charts import WATERFALL_COLUMNS
from pages.figures.cockpit.causes import chain
from pages.figures.cockpit.drivers_figure import drivers_figure
from pages.labels.catalogue import use_language
from tests.every import every
from tests.pages.drawn import figures_on, text_on
from tests.pages.stages import plan_of, stage_of


@pytest.fixture(scope="module")
def breakdown():
    plan = plan_of()
    return divide(load_market(plan.market), load_parameters(), plan, draws=16)


@pytest.fixture(params=["english", "chinese"])
def language(request):
    use_language(request.param)
    yield request.param
    use_language("english")


@every("metric", ["dau", "revenue", "ebita", "gmv"])
def test_bars_follow_each_other_and_end_at_the_plan(stage, breakdown, metric):
    contributions = breakdown.at(metric)
    rows = drivers_figure(stage, contributions).table.to_pylist()
    assert list(rows[0]) == list(WATERFALL_COLUMNS)
    *steps, total = rows
    at = 0.0
    for row in steps:
        assert row["start"] == pytest.approx(at)
        at = row["end"]
    assert (total["kind"], total["start"]) == ("total", 0.0)
    assert total["end"] == pytest.approx(at, abs=1e-9)
    assert total["end"] == pytest.approx(contributions.change)
    assert [row["key"] for row in steps[:-1]] == sorted(
        contributions.contributions, key=lambda name: -contributions.contributions[name].central
    )


def test_the_figure_speaks_both_languages(stage, breakdown, language):
    figure = drivers_figure(stage, breakdown.at("dau"))
    assert figure.title
    assert "{" not in figure.title + figure.subtitle
    assert figure.spec["layer"]


def test_a_chain_names_equation_parameter_and_source(language):
    plan = plan_of()
    links = causes(load_market(plan.market), load_parameters(), plan, "subsidy_budget", "revenue")
    text = unescape(chain(links, "subsidy_budget", "revenue"))
    assert text.count("<li>") == len(links) == 5
    for link in links:
        assert link.equation in text


def component(moved):
    from pages.panels.cockpit.drivers_panel import drivers
    from tests.pages.stages import plan_of, stage_of

    drivers(stage_of(plan_of(moved)))


def test_the_component_follows_the_lever_chosen():
    app = AppTest.from_function(
        component,
        kwargs={"moved": {"subsidy_budget": 14.0, "sme_support": 5.0}},
        default_timeout=60,
    ).run()
    assert not app.exception
    assert len(figures_on(app)) == 1
    app.selectbox(key="drivers.player.english").set_value("sme_support").run()
    assert not app.exception
    text = text_on(app)
    assert "Small-seller support as delivered" in text


def test_without_a_plan_the_component_says_what_to_do():
    app = AppTest.from_function(component, kwargs={"moved": {}}, default_timeout=60).run()
    assert "Move a lever" in app.info[0].value


@pytest.mark.slow
def test_stages_of_other_markets_can_be_told():
    stage = stage_of(plan_of({"subsidy_budget": 9.0}, "2023Q1"))
    divided = divide(load_market("2023Q1"), load_parameters(), stage.scenario, draws=8).at("dau")
    assert "Buyer subsidies" in drivers_figure(stage, divided).title
