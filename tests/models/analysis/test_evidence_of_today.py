"""Where today's figures come from, and how far history goes."""

import pytest

from models.analysis.outcome import OUTCOME_METRICS
from models.analysis.precedents import Span, beyond, spans
from models.analysis.provenance import MADE_OF, ingredients, number, weakest
from models.inputs import load_market, vintages
from models.levers import LEVERS
from pages.labels.catalogue import LANGUAGES, catalogue
from tests.every import every
from tests.models.worlds import scenario
from tests.pages.stages import plan_of


@every("vintage", vintages())
def test_every_headline_names_its_numbers_in_every_market(vintage):
    market = load_market(vintage)
    for metric in OUTCOME_METRICS:
        numbers = ingredients(market, metric)
        assert numbers
        assert all(each.source and each.unit for each in numbers)
        assert weakest(numbers) in "ABCD"


@every("vintage", vintages())
def test_every_lever_of_today_has_a_source(vintage):
    market = load_market(vintage)
    for name in LEVERS:
        assert number(market, f"levers.{name}").value == pytest.approx(market.levers[name])


def test_a_number_is_that_of_the_market(market2023):
    assert number(market2023, "dau.total").value == pytest.approx(market2023.dau[0].sum())
    assert number(market2023, "gmv.total", 1).value == pytest.approx(market2023.gmv[1].sum())
    with pytest.raises(KeyError):
        number(market2023, "gmv.nowhere")


def test_a_figure_is_no_better_than_its_weakest_part(market2023):
    total, split = ingredients(market2023, "gmv_sme")
    assert total.grade < split.grade == weakest((total, split))
    assert set(MADE_OF) == set(OUTCOME_METRICS)


def test_history_is_what_the_table_of_levers_says_else_every_market_on_file():
    for name, span in spans().items():
        settings = [load_market(vintage).levers[name] for vintage in vintages()]
        told = LEVERS[name].seen or (min(settings), max(settings))
        assert (span.low, span.high) == told
        assert span.quarters == (0 if LEVERS[name].seen else len(vintages()))
        assert not span.covers(span.high + 0.01)
        assert not span.covers(span.low - 0.01)


@every("name", [name for name, lever in LEVERS.items() if lever.seen])
def test_what_history_has_seen_lies_in_the_range_and_has_a_source_in_both_languages(name):
    low, high = LEVERS[name].seen
    assert LEVERS[name].low <= low < high <= LEVERS[name].high
    assert all(catalogue()[f"seen.{name}"][language] for language in LANGUAGES)


def test_the_way_from_an_old_market_towards_what_was_seen_is_no_step_beyond():
    today = load_market("2008Q4").levers["taobao_traffic_share"]
    assert today > spans()["taobao_traffic_share"].high
    for value, found in ((0.8, ()), (today, ()), (0.39, ("taobao_traffic_share",))):
        plan = scenario("2008Q4", taobao_traffic_share=value)
        assert beyond(plan) == found


def test_a_lever_that_never_moved_is_a_point():
    assert Span(low=1.0, high=1.0, quarters=6).is_point
    assert not Span(low=0.0, high=1.0, quarters=6).is_point


def test_a_plan_beyond_history_names_its_levers():
    known = spans()["subsidy_budget"]
    assert beyond(plan_of({})) == ()
    assert beyond(plan_of({"subsidy_budget": known.high})) == ()
    far = plan_of({"subsidy_budget": known.high + 1, "sme_support": spans()["sme_support"].high})
    assert beyond(far) == ("subsidy_budget",)
