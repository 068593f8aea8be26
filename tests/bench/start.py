"""How long the first reader of a fresh server waits; the browser's cache is empty too.

The reader opens the address of a plan; the bare one opens Start, which has no chart.
"""

import tempfile
import time
from functools import cache
from pathlib import Path

from tests.bench.browser import PLAN, open_app
from tests.bench.budgets import budget
from tests.browser.server import running_app

DRAWN = """() => ['trajectory', 'rivals'].every(name => document.querySelector(
  `.st-key-figure-${name} svg.marks path`))"""


@cache
def first_reader():
    """Seconds until the server answers, and from opening its address to the first charts.

    The reader comes as soon as the server answers at all, while it still warms itself.
    """
    started = time.perf_counter()
    with tempfile.TemporaryDirectory() as folder, running_app(Path(folder) / "log") as address:
        answered = time.perf_counter()
        with open_app(address + PLAN, wait_until="commit") as (page, opened):
            page.wait_for_function(DRAWN)
            drawn = time.perf_counter()
    return {"answer": answered - started, "visit": drawn - opened}


@budget("server process started -> it answers", 4, "s")
def answers():
    return first_reader()["answer"]


@budget("address opened on a server just started -> first charts drawn", 2.5, "s")
def first_charts():
    return first_reader()["visit"]
