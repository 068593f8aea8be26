"""Charts of Challenge: valid specifications without data, built once, that compile and export."""

from functools import partial

import pytest
import vl_convert

from models.analysis.risk.stress import stress
from models.analysis.structure.alignment import alignment
from models.analysis.structure.strengths import Strengths
from models.analysis.structure.structures import NAMED
from models.analysis.targets import parse_target
from models.inputs import load_market
from pages import compute
from pages.compute.questions import challenge_questions as questions
from pages.export import pictures
from pages.figures.challenge import risk_figures, rivals_figures, structure_figures
from pages.figures.challenge.structure_kpis import kpis
from pages.figures.challenge.structure_sweep import integration
from pages.figures.outcome_figures import style_of
from tests.every import every
from tests.pages.stages import plan_of

pytestmark = pytest.mark.slow

TARGET = parse_target("dau=baseline+3%")


def figures(plan):
    market = load_market(plan.market)
    style = style_of(market)
    reaction = compute.ask(questions.reaction, plan)
    returns = compute.ask(questions.stressed, plan, (TARGET,))
    on = structure_figures.Drawing(scenario=plan, market=market, style=style)
    chosen, medium = NAMED[2], Strengths()
    delivered = compute.ask(questions.deliveries, plan, NAMED, medium)
    span = compute.ask(questions.delivery_span, plan, chosen, medium)
    swept = compute.ask(questions.integration_swept, plan, medium)
    ways = compute.ask(questions.structures_compared, plan, NAMED, medium)
    today = alignment(market.levers)
    starts = compute.ask(questions.starts, plan, chosen, TARGET, medium)
    return {
        figure.name: figure
        for figure in (
            rivals_figures.picture(reaction, "gmv", plan, market, style),
            risk_figures.chances(returns, plan, market, style),
            risk_figures.box(returns, plan, market, style),
            risk_figures.tornado(compute.ask(questions.swings, plan, "gmv"), plan, market, style),
            structure_figures.effectiveness(on, delivered, span, chosen),
            structure_figures.speed(on, delivered, chosen),
            structure_figures.deliveries(on, delivered[chosen.name]),
            structure_figures.starts(on, starts, chosen),
            integration(on, swept, NAMED, ways),
            kpis(on, today, today),
        )
    }


@pytest.fixture(autouse=True, scope="module")
def _few_futures():
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(questions, "stress", partial(stress, count=400))
        yield


@pytest.fixture(scope="module")
def drawn():
    return figures(plan_of({"subsidy_budget": 20.0, "sme_support": 5.0}, horizon=4, draws=20))


@pytest.fixture(scope="module")
def other():
    return figures(plan_of({"ad_load": 1.2, "subsidy_budget": 1.0}, horizon=3, draws=20))


NAMES = (
    *("takeback", "chances", "box", "tornado", "effectiveness", "speed"),
    *("structure-delivery", "starts", "kpis", "integration"),
)


@every("name", NAMES)
def test_specification_is_valid_holds_no_data_and_does_not_change(drawn, other, name):
    spec = drawn[name].spec
    assert spec["data"] == {"name": "main"}
    assert "datasets" not in spec
    assert spec == other[name].spec


@every("name", NAMES)
def test_specification_compiles_with_its_data_and_becomes_a_picture(drawn, name):
    figure = drawn[name]
    spec = figure.spec | {"datasets": {"main": figure.table.to_pylist()}, "width": 500}
    compiled = vl_convert.vegalite_to_vega(spec)
    assert {"main"} <= {source["name"] for source in compiled["data"]}
    assert b"<svg" in pictures.svg(figure)
