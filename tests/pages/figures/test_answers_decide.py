"""The sentences of Compare and Best plan: true at zero, at ties, and where nothing fits."""

from dataclasses import dataclass, replace
from types import SimpleNamespace

import numpy as np
import pytest

from models.analysis.compare.field import Field
from models.analysis.optimise.answer import INFEASIBLE
from models.analysis.optimise.first_moves import Move, first_moves
from models.analysis.optimise.goals import EVERY, SUM, Goal, Limit, Task
from models.analysis.optimise.seek import seek
from models.inputs import load_market, load_parameters
from models.notation import quarters_after
from models.scenario import Scenario
from pages.figures.decide import (
    best_question_words,
    compare_words,
    frontier_words,
    moves_figure,
    priorities_words,
)
from pages.figures.decide.seek_words import finding as sought_words
from pages.figures.outcome_figures import style_of
from pages.labels.catalogue import LANGUAGES, t, use_language
from tests.models.analysis.optimise.worlds_of_search import kept, small, solved

MARKET = load_market()
QUARTERS = quarters_after(MARKET.vintage, 4)


@pytest.fixture(autouse=True, params=LANGUAGES)
def language(request):
    use_language(request.param)
    yield request.param
    use_language(LANGUAGES[0])


def field_of(users, profit):
    """Plans beside no change, each figure sure."""
    names = ["no change", *(f"plan {i}" for i in range(1, len(users)))]
    plans = tuple(Scenario(name=name, market=MARKET.vintage, horizon=4) for name in names)
    paths = {
        metric: np.broadcast_to(np.array(values, float)[:, None, None], (len(values), 4, 6))
        for metric, values in (("dau", users), ("ebita", profit))
    }
    return Field(scenarios=plans, quarters=QUARTERS, paths=paths)


def test_compare_weighs_all_plans():
    """The middle one wins nothing; either end is named, wherever it stands in the list."""
    users, profit = [400, 405, 430, 399], [50, 49, 30, 58]
    said = compare_words.finding(field_of(users, profit))
    assert "plan 2" in said
    assert "plan 3" in said
    assert "plan 1" not in said
    assert "31 m" in said or "3,100万" in said  # 430 less 399 million
    swapped = compare_words.finding(field_of(users[:1] + users[:0:-1], profit[:1] + profit[:0:-1]))
    assert swapped == said.replace("plan 2", "plan X").replace("plan 3", "plan 1").replace(
        "plan X", "plan 2"
    )


@pytest.mark.parametrize(
    ("users", "profit", "key"),
    [
        ([400, 400, 400], [50, 50, 50], "same"),
        ([400, 400.0000001], [50, 50.0000001], "same"),
        ([400, 390, 380], [50, 49, 48], "none"),
        ([400, 400, 380], [50, 50, 48], "none"),
    ],
)
def test_compare_at_ties_and_where_nothing_beats_no_change(users, profit, key):
    comparison = field_of(users, profit)
    assert compare_words.finding(comparison) == t(f"compare.answer.{key}")
    assert not compare_words.how_sure(comparison)


def test_compare_names_no_change_where_it_keeps_most_profit():
    said = compare_words.finding(field_of([400, 420], [50, 40]))
    assert t("compare.answer.still") in said
    assert "plan 1" in said
    assert "20 m" in said or "2,000万" in said


def test_compare_names_all_that_lead_in_both():
    said = compare_words.finding(field_of([400, 420, 420, 410], [50, 60, 60, 55]))
    assert all(f"plan {i}" in said for i in (1, 2))
    assert "plan 3" not in said


@dataclass
class Point:
    x: float
    y: float


POINTS = (Point(100.0, 80.0), Point(110.0, 70.0), Point(120.0, 40.0))


@pytest.mark.parametrize(
    ("here", "key"),
    [
        ((110.0, 70.0), "on"),
        ((120.0, 40.0), "on"),
        ((110.0, 50.0), "short"),
        ((90.0, 70.0), "short"),
        ((105.0, 90.0), "beyond"),
        ((130.0, 10.0), "beyond"),
    ],
)
def test_the_trade_off_says_how_far_the_plan_is_from_the_best(here, key):
    names = {"x": t("measure.dau"), "y": t("measure.revenue")}
    said = frontier_words.finding(POINTS, "dau", "revenue", here, is_plan=True)
    if key != "short":
        expected = t(f"frontier.{key}", who=t("frontier.here.plan"), **names)
        assert said.lower() == expected.lower()
    else:
        gap = {(110.0, 50.0): ("20 bn", "200亿"), (90.0, 70.0): ("10.0 bn", "100亿")}[here]
        assert any(size in said for size in gap)


def test_one_plan_that_is_best_in_both_is_nothing_to_trade():
    said = frontier_words.trade(POINTS[:1], "dau", "revenue")
    assert said.lower() == t("frontier.alone", x=t("measure.dau"), y=t("measure.revenue")).lower()


def task_of(at, metric="worth", limits=()):
    plan = Scenario(name="x", market=MARKET.vintage, horizon=4)
    return Task(scenario=plan, goal=Goal(weights=((metric, 1.0),), at=at), free=(), limits=limits)


