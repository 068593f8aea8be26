"""`make library-test`: the long reliability runs with their counts, on SQLite and PostgreSQL.

Names of databases as arguments run those alone.
"""

import sys
import tempfile
from contextlib import ExitStack
from pathlib import Path
from secrets import token_hex
from time import perf_counter

from hypothesis import HealthCheck, settings
from hypothesis.stateful import run_state_machine_as_test

from models.library import close_libraries
from models.library.database import sqlite_url
from tests.library import reliability
from tests.library.machine import LibraryMachine
from tests.library.postgres import NoServer, new_database, server

EXAMPLES, STEPS = 100, 40
SAVES, KILLS = 500, 50
LENGTHS = 200


def machine(url):
    case = type("Machine", (LibraryMachine,), {"url": url})
    long = settings(
        max_examples=EXAMPLES,
        stateful_step_count=STEPS,
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    run_state_machine_as_test(case, settings=long)
    return f"{EXAMPLES} runs of up to {STEPS} steps agree with a dictionary"


def kills(url):
    saved = reliability.killed_writers(url, KILLS, SAVES)
    return f"{len(saved)} acknowledged saves, {KILLS} writers killed, every save is there"


def writers(url):
    conflicts = reliability.writers_at_once(url, writers=10, saves=20)
    return f"10 writers saved 20 times each: 201 revisions, {conflicts} conflicts, none lost"


def cuts(folder):
    whole = reliability.some_library(folder).read_bytes()
    for length in reliability.lengths(len(whole), LENGTHS):
        reliability.cut(whole, folder / str(length), length)
    return f"{LENGTHS} lengths of a file of {len(whole):,} bytes: each set aside whole and told"


def tell(name, run, *arguments):
    begun = perf_counter()
    said = run(*arguments)
    print(f"{name}: {said} ({perf_counter() - begun:.0f} s)", flush=True)  # noqa: T201
    close_libraries()


def on(name, new_url):
    for run in (machine, kills, writers):
        tell(name, run, new_url())


def sqlite(folder):
    tell("SQLite", cuts, folder)
    on("SQLite", lambda: sqlite_url(folder / token_hex(6) / "library.db"))


def postgresql(_folder):
    with ExitStack() as stack:
        try:
            address = stack.enter_context(server())
        except NoServer as reason:
            print(f"NOT RUN on PostgreSQL: {reason}", file=sys.stderr)  # noqa: T201
            return
        on("PostgreSQL", lambda: new_database(address, f"library_{token_hex(6)}"))
        close_libraries()


def main():
    runs = {"sqlite": sqlite, "postgresql": postgresql}
    with tempfile.TemporaryDirectory() as folder:
        for name in sys.argv[1:] or runs:
            runs[name](Path(folder))


if __name__ == "__main__":
    main()
