"""What a search computes: searches side by side, slopes kept, draws only where they are needed."""

from collections import Counter
from functools import partial

import numpy as np
import pytest

from models.analysis.optimise import evaluator as evaluators
from models.analysis.optimise.climb import local_optimum
from models.analysis.optimise.evaluator import EvaluatedPoints
from models.analysis.optimise.locked import FREE_LEVERS
from models.analysis.optimise.screen import first_points
from models.analysis.optimise.search import search
from models.analysis.optimise.side_by_side import side_by_side
from models.analysis.optimise.slopes import Slopes
from models.analysis.optimise.space import space_of
from models.ensemble import project_plans
from models.errors import ModelError
from models.inputs import load_market
from tests.models.analysis.optimise.worlds_of_search import LAST, TWO, evaluator_of, kept, small

SCALE = 100.0
STARTS = np.array([[0.1, 0.2], [0.5, 0.9], [0.8, 0.1]])


class Hill:
    """A goal without a model: a hill at ``top``; notes how many points it was asked for."""

    top = np.array([0.3, 0.6, -0.5])

    def __init__(self, last=10**9):
        self.asked = []
        self.last = last

    def try_points(self, points):
        self.asked.append(len(points))
        if len(self.asked) > self.last:
            msg = "no number"
            raise ModelError(msg)
        goal = -((points - self.top) ** 2).sum(axis=1)
        slack = points[:, :1] + 1.0
        return EvaluatedPoints(points=points, goal=goal, smooth=goal, slack=slack, limit=(0,))


def climb(trier, start):
    return local_optimum(trier, Slopes(trier, SCALE), start).points[0]


def test_searches_side_by_side_end_where_each_ends_alone():
    trier = evaluator_of(small(limits=[kept("revenue")]))
    together = side_by_side(trier, [partial(climb, start=start) for start in STARTS])
    alone = [climb(trier, start) for start in STARTS]
    np.testing.assert_allclose(together, alone, rtol=0, atol=1e-9)


def test_searches_side_by_side_share_their_runs():
    starts = np.eye(3)
    alone, together = Hill(), Hill()
    for start in starts:
        climb(alone, start)
    side_by_side(together, [partial(climb, start=start) for start in starts])
    assert sum(together.asked) == sum(alone.asked)
    assert len(together.asked) < 0.5 * len(alone.asked)


@pytest.mark.parametrize("last", [0, 1, 3])
def test_what_one_run_refuses_ends_all_searches(last):
    with pytest.raises(ModelError, match="no number"):
        side_by_side(Hill(last), [partial(climb, start=start) for start in np.eye(3)])


def test_a_lever_that_stays_at_its_end_keeps_its_slope():
    hill = Hill()
    slopes = Slopes(hill, 1.0)
    first = slopes.at(np.array([0.5, 0.5, 0.0]))[1]
    second = slopes.at(np.array([0.4, 0.5, 0.0]))[1]
    assert hill.asked == [4, 3]
    assert second[2] == first[2] == pytest.approx(-1.0, rel=1e-4)
    assert second[0] == pytest.approx(-0.2, rel=1e-4)
    slopes.at(np.array([0.4, 0.5, 0.1]))
    slopes.forget()
    slopes.at(np.array([0.4, 0.5, 0.1]))
    assert hill.asked == [4, 3, 4, 4]


def test_a_point_of_the_cube_and_its_plan_are_one():
    asked = small(free=(*FREE_LEVERS, "kpi_group"), phases={"subsidy_budget": 3})
    space = space_of(load_market("2023Q1"), asked)
    point = np.random.default_rng(0).uniform(0.05, 0.95, len(space.axes))
    np.testing.assert_allclose(space.point(space.schedule(point)), point, atol=1e-12)
    plan = space.scenario(point, asked, "x").schedule(load_market("2023Q1").levers)
    for name, path in space.schedule(point).items():
        np.testing.assert_allclose(plan[name], path, atol=1e-9)


@pytest.mark.slow
@pytest.mark.parametrize("risk", ["expected", "cvar"])
def test_the_central_run_leads_to_a_good_mean_and_the_worst_draws_are_searched_alone(
    monkeypatch, risk
):
    plans = Counter()

    def counted(market, parameters, scenario, tried, **more):
        plans[more["draws"]] += len(tried)
        return project_plans(market, parameters, scenario, tried, **more)

    monkeypatch.setattr(evaluators, "project_plans", counted)
    task = small(
        free=(*TWO, "festival_intensity"), limits=[kept("revenue", at=LAST)], risk=risk, draws=16
    )
    evaluator = evaluator_of(task)
    *_, state = search(evaluator)
    assert plans[16] > 0
    assert plans[0] > 2 * plans[16] if risk == "expected" else not plans[0]
    spread = evaluator.try_points(first_points(evaluator))
    inside = spread.goal[spread.worst == 0.0]
    assert state.best.worst[0] < 1e-6
    assert state.best.goal[0] >= inside.max()
