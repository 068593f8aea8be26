"""Goal seek, the frontier of two KPIs, and the order of KPIs."""

from dataclasses import replace

import numpy as np
import pytest

from models.analysis.optimise.frontier import frontier, non_dominated
from models.analysis.optimise.goals import Goal, Limit, Task
from models.analysis.optimise.priorities import ORDER_WEIGHTS, ORDERS, priorities, settle_costs
from models.analysis.optimise.seek import _roots, seek
from models.errors import ScenarioError
from models.inputs import load_market, load_parameters
from models.levers import LEVERS
from models.projection import project
from models.scenario import Step
from tests.every import every
from tests.models.analysis.optimise.worlds_of_search import LAST, today
from tests.models.worlds import year

pytestmark = pytest.mark.slow


def sought(lever, metric, target, plan=None, quarter=None):
    plan = plan or today()
    return seek(
        load_market(plan.market),
        load_parameters(),
        plan,
        lever=lever,
        metric=metric,
        target=target,
        quarter=quarter,
    )


def central(plan, metric, at=-1):
    path = project(load_market(plan.market), load_parameters(), plan, draws=0).central(metric)
    return year(path[: at % len(path) + 1])


@every(
    ("lever", "metric", "target"),
    [
        ("subsidy_budget", "dau", 375.0),
        ("ad_load", "revenue", 70.0),
        ("sme_support", "gmv", 2160.0),
    ],
)
def test_the_setting_found_gives_the_target(lever, metric, target):
    answer = sought(lever, metric, target)
    assert answer.is_reached
    assert central(answer.scenario, metric) == pytest.approx(target, rel=1e-9)
    for root in answer.roots:
        assert LEVERS[lever].low <= root <= LEVERS[lever].high
    gaps = [abs(root - answer.now) for root in answer.roots]
    assert gaps == sorted(gaps)


def test_several_settings_are_all_told():
    """Revenue rises with the ad load and then falls: two settings give the same."""
    answer = sought("ad_load", "revenue", 70.0)
    assert len(answer.roots) == 2
    for root in answer.roots:
        plan = today(ad_load=root)
        assert central(plan, "revenue") == pytest.approx(70.0, rel=1e-9)


def test_what_cannot_be_reached_is_said_with_the_best():
    answer = sought("subsidy_budget", "dau", 1000.0)
    assert not answer.is_reached
    assert answer.best == LEVERS["subsidy_budget"].high
    assert answer.reached == pytest.approx(answer.figures.max())
    assert central(answer.scenario, "dau") == pytest.approx(answer.reached)


def test_todays_own_figure_is_reached_by_todays_setting():
    plan = today()
    answer = sought("refund_leniency", "dau", central(plan, "dau"))
    assert answer.roots[0] == pytest.approx(answer.now, abs=1e-6)


def test_layers_are_whole():
    answer = sought("reporting_layers", "dau", 364.0)
    assert answer.best == round(answer.best)


def test_an_earlier_quarter_and_value_can_be_sought():
    early = sought("subsidy_budget", "dau", 380.0, quarter="2023Q4")
    assert central(early.scenario, "dau", at=2) == pytest.approx(380.0, rel=1e-9)
    worth = sought("subsidy_budget", "value", 1200.0)
    ours = project(load_market("2023Q1"), load_parameters(), worth.scenario, draws=0)
    assert float(ours.central("value")) == pytest.approx(1200.0, rel=1e-9)


@every(
    ("lever", "metric", "quarter", "word"),
    [
        ("kpi_group_users", "dau", None, "three at a time"),
        ("ad_lod", "dau", None, "one number sets"),
        ("ad_load", "sales", None, "a metric is one of"),
        ("ad_load", "dau", "2031Q1", f"from 2023Q2 to {LAST}"),
    ],
)
def test_a_question_that_makes_no_sense_is_refused(lever, metric, quarter, word):
    with pytest.raises(ScenarioError, match=word):
        sought(lever, metric, 400.0, quarter=quarter)


FREE = ("subsidy_budget", "ad_load", "taobao_traffic_share")


def task(free=FREE, goal="revenue", **more):
    limits = (Limit(metric="ebita", bound=0.95, at=LAST, is_relative=True),)
    return Task(
        scenario=today(),
        goal=Goal(weights=((goal, 1.0),), at=LAST),
        free=free,
        **{"limits": limits} | more,
    )


def walk(asked, **more):
    return frontier(load_market("2023Q1"), load_parameters(), asked, against="dau", **more)


@pytest.fixture(scope="module")
def curve():
    return list(walk(task()))


def test_fifteen_plans_of_which_none_beats_another(curve):
    kept = non_dominated(curve)
    assert len(kept) >= 15
    assert all(np.diff([p.x for p in kept]) > 0)
    assert all(np.diff([p.y for p in kept]) < 0)


