"""What Challenge costs: the game, the stress test, Sobol indices, a million runs."""

import os
from concurrent.futures import ProcessPoolExecutor
from functools import cache
from multiprocessing import active_children, get_context
from pathlib import Path

from models.analysis.ensembles.blocks import BlockTask
from models.analysis.ensembles.ensemble_run import run_ensemble
from models.analysis.risk.sensitivity import sensitivity
from models.analysis.risk.stress import stress
from models.analysis.rivalry.takeback import react
from models.analysis.rivalry.wargame import play_game
from models.analysis.targets import parse_target
from models.inputs import DATA, load_market, load_parameters, read_scenarios
from models.scenario import Scenario, Step
from pages.terminal.ensemble_verb import workers
from tests.bench.budgets import best_seconds, budget, seconds

MARKET = "2023Q1"
RUNS = 1_000_000
KILO = 1024.0


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
    """Seconds and megabytes of `_million` in a process of its own, whose past is empty."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as fresh:
        return fresh.submit(_million).result()


def _million() -> tuple[float, float]:
    """Seconds, and the sum of the peaks of this process and those it started."""
    job = BlockTask(scenario=plans()[-1], metrics=("gmv", "revenue", "dau", "value"), shocks=False)
    with workers(2, None) as (executor, count):
        took = seconds(lambda: run_ensemble(job, RUNS, executor, workers=count))
        family = [os.getpid(), *(child.pid for child in active_children())]
        return took, sum(_peak(process) for process in family)


def _peak(process: int) -> float:
    """Megabytes that a process has held at most since its program started.

    The system's own account, `ru_maxrss`, would count the peak of whoever started it as well.
    """
    lines = Path(f"/proc/{process}/status").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM")) / KILO


@budget("a million central runs on two cores", 90, "s")
def million_seconds() -> float:
    return million()[0]


@budget("a million central runs, sum of the peaks of all processes", 1024, "MB")
def million_megabytes() -> float:
    return million()[1]
