"""Organisation through app.py: strengths apart, structures for this plan, an agreed order."""

import re
from dataclasses import astuple, replace

import pytest
from numpy.testing import assert_allclose
from streamlit.testing.v1 import AppTest

from models.analysis.structure.alignment import alignment
from models.analysis.structure.kpi_orders import AGREED_ORDERS, order_levers
from models.analysis.structure.strengths import FAMILIES, Strengths
from models.analysis.structure.structures import NAMED, TODAY
from models.inputs import load_market
from models.notation import HEADLINES
from pages import compute
from pages.charts import line_charts, scatter, triangle
from pages.compute.questions import challenge_questions as questions
from pages.compute.questions.cockpit_questions import outcome
from pages.figures.challenge import structure_figures
from pages.figures.challenge.structure_figures import structure_name
from pages.figures.challenge.structure_kpis import kpis
from pages.figures.challenge.structure_sweep import integration
from pages.figures.challenge.structure_tables import (
    hinge_table,
    order_name,
    order_table,
    structures,
)
from pages.figures.outcome_figures import style_of
from pages.labels.catalogue import LANGUAGES, t, use_language
from pages.labels.format import people_change
from tests.conftest import PAGE_SCRIPT
from tests.pages.drawn import text_on
from tests.pages.panel_moves import with_sliders
from tests.pages.stages import plan_of

pytestmark = pytest.mark.slow

PLAN = plan_of({"subsidy_budget": 20.0, "sme_support": 5.0}, horizon=6, draws=100)


def opened(**levers):
    app = with_sliders(AppTest.from_file(str(PAGE_SCRIPT), default_timeout=120))
    app.query_params |= {"market": load_market().vintage, "horizon": "4", "draws": "50"}
    for lever, value in levers.items():
        app.query_params[f"lever.{lever}"] = str(value)
    app.switch_page("../challenge/organisation.py")
    app.session_state["drawer.structure.orders.head"] = True  # a closed one holds nothing
    app.run()
    assert not app.exception, [error.value for error in app.exception]
    return app


def text(app):
    return text_on(app)


@pytest.fixture(params=LANGUAGES)
def stage(request):
    use_language(request.param)
    market = load_market(PLAN.market)
    return market, style_of(market, dark=request.param == "chinese")


def test_a_structure_of_ones_own():
    app = opened(subsidy_budget=20)
    app.session_state["structure.chosen"] = "own"
    app.run()
    assert not app.exception
    app.slider(key="structure.integration").set_value(0.9).run()
    assert not app.exception


def test_organisation_tells_the_plan_as_the_cockpit_does():
    """The plan moves integration and layers itself: it stays the plan, to the last digit."""
    app = opened(subsidy_budget=20, centralisation=0.9, reporting_layers=4)
    plan = plan_of(
        {"subsidy_budget": 20.0, "centralisation": 0.9, "reporting_layers": 4.0},
        draws=50,
        horizon=4,
    )
    change = compute.ask(outcome, plan).change
    level = compute.ask(outcome, plan).level("dau")
    change_text = people_change(*astuple(change["dau"]), level=level).value
    assert f"<td>{change_text}</td>" in text(app)
    assert (
        change_text
        != people_change(*astuple(compute.ask(outcome, stripped(plan)).change["dau"])).value
    )
    delivered = compute.ask(questions.deliveries, plan, (TODAY,), Strengths())
    (way,) = compute.ask(questions.structures_compared, plan, (TODAY,), Strengths())
    for metric in HEADLINES:
        for told in (delivered["today"].change[metric], way.change[metric].central):
            assert_allclose(told, change[metric].central, rtol=1e-9)
    app.button_group(key="structure.chosen").set_value("own").run()
    own = [app.slider(key=f"structure.{name}").value for name in ("integration", "layers")]
    assert own == [0.9, 4]


def stripped(plan):
    structural = ("centralisation", "reporting_layers")
    return replace(plan, steps=tuple(s for s in plan.steps if s.lever not in structural))


