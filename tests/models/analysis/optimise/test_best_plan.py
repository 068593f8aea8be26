"""The best plan: limits kept, prices right, levers where they may be, verdicts said."""

from itertools import pairwise

import numpy as np
import pytest

from models.analysis.optimise.answer_record import as_json
from models.analysis.optimise.goals import Goal, Limit, Task
from models.analysis.optimise.locked import FREE_LEVERS
from models.analysis.optimise.optimise import answer_at, optimise, search_states
from models.analysis.optimise.second_opinion import second_opinion
from models.analysis.spending import SPENDING
from models.errors import ScenarioError
from models.inputs import load_market, load_parameters
from models.levers import KPI_UNITS, LEVERS
from models.projection import project
from tests.every import every, some
from tests.models.analysis.optimise.worlds_of_search import HORIZON, LAST, today
from tests.models.worlds import year

pytestmark = pytest.mark.slow

TWO = ("subsidy_budget", "ad_load")
THIRDS = dict.fromkeys(KPI_UNITS["kpi_group"], 1 / 3)
FIVE = (*TWO, "taobao_traffic_share", "sme_support", "festival_intensity")
"""For what does not turn on how many levers there are: a search over all takes seconds."""


def task(
    goal="dau", *, free=TWO, floors=(), at=LAST, risk="central", target=None, plan=None, **more
):
    goals = ((goal, 1.0),) if isinstance(goal, str) else goal
    return Task(
        scenario=plan or today(),
        goal=Goal(weights=goals, at=at, risk=risk, target=target),
        free=free,
        limits=tuple(floors),
        **more,
    )


def floor(metric, bound=1.0, at=LAST, **more):
    return Limit(metric=metric, bound=bound, at=at, is_relative=True, **more)


def solve(asked):
    return optimise(load_market(asked.scenario.market), load_parameters(), asked)


def run(plan, draws=0):
    return project(load_market(plan.market), load_parameters(), plan, draws=draws)


@pytest.fixture(scope="module")
def searched():
    """The last state of a search, and its evaluator."""
    asked = task(floors=[floor("ebita", 0.95)])
    *_, last = search_states(load_market("2023Q1"), load_parameters(), asked)
    return last


def test_floors_hold_when_the_plan_is_projected():
    answer = solve(task(free=FREE_LEVERS, floors=[floor("revenue"), floor("ebita", 0.95)]))
    ours, idle = run(answer.scenario), run(today())
    for metric, part in (("revenue", 1.0), ("ebita", 0.95)):
        bound = part * year(idle.central(metric))
        assert year(ours.central(metric)) >= bound - 1e-6 * abs(bound)
    assert year(ours.central("dau")) == pytest.approx(answer.best, rel=1e-12)
    assert answer.today == pytest.approx(year(idle.central("dau")), rel=1e-12)
    assert answer.gain > 0
    assert answer.effects["dau"].central == pytest.approx(answer.gain, rel=1e-9)


def test_with_draws_a_floor_holds_in_the_central_run_and_on_average():
    asked = task(free=FIVE, floors=[floor("revenue")], risk="expected", draws=16)
    ours, idle = run(solve(asked).scenario, draws=16), run(asked.scenario, draws=16)
    for of in (lambda p: year(p.central("revenue")), lambda p: year(p.draws("revenue")).mean()):
        assert of(ours) >= of(idle) * (1 - 1e-6)


@pytest.mark.exhaustive  # `test_limits_in_time` holds it over six quarters and over twelve
def test_a_floor_in_every_year_holds_in_every_full_year():
    answer = solve(task(free=FIVE, floors=[floor("revenue", at="every")]))
    ours, idle = run(answer.scenario), run(today())
    paths = [of.central("revenue") for of in (ours, idle)]
    assert all(year(paths[0][:t]) >= year(paths[1][:t]) * (1 - 1e-6) for t in range(4, HORIZON + 1))
    assert answer.gain > 0


def test_a_floor_under_a_loss_gives_way_downwards():
    """Two per cent less than a loss of 10 is a loss of 10.2, not of 9.8."""
    plan = today("2008Q4", rivals="passive")
    at = run(plan).quarters[-1]
    base = year(run(plan).central("ebita"))
    answer = solve(task(plan=plan, at=at, floors=[floor("ebita", 0.98, at)]))
    (limit,) = [k for k in answer.limits if k.name.startswith("ebita")]
    assert limit.bound == pytest.approx(base - 0.02 * abs(base))


def test_a_ceiling_is_the_mirror_of_a_floor():
    ceiling = floor("revenue", 1.01, is_ceiling=True)
    answer = solve(task(floors=[ceiling]))
    idle = year(run(today()).central("revenue"))
    assert year(run(answer.scenario).central("revenue")) <= 1.01 * idle * (1 + 1e-6)


