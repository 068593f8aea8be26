"""How long a reader waits after moving a lever."""

import tempfile
from functools import cache
from pathlib import Path

from tests.bench.budgets import budget
from tests.bench.load_sessions import measure
from tests.browser.server import running_app

WARM_UP = ["--sessions", "1", "--reruns", "3"]
ONE_READER = ["--sessions", "1", "--reruns", "60", "--think", "0.1"]
LEVER = ["--label", "Buyer subsidies"]
PLAN = ["--query", "lever.taobao_traffic_share=0.52&lever.sme_support=4"]
"""The bare address opens Start; a plan opens the Cockpit."""


@cache
def one_reader() -> dict:
    """Latencies of one session that moves a lever of the Cockpit; the server is warm."""
    with tempfile.TemporaryDirectory() as folder, running_app(Path(folder) / "log") as address:
        measure([address, *LEVER, *PLAN, *WARM_UP])
        result = measure([address, *LEVER, *PLAN, *ONE_READER])
    if result["failed_sessions"]:
        msg = f"the session failed: {result['errors']}"
        raise RuntimeError(msg)
    return result["rerun_ms"]


@budget("lever moved -> run finished, one session, p50", 120, "ms")
def p50() -> float:
    return one_reader()["p50"]


@budget("lever moved -> run finished, one session, p95", 250, "ms")
def p95() -> float:
    return one_reader()["p95"]
