"""Small tasks for tests of searches, in one line each."""

from models.analysis.optimise.evaluator import Evaluator
from models.analysis.optimise.goals import EVERY, Goal, Limit, Task
from models.analysis.optimise.optimise import optimise
from models.analysis.optimise.space import space_of
from models.inputs import load_market, load_parameters
from models.notation import quarters_after
from tests.models.worlds import scenario

HORIZON, DRAWS = 6, 40
"""A search takes the same steps over any horizon and tells its answer by any number of draws."""

LAST = quarters_after("2023Q1", HORIZON)[-1]
TWO = ("subsidy_budget", "ad_load")


def today(market="2023Q1", **levers):
    """A plan of a short horizon, without steps but for ``levers``; rivals follow it."""
    return scenario(market, **{"rivals": "follow", "horizon": HORIZON, "draws": DRAWS} | levers)


def small(goal="dau", free=TWO, limits=(), *, market="2023Q1", plan=None, risk="central", **more):
    """Ask for one goal over a short horizon."""
    plan = plan or today(market)
    at = quarters_after(plan.market, plan.horizon)[-1]
    return Task(
        scenario=plan,
        goal=Goal(weights=((goal, 1.0),), at=at, risk=risk),
        free=free,
        limits=tuple(limits),
        **more,
    )


def kept(metric, bound=1.0, at=EVERY, *, is_relative=True, **more):
    """A floor, or with ``is_ceiling`` a ceiling, against no change."""
    return Limit(metric=metric, bound=bound, at=at, is_relative=is_relative, **more)


def solved(task):
    return optimise(load_market(task.scenario.market), load_parameters(), task)


def evaluator_of(task):
    market = load_market(task.scenario.market)
    return Evaluator(
        market=market, parameters=load_parameters(), task=task, space=space_of(market, task)
    )