def test_structures_are_told_in_tables_and_pictures(stage):
    market, style = stage
    medium, chosen = Strengths(), NAMED[-1]
    delivered = compute.ask(questions.deliveries, PLAN, NAMED, medium)
    ways = compute.ask(questions.structures_compared, PLAN, NAMED, medium)
    of_plan = compute.ask(outcome, PLAN)
    html = structures(delivered, ways, chosen, market, of_plan, "2026Q1")
    assert all(structure_name(one.name) in html for one in NAMED)
    assert html.count('class="chosen"') == 1
    assert html.count("<em>") == 1
    swept = compute.ask(questions.integration_swept, PLAN, medium)
    found = compute.ask(questions.structure_hinges, PLAN, NAMED, medium)
    assert hinge_table(found, of_plan.level).count("<tr>") == 1 + 2 * len(FAMILIES)
    on = structure_figures.Drawing(scenario=PLAN, market=market, style=style)
    degrees = integration(on, swept, NAMED, ways).table
    assert tuple(degrees.column_names) == scatter.DEGREES_COLUMNS
    points = [row["name"] for row in degrees.to_pylist() if row["kind"] in ("plan", "structure")]
    assert points == [structure_name(one.name) for one in NAMED]
    span = compute.ask(questions.delivery_span, PLAN, chosen, medium)
    lines = structure_figures.effectiveness(on, delivered, span, chosen)
    assert tuple(lines.table.column_names) == line_charts.SHARES_COLUMNS
    assert {lines.grade} == {"D"}
    levers = dict(market.levers) | {"kpi_group_gmv": 1.0, "kpi_group_revenue": 0.0}
    levers["kpi_group_users"] = 0.0
    drawn = kpis(on, alignment(market.levers), alignment(levers))
    assert tuple(drawn.table.column_names) == triangle.COLUMNS
    assert structure_figures.deliveries(on, delivered[chosen.name]).table.num_rows > 0
    empty = compute.ask(questions.deliveries, replace(PLAN, steps=()), NAMED, medium)
    assert structure_figures.deliveries(on, empty[TODAY.name]) is None


def test_integration_is_written_in_one_form():
    """Per cent on the slider, in the table and beside the plan's own: nowhere a bare 0.75."""
    app = opened(centralisation=0.75)
    app.button_group(key="structure.chosen").set_value("own").run()
    assert app.slider(key="structure.integration").format == "percent"
    degrees = re.findall(r"Integration ([\d.]+)(%?)", text(app))
    assert {"75", "40", "70", "27.5"} <= {number for number, _ in degrees}
    assert all(percent for _, percent in degrees)
    assert "0 = " not in t("centralisation")


def test_a_strength_alone_changes_which_structure_is_worth_most():
    app = opened(subsidy_budget=20)
    firsts = {best_in(text(app))}
    for family, size in (("coordination", "strong"), ("adaptation", "weak")):
        app.button_group(key=f"structure.strength.{family}").set_value(size).run()
        assert not app.exception
        firsts.add(best_in(text(app)))
    assert len(firsts) > 1


def best_in(html):
    """Name of the structure that the table marks as worth most."""
    return re.search(r'<th scope="row">([^<]+)<em>', html)[1]


def test_an_agreed_order_is_taken_into_the_plan_and_undone():
    app = opened(subsidy_budget=20)
    app.button_group(key="structure.order").set_value("revenue").run()
    app.button(key="structure.order.take").click().run()
    assert not app.exception
    assert dict(app.session_state["plan"].moved).items() >= order_levers("revenue").items()
    assert app.button(key="structure.order.take").disabled
    app.button(key="history.undo").click().run()
    assert not order_levers("revenue").keys() & dict(app.session_state["plan"].moved).keys()


def test_the_table_of_orders_tells_each_with_its_chance(stage):
    ways = compute.ask(questions.orders_compared, PLAN, Strengths())
    html = order_table(ways, "users", "2026Q1", compute.ask(outcome, PLAN).level)
    assert all(order_name(order) in html for order in AGREED_ORDERS)
    assert html.count('class="chosen"') == 1
    assert "{" not in html
    assert all(f"<td>{way.ahead:.0%}</td>" in html for way in ways[1:])
