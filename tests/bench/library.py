"""Budgets of the library: 10,000 plans of 20 revisions, on the disk of this machine."""

import atexit
import tempfile
from functools import cache
from pathlib import Path
from statistics import median

from sqlalchemy import insert

from models.library import close_libraries, finding, keeping, open_library, saving
from models.library.database import sqlite_url
from models.library.figures import Figure, to_json
from models.library.identity import identity
from models.library.tables import Plan, Revision
from models.scenario import Scenario, Step
from tests.bench.budgets import best_seconds, budget, seconds

PLANS, REVISIONS, SAVES = 10_000, 20, 101
FIGURES = tuple(
    Figure(metric=name, central=1.0, low=0.5, high=1.5)
    for name in ("dau", "dac", "aac", "gmv", "revenue", "ebita", "value", "worth", "gmv_share")
)
_PART = 500


def plan(name: str) -> Scenario:
    step = Step(lever="taobao_traffic_share", quarter="2023Q2", value=0.5)
    return Scenario(name=name, market="2023Q1", steps=(step,))


@cache
def address():
    """Make the library once: every revision with its results, the scenarios shared by plan."""
    folder = tempfile.TemporaryDirectory(prefix="two-roads-library-")
    atexit.register(folder.cleanup)
    url = sqlite_url(Path(folder.name) / "library.db")
    library, made_on, figures = open_library(url), identity("2023Q1"), to_json(FIGURES)
    for start in range(0, PLANS, _PART):
        with library.writing() as session:
            kept = {
                name: keeping.keep_text(session, getattr(made_on, name))
                for name in ("parameters", "market")
            }
            plans = [
                {"id": n + 1, "name": f"Plan {n}", "name_key": f"plan {n}", "owner": "Bob",
                 "private": False, "archived": False, "head": REVISIONS}
                for n in range(start, start + _PART)
            ]  # fmt: skip
            session.execute(insert(Plan), plans)
            rows = []
            for one in plans:
                text = keeping.keep_text(session, keeping.text_from(plan(one["name"])))
                rows += [
                    {"plan_id": one["id"], "number": number, "saved": keeping.now(),
                     "author": "Bob", "message": f"why {number}", "scenario": text,
                     "model": made_on.model, "results": figures, **kept}
                    for number in range(1, REVISIONS + 1)
                ]  # fmt: skip
            session.execute(insert(Revision), rows)
    return url


@budget("library: list of 10,000 plans", 0.2, "s")
def list_of_plans() -> float:
    library = open_library(address())
    assert len(finding.plans(library)) == PLANS
    return best_seconds(lambda: finding.plans(library))


@budget("library: save into 10,000 plans x 20 revisions, median", 0.05, "s")
def save() -> float:
    library = open_library(address())

    def once(number: int) -> float:
        one = plan(f"Plan {number}")
        return seconds(lambda: saving.save(library, one, FIGURES, message="saved"))

    once(0)
    return median(once(number) for number in range(SAVES))


@budget("library: open 10,000 plans x 20 revisions", 0.3, "s")
def opening() -> float:
    url = address()

    def reopen() -> None:
        close_libraries()
        open_library(url)

    return best_seconds(reopen)


@budget("library: open, list and the last plan with its history", 0.3, "s")
def first_page() -> float:
    url = address()

    def read() -> None:
        close_libraries()
        library = open_library(url)
        name = finding.plans(library, viewer="")[0].name
        finding.history(library, name)
        finding.revision(library, name)

    return best_seconds(read)