def test_the_question_names_aim_and_limits():
    floor = Limit(metric="revenue", bound=0.98, at=EVERY, is_relative=True)
    bare = best_question_words.question(task_of(QUARTERS[-1], "dau"))
    assert t("measure.dau") in bare
    assert QUARTERS[-1] in bare
    kept_too = best_question_words.question(task_of(SUM, "revenue", (floor,)))
    assert "98" in kept_too
    ceiling = replace(floor, is_ceiling=True)
    assert best_question_words.question(task_of(SUM, "revenue", (ceiling,))) != kept_too


@pytest.fixture(scope="module")
def best():
    """A plan of two levers."""
    return solved(small("ebita", ("subsidy_budget", "ad_load"), [kept("dau", 0.9)]))


@pytest.mark.slow
class TestBest:
    """What to do first, of plans that a search found."""

    def test_moves_come_in_order_of_effect_and_the_first_is_said(self, best):
        metric, quarter = asked = moves_figure.asked(best.task)
        market = load_market(best.scenario.market)
        moves = first_moves(market, load_parameters(), best.scenario, metric, quarter)
        assert [move.lever for move in moves]
        assert [m.effect for m in moves] == sorted((m.effect for m in moves), reverse=True)
        sentence, more, _ = moves_figure.lines(best, moves)
        assert sentence != more
        drawn = moves_figure.figure(best.scenario, moves, asked, style_of(market)).table.to_pylist()
        assert all(row["up"] == (row["plan"] > row["today"]) for row in drawn if row["moves"])
        assert all(0.0 <= row[place] <= 1.0 for row in drawn for place in ("today", "plan"))

    def test_a_plan_without_a_gain_first_tells_its_finding_alone(self, best):
        harmful = (Move(lever="subsidy_budget", effect=-1.0, profit=-1.0),)
        for moves, found in (
            ((), best),
            (harmful, best),
            (harmful, replace(best, verdict=INFEASIBLE)),
        ):
            sentence, more, _ = moves_figure.lines(found, moves)
            assert sentence
            assert not more


@pytest.mark.slow
class TestSeek:
    """Limits hold for a goal too, and the price in profit is told."""

    FLOOR = (Limit(metric="ebita", bound=0.95, at=EVERY, is_relative=True),)

    def sought(self, target, limits=()):
        plan = Scenario(name="x", market="2023Q1", horizon=4)
        market = load_market("2023Q1")
        asked = {"lever": "subsidy_budget", "metric": "dau", "target": target, "limits": limits}
        return seek(market, load_parameters(), plan, **asked)

    def test_what_breaks_a_limit_is_no_answer(self):
        target = 1.02 * self.sought(1.0).figure_now
        far = self.sought(target)
        assert far.is_reached
        within = self.sought(target, self.FLOOR)
        assert not within.is_reached
        assert within.outside == far.roots
        places = np.abs(within.values - within.best)
        assert within.keeps[int(np.argmin(places))]
        assert sought_words(within) != sought_words(far)
        assert t("seek.price.costs", amount="").split()[0] in sought_words(far)

    def test_no_setting_at_all_is_said(self):
        said = sought_words(self.sought(4000.0))
        assert "4" in said
        assert "{" not in said

    def test_the_plan_itself_costs_nothing(self):
        plan = self.sought(365.0)
        still = self.sought(plan.figure_now)
        assert t("seek.price.none") in sought_words(still)


def ordered(first, changes):
    """A best plan for an order of priority, with its changes against no change."""
    answer = SimpleNamespace(
        is_feasible=True,
        effects={name: SimpleNamespace(central=value) for name, value in changes.items()},
        figures={name: SimpleNamespace(year=500.0 + value) for name, value in changes.items()},
    )
    return SimpleNamespace(order=(first,), answer=answer)


@pytest.mark.parametrize(
    ("users", "revenue", "brings", "costs"),
    [
        ((9.0, -2.0, -3.0), (1.0, 4.0, 1.0), ["dau"], ["revenue", "ebita"]),
        ((9.0, 2.0, 3.0), (1.0, 1.0, 1.0), ["dau", "revenue", "ebita"], []),
        ((1.0, 1.0, 1.0), (9.0, 9.0, 9.0), [], ["dau", "revenue", "ebita"]),
        ((9.0, 1.0, 3.0), (1.0, 1.0, 3.0), ["dau"], []),
        ((1.0, 1.0, 1.0), (1.0, 1.0, 1.0), [], []),
    ],
)
def test_priorities_says_what_is_brought_and_what_is_paid_by_their_signs(
    users, revenue, brings, costs
):
    both = [
        ordered(first, dict(zip(priorities_words.TOLD, changes, strict=True)))
        for first, changes in (("dau", users), ("revenue", revenue))
    ]
    said = priorities_words.finding(both)
    if not brings + costs:
        assert said == t("priorities.same")
        return
    for name in priorities_words.TOLD:
        measure = t(f"measure.{name}")
        assert (f"{measure} +" in said) == (name in brings)
        assert (f"{measure} \N{MINUS SIGN}" in said) == (name in costs)
    assert priorities_words.finding(both[:1]) == t("priorities.more")
