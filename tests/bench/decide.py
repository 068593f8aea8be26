"""What a decision costs: drivers, comparison, the best plan and the frontier."""

from collections.abc import Sequence

from models.analysis.compare.contests import contests
from models.analysis.compare.field import field
from models.analysis.drivers.drivers import drivers
from models.analysis.optimise.frontier import frontier, non_dominated
from models.analysis.optimise.goals import Goal, Limit, Task
from models.analysis.optimise.locked import FREE_LEVERS
from models.analysis.optimise.optimise import optimise
from models.inputs import load_market, load_parameters
from models.scenario import Scenario, Step
from tests.bench.budgets import best_seconds, budget, seconds

AT = "2026Q1"
EIGHT = {
    "taobao_traffic_share": 0.52,
    "subsidy_budget": 9.0,
    "high_ticket_share": 0.2,
    "sme_support": 3.0,
    "fee_waiver": 0.001,
    "content_investment": 2.5,
    "ad_load": 1.1,
    "refund_leniency": 0.5,
}


def plan(name: str, names: Sequence[str]) -> Scenario:
    steps = tuple(Step(lever=k, quarter="2023Q2", value=EIGHT[k]) for k in names)
    return Scenario(name=name, market="2023Q1", steps=steps)


def task(risk: str, metric: str = "dau") -> Task:
    return Task(
        scenario=Scenario(name="today", market="2023Q1"),
        goal=Goal(weights=((metric, 1.0),), at=AT, risk=risk),
        free=FREE_LEVERS,
        limits=(Limit(metric="revenue", bound=1.0, at=AT, is_relative=True),),
    )


@budget("drivers of eight levers, 64 draws", 3, "s")
def eight_levers() -> float:
    whole = plan("eight", tuple(EIGHT))
    return best_seconds(lambda: drivers(load_market("2023Q1"), load_parameters(), whole), 3)


@budget("compare eight scenarios, 1,000 draws", 2, "s")
def eight_scenarios() -> float:
    plans = [plan(name, [name]) for name in EIGHT]

    def compare() -> None:
        comparison = field(load_market("2023Q1"), load_parameters(), plans, draws=1000)
        list(contests(comparison))

    return best_seconds(compare, 3)


@budget("best plan, ten levers, central run", 2, "s")
def best_central() -> float:
    asked = task("central")
    return best_seconds(lambda: optimise(load_market("2023Q1"), load_parameters(), asked), 3)


@budget("best plan, ten levers, expected value over 64 draws", 6, "s")
def best_expected() -> float:
    asked = task("expected")
    return best_seconds(lambda: optimise(load_market("2023Q1"), load_parameters(), asked), 3)


@budget("best plan for worth, ten levers, central run", 3, "s")
def best_worth_central() -> float:
    asked = task("central", "worth")
    return best_seconds(lambda: optimise(load_market("2023Q1"), load_parameters(), asked), 3)


@budget("best plan for worth, ten levers, expected value over 64 draws", 8, "s")
def best_worth_expected() -> float:
    asked = task("expected", "worth")
    return best_seconds(lambda: optimise(load_market("2023Q1"), load_parameters(), asked), 3)


@budget("frontier of 15 plans or more", 60, "s")
def whole_frontier() -> float:
    asked = Task(
        scenario=Scenario(name="today", market="2023Q1"),
        goal=Goal(weights=(("revenue", 1.0),), at=AT),
        free=FREE_LEVERS,
        limits=(Limit(metric="ebita", bound=0.95, at=AT, is_relative=True),),
    )

    def walk() -> None:
        points = frontier(load_market("2023Q1"), load_parameters(), asked, against="dau")
        if (count := len(non_dominated(list(points)))) < 15:
            msg = f"only {count} plans on the frontier"
            raise RuntimeError(msg)

    return seconds(walk)
