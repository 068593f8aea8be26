"""What a projection costs: ensembles as ratios to bare exp and log, the central run in ms."""

from collections.abc import Collection

from models.inputs import load_market, load_parameters
from models.notation import HORIZON_METRICS
from models.projection import project
from models.scenario import Scenario, Step
from models.simulation.run import ALL
from tests.bench.budgets import best_seconds, budget, ratio

QUARTERS = 12
WHOLE = (*ALL, *HORIZON_METRICS)
PLAN = Scenario(
    name="bench",
    market="2023Q1",
    steps=(
        Step(lever="subsidy_budget", quarter="2023Q2", value=12.0),
        Step(lever="taobao_traffic_share", quarter="2023Q2", value=0.52),
    ),
)


def ensemble(draws: int, metrics: Collection[str] = ALL) -> None:
    """Project the plan; without a metric of the whole horizon nothing is simulated beyond it."""
    market, parameters = load_market("2023Q1"), load_parameters()
    project(market, parameters, PLAN, quarters=QUARTERS, draws=draws, metrics=metrics)


@budget("10,000 draws x 12 quarters / 100 exp + 100 log each", 14, "x")
def ten_thousand() -> float:
    return ratio(lambda: ensemble(10_000), draws=10_000, quarters=QUARTERS, repeats=25)


@budget("1,000 draws x 12 quarters / 100 exp + 100 log each", 15, "x")
def thousand() -> float:
    return ratio(lambda: ensemble(1_000), draws=1_000, quarters=QUARTERS, repeats=15)


@budget("1,000 draws x 12 quarters and what the plan is worth, in the same", 24, "x")
def thousand_worth() -> float:
    return ratio(lambda: ensemble(1_000, WHOLE), draws=1_000, quarters=QUARTERS, repeats=15)


@budget("one central run, 12 quarters and what the plan is worth", 15, "ms")
def central() -> float:
    return 1e3 * best_seconds(lambda: ensemble(0, WHOLE), repeats=15)
