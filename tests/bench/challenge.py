"""What Challenge costs: the game, the stress test, Sobol indices, a million runs."""

import resource
from functools import cache

from models.analysis.ensembles.blocks import Job
from models.analysis.ensembles.run import run_ensemble
from models.analysis.risk.sensitivity import sensitivity
from models.analysis.risk.stress import stress
from models.analysis.risk.targets import parse_target
from models.analysis.rivalry.takeback import react
from models.analysis.rivalry.wargame import play_game
from models.inputs import DATA, load_market, load_parameters, read_scenarios
from models.scenario import Scenario, Step
from pages.terminal.ensemble import workers
from tests.bench.budgets import best_seconds, budget, seconds

MARKET = "2023Q1"
RUNS = 1_000_000
MEGABYTE = 1024.0


def plans() -> list[Scenario]:
    """Six plans of one market: its library and two more; no change is one of them."""
    files = sorted((DATA / "scenarios" / MARKET).glob("*.csv"))
    library = [plan for file in files for plan in read_scenarios(file)]
    more = [
        Scenario(
            name=lever,
            market=MARKET,
            steps=(Step(lever=lever, quarter="2023Q2", value=value),),
        )
        for lever, value in (("subsidy_budget", 12.0), ("sme_support", 4.0))
    ]
    return [*library, *more]


def ground() -> tuple:
    return load_market(MARKET), load_parameters()


@budget("war game, 6 plans x 4 answers x 256 draws", 5, "s")
def game() -> float:
    assert len(plans()) + 1 == 6
    return best_seconds(lambda: play_game(*ground(), plans()), 3)


@budget("what rivals take back, every figure, 256 draws", 2, "s")
def takeback() -> float:
    return best_seconds(lambda: react(*ground(), plans()[0]), 3)


@budget("stress test, 10,000 futures, two targets, box and sign", 3, "s")
def futures() -> float:
    targets = [parse_target("dau=baseline+4%"), parse_target("revenue=baseline-1%")]
    return best_seconds(lambda: stress(*ground(), plans()[0], targets), 3)


@budget("tornado and Sobol indices, 20 parameters, n = 1,024, level", 3, "s")
def sobol() -> float:
    return best_seconds(lambda: sensitivity(*ground(), plans()[0], "dau"), 3)


@cache
def million() -> tuple[float, float]:
    """Seconds and megabytes, processes of the ensemble included."""
    job = Job(scenario=plans()[-1], metrics=("gmv", "revenue", "dau", "value"), shocks=False)
    with workers(2, None) as (executor, count):
        took = seconds(lambda: run_ensemble(job, RUNS, executor, workers=count))
    here, there = (
        resource.getrusage(who).ru_maxrss / MEGABYTE
        for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )
    return took, here + count * there


@budget("a million central runs on two cores", 90, "s")
def million_seconds() -> float:
    return million()[0]


@budget("a million central runs, memory of all processes", 1024, "MB")
def million_megabytes() -> float:
    return million()[1]