def test_the_plans_on_the_frontier_are_what_they_claim(curve):
    floor = 0.95 * central(today(), "ebita")
    for point in curve[::4]:
        assert central(point.scenario, "dau") == pytest.approx(point.x, rel=1e-9)
        assert central(point.scenario, "revenue") == pytest.approx(point.y, rel=1e-9)
        assert central(point.scenario, "ebita") >= floor * (1 - 1e-6)


def test_no_random_plan_lies_above_the_frontier(curve):
    from models.analysis.optimise.evaluator import Evaluator
    from models.analysis.optimise.space import space_of

    asked = task()
    market = load_market("2023Q1")
    space = space_of(market, asked)
    # Anywhere between today and the ends: of plans all at random none earns enough in every year.
    rng = np.random.default_rng(1)
    today = space.point(asked.scenario.schedule(market.levers, asked.scenario.horizon))
    away = rng.uniform(size=(2000, len(space.axes))) - today
    points = today + rng.uniform(size=(2000, 1)) * away
    dau, revenue = (
        Evaluator(
            market=market,
            parameters=load_parameters(),
            task=task(goal=goal),
            space=space,
        ).try_points(points)
        for goal in ("dau", "revenue")
    )
    kept = dau.worst == 0.0
    assert kept.mean() > 0.05
    line = non_dominated(curve)
    highest = np.interp(dau.goal[kept], [p.x for p in line], [p.y for p in line])
    inside = dau.goal[kept] <= line[-1].x
    assert (revenue.goal[kept] <= highest * (1 + 1e-3))[inside].all()


def test_the_ends_come_first(curve):
    first, second = curve[:2]
    assert first.y >= second.y
    assert second.x >= first.x


def test_a_frontier_under_impossible_limits_says_so():
    limit = Limit(metric="ebita", bound=3.0, at=LAST, is_relative=True)
    with pytest.raises(ScenarioError, match="loosen a floor"):
        next(walk(task(FREE[:1], limits=(limit,))))


def test_each_order_is_best_by_its_own_weights_and_costs_something_else():
    orderings = settle_costs(
        list(priorities(load_market("2023Q1"), load_parameters(), task(FREE[:2])))
    )
    assert tuple(one.order for one in orderings) == ORDERS
    idle = {k: central(today(), k) for k in ("dau", "revenue", "gmv")}
    for one in orderings:
        own = dict(zip(one.order, ORDER_WEIGHTS, strict=True))
        worth = [sum(100 * w * o.changes[k] / idle[k] for k, w in own.items()) for o in orderings]
        assert worth[orderings.index(one)] >= max(worth) - 1e-3
        most = {k: max(o.changes[k] for o in orderings) for k in idle}
        assert one.given_up == pytest.approx({k: most[k] - one.changes[k] for k in idle})
    users, revenue = orderings[:2]
    assert users.given_up["revenue"] > 0
    assert revenue.given_up["dau"] > 0


def test_today_is_the_plan_with_all_its_steps():
    quarters = ("2023Q2", "2024Q2")
    steps = tuple(
        Step(lever="subsidy_budget", quarter=q, value=v)
        for q, v in zip(quarters, (9.0, 2.0), strict=True)
    )
    plan = replace(today(), steps=steps)
    answer = sought("subsidy_budget", "dau", 400.0, plan)
    assert answer.figure_now == pytest.approx(central(plan, "dau"), rel=1e-12)


def test_of_a_counted_lever_the_figure_reached_is_told():
    lever = "reporting_layers"
    some = sought(lever, "dau", 0.0)
    target = float(np.mean(some.figures[:2]))
    answer = sought(lever, "dau", target)
    assert len(set(answer.roots)) == len(answer.roots) == len(answer.hits) > 0
    for root, hit in zip(answer.roots, answer.hits, strict=True):
        plan = today(**{lever: root})
        assert hit == pytest.approx(central(plan, "dau"), rel=1e-12)


def test_crossings_that_meet_in_one_counted_setting_are_one():
    values, gaps = np.arange(4.0), np.array([-1.0, 1.0, -1.0, -2.0])
    assert _roots(lambda x: x, values, gaps, counted=True) == [1.0]


@every(
    ("against", "at", "word"),
    [
        ("dau", LAST, "two KPIs"),
        ("revenue", "sum", "one quarter"),
        ("portfolio_cash", LAST, "0 today"),
    ],
)
def test_what_has_no_frontier_is_refused_in_words(against, at, word):
    task = Task(
        scenario=today(), goal=Goal(weights=(("dau", 1.0),), at=at), free=("subsidy_budget",)
    )
    with pytest.raises(ScenarioError, match=word):
        next(frontier(load_market("2023Q1"), load_parameters(), task, against=against))
