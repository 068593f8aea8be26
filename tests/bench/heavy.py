"""``make bench-heavy``: memory of the largest plans, and what one heavy reader costs the others.

Prints figures and judges none: they depend on the machine. Memory is the proportional share (PSS)
of the server and all processes below it, so that a page shared by two counts once; Linux only.
"""

import os
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

from streamlit.testing.v1 import AppTest

from models.inputs import load_market
from models.scenario import Scenario, scenario_from_levers
from models.scenario.csv.scenario_file import write_bytes
from pages import compute
from pages.plan import plan
from tests.bench.load_sessions import measure
from tests.browser.server import running_app
from tests.conftest import PAGE_SCRIPT, ROOT

PAGES = [
    f"../{section}/{path.name}"
    for section in ("decide", "challenge", "trust")
    for path in sorted((ROOT / "pages" / section).glob("*.py"))
]
NINE = [
    *("--sessions", "9", "--reruns", "15", "--think", "1", "--label", "Buyer subsidies"),
    *("--vary", "lever.sme_support=1:15:1"),
]
HEAVY = {
    "stress test": ["--page", "risk", "--label", "Buyer subsidies"],
    "best plan": ["--page", "best_plan", "--key", "best.job.start"],
}
COCKPIT = "../decide/cockpit.py"
ANSWER_SECONDS = 600


def largest(draws: int) -> Scenario:
    """Give a plan of 40 quarters."""
    market = load_market()
    settings = {"horizon": 40, "draws": draws}
    return scenario_from_levers("-", market.vintage, {"sme_support": 5}, market.levers, **settings)


def say(line: str) -> None:
    """Write a line at once."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def megabytes(root: int) -> float:
    """Memory of a process and of all below it."""
    total, waiting = 0.0, [root]
    while waiting:
        process = Path("/proc") / str(waiting.pop())
        try:
            rollup = (process / "smaps_rollup").read_text()
            total += next(float(row.split()[1]) for row in rollup.splitlines() if "Pss:" in row)
            tasks = (task / "children" for task in (process / "task").iterdir())
            waiting += [int(child) for task in tasks for child in task.read_text().split()]
        except (OSError, StopIteration):  # it has ended
            continue
    return total / 1000


class Watch:
    """Memory while something goes on: before it, at its highest and after it."""

    def __init__(self, root: int) -> None:
        self.root, self.before = root, megabytes(root)
        self.highest, self.after, self._goes_on = self.before, 0.0, True
        self._thread = threading.Thread(target=self._look, daemon=True)

    def __enter__(self) -> "Watch":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._goes_on = False
        self._thread.join()
        self.after = megabytes(self.root)

    def _look(self) -> None:
        while self._goes_on:
            self.highest = max(self.highest, megabytes(self.root))
            time.sleep(0.1)

    def __str__(self) -> str:
        return f"{self.before:,.0f} MB before, {self.highest:,.0f} highest, {self.after:,.0f} after"


def on_every_page() -> None:
    """Open the largest file on every page."""
    compute.begin()
    try:
        own = os.getpid()
        with Watch(own) as whole:
            for page in PAGES:
                start = time.perf_counter()
                with Watch(own) as one:
                    visit(page)
                say(f"  {page:34} {one}; {time.perf_counter() - start:.1f} s")
        say(f"  all pages: {whole}")
        with Watch(own) as eight:
            for number in range(1, 9):
                visit(COCKPIT, number)
        grown = (eight.highest - eight.before) / 8
        say(f"  eight more plans: {eight}; {grown:.0f} MB a plan at the highest")
    finally:
        compute.end()


def visit(page: str, number: int = 0) -> None:
    """Open a page, in a session of its own, with a plan of the largest size."""
    app = AppTest.from_file(str(PAGE_SCRIPT), default_timeout=ANSWER_SECONDS)
    app.query_params["horizon"] = "40"
    app.query_params["lever.subsidy_budget"] = str(10 + number)
    app.session_state["plan"] = plan.PlanInputs(name=f"Plan {number}", draws=100_000, seed=number)
    app = app.run()
    if page != COCKPIT:
        app = app.switch_page(page).run()
    if errors := [error.value for error in (*app.exception, *app.error)]:
        raise RuntimeError("; ".join(errors))


def in_the_terminal() -> None:
    """Project the largest file, and one of a tenth of its draws."""
    for draws in (10_000, 100_000):
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "plan.csv"
            path.write_bytes(write_bytes([largest(draws)]))
            start = time.perf_counter()
            command = [sys.executable, "cli.py", "project", str(path)]
            process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL)
            with Watch(process.pid) as watch:
                process.wait()
            took = time.perf_counter() - start
            say(f"  {draws:,} draws: {watch.highest:,.0f} MB, {took:.1f} s")


def nine_readers() -> None:
    """Time the Cockpits of nine readers alone, and beside one heavy one."""
    with tempfile.TemporaryDirectory() as folder, running_app(Path(folder) / "log") as address:
        measure([address, *NINE, "--salt", "warm"])
        alone = measure([address, *NINE])["rerun_ms"]["p95"]
        say(f"  alone: p95 {alone:.0f} ms")
        for name, how in HEAVY.items():
            arguments = [address, *how, "--sessions", "1", "--reruns", "40", "--timeout", "600"]
            command = [sys.executable, "-m", "tests.bench.load_sessions", *arguments]
            heavy = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL)
            try:
                time.sleep(5)
                measured = measure([address, *NINE])["rerun_ms"]["p95"]
                say(f"  beside a {name}: p95 {measured:.0f} ms, {measured / alone:.1f} times")
            finally:
                heavy.kill()
                heavy.wait()


def main() -> None:
    """Print all figures."""
    for part in (in_the_terminal, on_every_page, nine_readers):
        say(part.__doc__ or "")
        part()


if __name__ == "__main__":
    main()
