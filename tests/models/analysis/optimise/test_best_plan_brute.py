"""The optimiser against brute force: thirty generated problems with up to four free levers."""

from itertools import product

import numpy as np
import pytest

from models.analysis.optimise.evaluator import Evaluator
from models.analysis.optimise.goals import Goal, Limit, Task
from models.analysis.optimise.locked import FREE_LEVERS
from models.analysis.optimise.optimise import optimise
from models.analysis.optimise.space import space_of
from models.inputs import load_market, load_parameters, vintages
from models.projection import project
from tests.every import some
from tests.models.analysis.optimise.worlds_of_search import HORIZON, today
from tests.models.worlds import year

pytestmark = pytest.mark.slow

PROBLEMS = 30
SHARPEST = (1, 3, 4, 6, 9, 21, 26)
"""One of each market, all goals and floors, one to four levers; the rest is exhaustive."""

BEYOND_REACH = (3, 6)
POINTS = {1: 401, 2: 31, 3: 11, 4: 7}
GOALS = ("dau", "revenue", "gmv", "value")
FLOORS = ("revenue", "ebita", "dau", "gmv_brand")
QUARTER = HORIZON - 1


def problem(number):
    """A task that some plan answers, and one like it whose floor no plan of the grid reaches."""
    rng = np.random.default_rng(number)
    market = load_market(vintages()[number % len(vintages())])
    plan = today(market.vintage, rivals=str(rng.choice(["passive", "follow"])))
    at = project(market, load_parameters(), plan, draws=0).quarters[QUARTER]
    offered = [name for name in FREE_LEVERS if not market.is_shut(name)]
    free = tuple(rng.choice(offered, size=int(rng.integers(1, 5)), replace=False).tolist())
    goal = str(rng.choice(GOALS))
    floor = str(rng.choice([name for name in FLOORS if name != goal]))
    limit = Limit(metric=floor, bound=float(rng.uniform(0.93, 1.0)), at=at, is_relative=True)
    return market, Task(
        scenario=plan, goal=Goal(weights=((goal, 1.0),), at=at), free=free, limits=(limit,)
    )


def grid(market, task):
    count = len(task.free)
    points = np.array(list(product(np.linspace(0.0, 1.0, POINTS[count]), repeat=count)))
    evaluator = Evaluator(
        market=market, parameters=load_parameters(), task=task, space=space_of(market, task)
    )
    return evaluator, evaluator.try_points(points)


def figure(market, plan, metric):
    path = project(market, load_parameters(), plan, draws=0).central(metric)
    return float(path if path.ndim == 0 else year(path[: QUARTER + 1]))


@pytest.mark.parametrize("number", some(range(PROBLEMS), *SHARPEST))
def test_no_point_of_a_grid_is_better_and_floors_hold(number):
    market, task = problem(number)
    evaluator, tried = grid(market, task)
    answer = optimise(market, load_parameters(), task)
    best = tried.goal[tried.worst <= 0.0].max(initial=-np.inf)
    assert answer.is_feasible
    assert answer.best >= best - 0.01 * abs(best)
    assert answer.best >= answer.start
    (limit,) = task.limits
    bound = evaluator.scorer.bounds(limit)[0]
    kept = figure(market, answer.scenario, limit.metric)
    assert kept >= bound - 1e-6 * max(abs(bound), 1.0)
    assert figure(market, answer.scenario, task.goal.metrics[0]) == pytest.approx(answer.best)


@pytest.mark.parametrize("number", some(range(PROBLEMS), *BEYOND_REACH))
def test_a_floor_above_all_that_can_be_reached_is_recognised(number):
    market, task = problem(number)
    (limit,) = task.limits
    highest = Task(scenario=task.scenario, goal=Goal(weights=((limit.metric, 1.0),), at=limit.at),
                   free=task.free)  # fmt: skip
    most = grid(market, highest)[1].goal.max()
    bound = most + 0.02 * abs(most)
    beyond = Limit(metric=limit.metric, bound=float(bound), at=limit.at)
    asked = Task(scenario=task.scenario, goal=task.goal, free=task.free, limits=(beyond,))
    answer = optimise(market, load_parameters(), asked)
    assert not answer.is_feasible
    (missed,) = answer.missed
    assert missed.value <= bound
    # The nearest plan comes as near as any point of the grid.
    assert missed.missing <= bound - most + 1e-6 * abs(most)
