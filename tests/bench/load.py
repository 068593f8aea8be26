"""Many readers at once, on the machine that also plays the readers."""

import tempfile
from functools import cache
from pathlib import Path

from tests.bench.budgets import budget
from tests.bench.cockpit import LEVER, WARM_UP
from tests.bench.load_sessions import measure
from tests.browser.server import running_app

PLANS = ["--query", "lever.taobao_traffic_share=0.52", "--vary", "lever.sme_support=1:10:0.1"]
"""Each session opens the Cockpit with a plan of its own, whose answers nobody has asked for."""

CROWDS = {
    "ten": ["--sessions", "10", "--reruns", "20"],
    "twenty": ["--sessions", "20", "--reruns", "12", "--think", "2", "--ramp", "5"],
    "fifty": ["--sessions", "50", "--reruns", "8", "--think", "2", "--ramp", "5"],
}


@cache
def crowd(name):
    """Latencies of a crowd; each session moves a lever to places of its own choosing."""
    with tempfile.TemporaryDirectory() as folder, running_app(Path(folder) / "log") as address:
        measure([address, *LEVER, *PLANS, *WARM_UP])
        result = measure([address, *LEVER, *PLANS, *CROWDS[name]])
    if result["failed_sessions"] or result["reruns"] != result["expected_reruns"]:
        msg = f"{result['failed_sessions']} sessions failed: {result['errors']}"
        raise RuntimeError(msg)
    return result


@budget("lever moved -> run finished, 10 sessions without pause, p95", 600, "ms")
def ten():
    return crowd("ten")["rerun_ms"]["p95"]


@budget("lever moved -> run finished, 20 sessions, a move every 2 s, p95", 400, "ms")
def twenty():
    return crowd("twenty")["rerun_ms"]["p95"]


@budget("lever moved -> what is sent ahead has come, 50 sessions, p95", 1200, "ms")
def fifty_ahead():
    return crowd("fifty")["ahead_ms"]["p95"]


@budget("lever moved -> run finished, 50 sessions, a move every 2 s, p95", 1200, "ms")
def fifty():
    return crowd("fifty")["rerun_ms"]["p95"]
