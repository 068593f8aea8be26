"""Best plan in words: nothing misleading while it searches, conflicts and disputes said."""

from dataclasses import replace

import pytest

from models.analysis.horizon_figures import HorizonFigure
from models.analysis.optimise.agreement import Agreement, Disputed
from models.analysis.optimise.conflicts import Contradiction
from models.analysis.precedents import Departure
from models.notation import MONEY
from pages.figures import horizon_words
from pages.figures.decide import best_answer
from pages.figures.decide.disagreement import conflict, starts
from pages.labels.catalogue import sentences, use_language
from tests.models.analysis.optimise.worlds_of_search import kept, small, solved

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def best():
    """A plan of one lever."""
    return solved(small("ebita", ("subsidy_budget",), [kept("revenue", 0.9)]))


@pytest.fixture(scope="module")
def none():
    """The nearest of plans of which none keeps the limits."""
    return solved(small("ebita", ("subsidy_budget",), [kept("revenue", 3.0)]))


@pytest.fixture(autouse=True, params=["english", "chinese"])
def language(request):
    use_language(request.param)
    yield request.param
    use_language("english")


def test_while_it_searches_no_plan_is_shown_that_breaks_a_limit_or_worsens_the_aim(best, none):
    worse = replace(best, best=best.today - 1.0)
    for misleading in (none, worse):
        title, below = best_answer.top_lines(misleading, is_over=False)
        assert best_answer.finding(misleading) not in (title, below)
        assert not any(letter.isdigit() for letter in title + below)
        assert not best_answer.may_be_shown(misleading, is_over=False)
        assert best_answer.may_be_shown(misleading, is_over=True)
    assert best_answer.top_lines(best, is_over=False)[0] == best_answer.finding(best)
    assert best_answer.top_lines(none, is_over=True)[0] == best_answer.finding(none)


def test_contradictory_limits_are_called_so(none):
    pair = Contradiction(metric="revenue", at="2024Q1", least=90.0, most=80.0, unit=MONEY)
    over = Contradiction(metric="", at="2024Q1", least=9.0, most=8.0, unit=MONEY)
    whole = replace(pair, metric="worth", at="", unit="RMB bn")
    for one in (pair, over, whole):
        text = best_answer.finding(replace(none, contradictions=(one,)))
        assert text == conflict(replace(none, contradictions=(one,)))
        assert "{" not in text
    (missed,) = none.missed
    apart = replace(none, keepable=(missed.name,))
    assert best_answer.finding(apart) == conflict(apart) != best_answer.finding(none)
    assert conflict(replace(none, keepable=())) == ""


def test_starts_that_disagree_say_what_they_disagree_on(best, language):
    lever = Disputed(lever="subsidy_budget", low=2.0, high=9.0, part=0.1)
    apart = Agreement(starts=3, agreed=1, goals=(10.0, 9.0), disputed=(lever,))
    text = sentences(*starts(replace(best, agreement=apart)))
    words = {"english": ("1 of 3", "Buyer subsidies"), "chinese": ("用户补贴预算",)}[language]
    assert all(word in text for word in words)
    assert text in best_answer.subtitle(replace(best, agreement=apart))
    alike = replace(apart, agreed=3, goals=(10.0, 10.0, 10.0))
    assert len(list(starts(replace(best, agreement=alike)))) == 1
    assert not list(starts(replace(best, agreement=replace(apart, starts=0))))


def test_history_is_told_lever_by_lever():
    gone = [
        Departure(lever="subsidy_budget", value=40.0, low=2.0, high=15.0),
        Departure(lever="festival_intensity", value=2.0, low=0.6, high=1.4),
    ]
    lines = list(best_answer.history_lines(gone))
    assert len(lines) == 2
    assert "1.4" in lines[1]
    assert "{" not in "".join(lines)


def test_totals_and_worst_years_stand_beside(best):
    flow = HorizonFigure(year=80.0, total=900.0, worst=70.0, worst_quarter="2024Q1")
    stock = replace(flow, total=None)
    plans = [{"revenue": flow, "dau": stock}, {"revenue": replace(flow, worst=60.0)}]
    both = horizon_words.horizon_table(["A", "B"], plans, "over the horizon")
    assert both.count("<tr>") == 2  # the head, and what both plans have
    assert both.count("2024Q1") == 2
    assert both.count(horizon_words.total("revenue", flow)) == 2
    assert horizon_words.total("dau", stock) == ""
    table = best_answer.effects_table(best)
    figure = best.figures["revenue"]
    assert horizon_words.total("revenue", figure) in table
    assert figure.worst_quarter in table


def test_levers_that_stay_are_told_with_the_reason(best):
    lines = list(best_answer.locked_lines(best))
    assert len(lines) == 6
    asked = replace(best.task, free=("subsidy_budget", "centralisation"))
    assert len("".join(best_answer.locked_lines(replace(best, task=asked)))) < len("".join(lines))