@pytest.mark.parametrize("phases", some([1, 2, 3], 2))
def test_the_budget_binds_all_levers_of_money_in_every_quarter(phases):
    paid = tuple(name for name in SPENDING if name in FREE_LEVERS)
    asked = task(free=paid, budget=20.0, phases=dict.fromkeys(paid, phases))
    answer = solve(asked)
    planned = answer.scenario.schedule(load_market("2023Q1").levers)
    spent = np.sum([planned[name] for name in SPENDING], axis=0)
    assert (spent <= 20.0 * (1 + 1e-6)).all()
    (budget,) = [k for k in answer.limits if k.name == "budget"]
    assert budget.is_binding
    assert budget.price > 0


def test_a_price_is_what_one_unit_of_the_limit_brings():
    asked = task(free=("subsidy_budget", "ad_load", "sme_support"), floors=[floor("ebita")])
    answer = solve(asked)
    (limit,) = [k for k in answer.limits if k.name.startswith("ebita")]
    small = 0.02
    loose = Limit(metric="ebita", bound=limit.bound - small, at=LAST)
    gained = solve(task(free=asked.free, floors=[loose])).best - answer.best
    assert limit.price == pytest.approx(gained / small, rel=0.02)


def test_a_limit_that_does_not_bind_is_worth_nothing():
    answer = solve(task(floors=[floor("revenue", 0.5), floor("ebita")]))
    slack, tight = answer.limits[:2]
    assert (slack.is_binding, slack.price) == (False, 0.0)
    assert tight.is_binding
    assert tight.price > 0


def test_locked_levers_stay_and_moves_are_limited():
    asked = task(
        free=FREE_LEVERS[:4],
        locks={"ad_load": 1.2},
        reach={"subsidy_budget": 3.0, "taobao_traffic_share": 0.05},
        plan=today(refund_leniency=0.5),
    )
    planned = solve(asked).scenario.schedule(load_market("2023Q1").levers)
    assert (planned["ad_load"] == 1.2).all()
    assert (planned["refund_leniency"] == 0.5).all()
    assert (abs(planned["subsidy_budget"] - 5.0) <= 3.0 + 1e-9).all()
    assert (abs(planned["taobao_traffic_share"] - 0.45) <= 0.05 + 1e-9).all()
    moved = {*asked.free, "ad_load", "refund_leniency"}
    for name in LEVERS:
        if name not in moved:
            assert (planned[name] == load_market("2023Q1").levers[name]).all()


def test_phases_never_do_worse(searched):
    one = answer_at(*searched)
    three = solve(task(floors=one.task.limits, phases=dict.fromkeys(TWO, 3)))
    assert three.best >= one.best * (1 - 1e-5)
    assert [len(steps) for steps in three.plan.values()] == [3, 3]


def test_layers_come_whole_and_weights_sum_to_one():
    answer = solve(task(free=("reporting_layers", "kpi_consumer", "centralisation")))
    planned = answer.scenario.schedule(load_market("2023Q1").levers)
    assert planned["reporting_layers"][-1] == round(planned["reporting_layers"][-1])
    weights = [planned[name][-1] for name in KPI_UNITS["kpi_consumer"]]
    assert sum(weights) == pytest.approx(1.0, abs=1e-6)


def test_nothing_better_is_said_and_not_passed_off_as_an_answer(searched):
    best = answer_at(*searched)
    again = solve(task(floors=best.task.limits, plan=best.scenario))
    assert again.verdict in ("at_start", "improved")
    assert again.best == pytest.approx(best.best, rel=1e-4)
    stuck = solve(task("dau", free=("sme_support",), reach={"sme_support": 0.0}))
    assert stuck.verdict == "at_start"
    assert stuck.best == stuck.start == stuck.today


def test_no_plan_is_said_with_the_nearest_and_by_how_much_it_misses():
    answer = solve(task(free=FIVE, floors=[floor("revenue", 2.0), floor("dau")]))
    assert answer.verdict == "infeasible"
    (missed,) = [k for k in answer.missed if k.name.startswith("revenue")]
    got = year(run(answer.scenario).central("revenue"))
    assert got == pytest.approx(missed.value, rel=1e-6)
    assert missed.missing == pytest.approx(missed.bound - missed.value, rel=1e-5)
    record = as_json(answer)
    assert record["feasible"] is False
    assert record["best"] is None
    assert record["nearest"]["misses"]


RISKS = ["expected", "p10", "cvar", "probability"]


