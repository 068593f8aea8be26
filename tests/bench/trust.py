"""How long a reader waits on the page of assumptions."""

from itertools import count

from models.analysis.influence import influences
from models.inputs import load_market, load_parameters
from models.scenario import scenario_from_levers
from pages.compute.questions import trust_questions
from tests.bench.budgets import best_seconds, budget

TEST = (
    b"lever,from,to,metric,platform,quarters,effect,standard_error,date,total_or_average\n"
    b"content_investment,1.5,4,dau,taotian,4,3.2,0.8,2024-04-01,average\n"
)
values = count(1)


def plan(habit: float):
    market = load_market()
    moved = {"subsidy_budget": 14.0, "taobao_traffic_share": 0.55}
    assumed = (("habit_weight", habit),)
    return scenario_from_levers("-", market.vintage, moved, market.levers, assumptions=assumed)


@budget("assumption moved -> four lines and parts, 1,000 draws", 0.4, "s")
def moved() -> float:
    """Another value each time, as under a hand on the slider: nothing of it is kept."""
    return best_seconds(lambda: trust_questions.weighed(plan(0.28 + next(values) / 1000)))


@budget("what every parameter drives, all levers tried", 1.5, "s")
def driven() -> float:
    return best_seconds(lambda: influences(load_market(), load_parameters()), 3)


@budget("preview of a refit with one test of a lever", 10, "s")
def previewed() -> float:
    return best_seconds(lambda: trust_questions.previewed(plan(0.28), TEST, None), 1)
