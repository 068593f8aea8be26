"""A hand that drags a lever of the real app: how often what it sees follows, and how late."""

import tempfile
import time
from functools import cache
from itertools import pairwise
from pathlib import Path

from tests.bench.browser import LEVER, PLAN, open_app
from tests.bench.budgets import budget
from tests.bench.load_sessions import percentile
from tests.browser.helpers import settled, slider
from tests.browser.server import running_app

SECONDS, WARM_UP_SECONDS = 10.0, 2.0
EVERY = 0.03
"""Seconds between two moves of the hand."""

WATCH = """() => {
  window.frames_drawn = [];
  addEventListener('two-roads.drawn', () => window.frames_drawn.push(performance.now()));
}"""


def place(page, share):
    """Where the thumb of the lever stands at a share of its way."""
    box = slider(page, LEVER).bounding_box()
    return box["x"] + 7 + (box["width"] - 14) * share, box["y"] + box["height"] / 2


def drag(page, length, first=0.2, last=0.8):
    """Drag to and fro for ``length`` seconds, the hand still down at the end."""
    (left, height), (right, _) = place(page, first), place(page, last)
    start = time.perf_counter()
    while (passed := time.perf_counter() - start) < length:
        share = abs(passed / 2 % 2 - 1)  # to and fro once in four seconds
        page.mouse.move(left + (right - left) * share, height)
        time.sleep(EVERY)


@cache
def gaps():
    """Milliseconds between two frames of a drag, each drawn when its charts are."""
    with (
        tempfile.TemporaryDirectory() as folder,
        running_app(Path(folder) / "log") as address,
        open_app(address + PLAN) as (page, _),
    ):
        settled(page, timeout=120_000)
        page.evaluate(WATCH)
        page.mouse.move(*place(page, 12 / 60))
        page.mouse.down()
        drag(page, WARM_UP_SECONDS)
        page.evaluate("window.frames_drawn = []")
        drag(page, SECONDS)
        frames = page.evaluate("window.frames_drawn")
        page.mouse.up()
    return [after - before for before, after in pairwise(frames)]


@budget("lever dragged -> time from frame to frame, mean", 125, "ms")
def mean_gap():
    return sum(gaps()) / len(gaps())


@budget("lever dragged -> time from frame to frame, p95", 180, "ms")
def long_gap():
    return percentile(gaps(), 95)