@pytest.mark.parametrize("risk", some(RISKS, "cvar", "probability"))
def test_each_attitude_to_risk_is_what_the_draws_say(risk):
    asked = task(floors=[floor("ebita", 0.9)], risk=risk, target=385.0, draws=20)
    answer = solve(asked)
    draws = year(run(answer.scenario, draws=answer.scenario.draws).draws("dau"))
    worst = np.sort(draws)[: draws.size // 10].mean()
    said = {
        "expected": draws.mean(),
        "p10": np.quantile(draws, 0.1),
        "cvar": worst,
        "probability": (draws >= 385.0).mean(),
    }
    assert answer.best == pytest.approx(said[risk], rel=1e-9)
    assert answer.best >= answer.start


def test_a_sum_is_discounted_over_the_horizon_alone():
    answer = solve(task("ebita", free=("ad_load",), at="sum"))
    profit = run(answer.scenario).central("ebita")
    rate = load_parameters().central({})["discount_rate"]
    factors = (1.0 + rate) ** (-np.arange(1, len(profit) + 1) / 4.0)
    assert answer.best == pytest.approx(factors @ profit, rel=1e-9)
    assert answer.best > answer.today


def test_weights_trade_per_cent_against_per_cent():
    answer = solve(task((("dau", 0.5), ("revenue", 0.5)), free=FIVE, floors=[floor("ebita")]))
    ours, idle = run(answer.scenario), run(today())
    dau, revenue = (year(ours.central(m)) / year(idle.central(m)) for m in ("dau", "revenue"))
    assert answer.best == pytest.approx(50 * (dau + revenue - 2), rel=1e-9)
    assert answer.today == 0.0


def test_every_stop_has_an_answer_and_they_never_get_worse():
    asked = task(free=FIVE, floors=[floor("revenue")])
    states = list(search_states(load_market("2023Q1"), load_parameters(), asked))
    goals = [answer_at(evaluator, state).best for evaluator, state in states]
    assert [state.stage for _, state in states] == ["screen", "climb", "climb", "climb", "polish"]
    assert all(b >= a * (1 - 1e-9) for a, b in pairwise(goals))


def test_a_limit_that_binds_is_used_up(searched):
    """To some millionths: a margin too wide, or a climb too short, ends well inside."""
    _, state = searched
    assert abs(state.best.slack.min()) < 2e-6


def test_another_method_finds_nothing_better(searched):
    evaluator, state = searched
    progress = []
    opinion = second_opinion(
        evaluator, state.best, rounds=25, should_stop=lambda done: progress.append(done)
    )
    assert opinion.agrees
    assert opinion.gain <= 1e-6 * abs(state.best.goal[0])
    assert progress == sorted(progress)


def test_the_other_method_stops_when_told(searched):
    evaluator, state = searched
    progress = []
    second_opinion(
        evaluator, state.best, rounds=25, should_stop=lambda done: progress.append(done) or True
    )
    assert len(progress) == 1


@every(
    ("more", "word"),
    [
        ({"free": ("consumer_confidence",)}, "nobody sets it"),
        ({"free": ("reorganisation",)}, "one quarter"),
        ({"free": ()}, "at least one lever"),
        ({"free": ("foo",)}, "what can be freed"),
        ({"goal": "sales"}, "a metric is one of"),
        ({"at": "2030Q1"}, f"from 2023Q2 to {LAST}"),
        ({"risk": "brave"}, "one of central"),
        ({"risk": "probability"}, "needs the target"),
        ({"locks": {"ad_load": 2.0}}, "either free or locked"),
        ({"locks": {"sme_support": 99.0}}, "from 0 to 10"),
        ({"reach": {"ad_load": -1.0}}, "0 or more"),
        ({"phases": {"ad_load": 4}}, "1 to 3 phases"),
        ({"budget": float("nan")}, "0 or more"),
        ({"budget": float("inf")}, "finite"),
        ({"risk": "probability", "target": float("nan")}, "finite"),
        ({"reach": {"ad_load": float("inf")}}, "finite"),
        ({"floors": [floor("dau", float("inf"))]}, "finite"),
        ({"reach": {"kpi_group": 0.1}}, "no limit on moves"),
        ({"reach": {KPI_UNITS["kpi_group"][0]: 0.1}}, "no limit on moves"),
        ({"free": ("kpi_group",), "locks": THIRDS}, "not both"),
        ({"goal": (("dau", 0.5), ("portfolio_cash", 0.5))}, "'portfolio_cash', but it is 0 today"),
        ({"floors": [floor("dua")]}, "a metric is one of"),
        ({"floors": [floor("dau", at="soon")]}, "or is every"),
    ],
)
def test_a_task_that_cannot_be_answered_is_refused_in_words(more, word):
    with pytest.raises(ScenarioError, match=word):
        solve(task(**more))
