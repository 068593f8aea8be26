"""How long a reader of the real app waits: from the arrow key to the last chart redrawn.

What a move costs the line is counted as well: messages and bytes from the server to the browser.
"""

import tempfile
import time
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.bench.budgets import budget
from tests.bench.load_sessions import percentile
from tests.browser.chromium import find_chromium
from tests.browser.conftest import DESKTOP, FLAGS
from tests.browser.helpers import settled, slider
from tests.browser.server import running_app

MOVES = 40
WARM_UP_MOVES = 4
LEVER = "Buyer subsidies"
PLAN = "/?lever.taobao_traffic_share=0.52&lever.subsidy_budget=12&lever.sme_support=4"

# Words beside a chart are touched once more, when terms in them are marked: that redraws no chart.
WATCH = """() => {
  const mark = window.moved = {pressed: 0, drawn: 0, last: 0};
  addEventListener('keydown', () => { mark.pressed = mark.drawn = performance.now(); }, true);
  new MutationObserver(changes => {
    mark.last = performance.now();
    const charts = changes.some(({target}) => (target.closest ? target : target.parentElement)
      ?.closest('.figure svg.marks'));
    if (charts) { mark.drawn = mark.last; }
  }).observe(document.body, {subtree: true, childList: true, attributes: true,
    characterData: true});
}"""
WAITED = """() => new Promise(done => {
  const app = document.querySelector('[data-testid="stApp"]');
  const look = () => {
    const quiet = performance.now() - Math.max(window.moved.last, window.moved.pressed);
    const over = app.dataset.testScriptState === 'notRunning' && quiet > 300;
    over ? done(window.moved.drawn - window.moved.pressed) : setTimeout(look, 100);
  };
  setTimeout(look, 100);
})"""
"""Asks seldom, so that asking costs nothing that is measured."""


received: list[bytes | str] = []
"""Every message that the server sent to the pages of this process."""


def _listen(socket):
    socket.on("framereceived", lambda message: received.append(message))


@contextmanager
def open_app(address, **options):
    """Open ``address`` in a browser of its own, as large as a laptop's; and say when."""
    with sync_playwright() as playwright:
        path = find_chromium(playwright.chromium.executable_path)
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        page = browser.new_page(viewport=DESKTOP)
        page.on("websocket", _listen)
        opened = time.perf_counter()
        page.goto(address, **options)
        yield page, opened
        browser.close()


@dataclass(frozen=True, kw_only=True)
class Move:
    """Milliseconds until the last chart was redrawn, and what the server sent."""

    wait: float
    messages: int
    size: int


def move(page):
    """Move the lever that has the focus to where it has not been, so that nothing is cached."""
    received.clear()
    page.keyboard.press("ArrowRight")
    wait = page.evaluate(WAITED)
    return Move(wait=wait, messages=len(received), size=sum(map(len, received)))


def measure(address, count=MOVES):
    """Moves of one reader whose server is warm and whose plan moves three levers."""
    with open_app(address + PLAN) as (page, _):
        settled(page)
        page.evaluate(WATCH)
        slider(page, LEVER).focus()
        return [move(page) for _ in range(WARM_UP_MOVES + count)][WARM_UP_MOVES:]


@cache
def one_reader():
    with tempfile.TemporaryDirectory() as folder, running_app(Path(folder) / "log") as address:
        made = measure(address)
    if idle := sum(one.wait == 0 for one in made):
        msg = f"{idle} of {len(made)} moves redrew nothing"
        raise RuntimeError(msg)
    return made


def waited(share):
    return percentile([one.wait for one in one_reader()], share)


@budget("arrow key -> last chart redrawn, one reader, p50", 120, "ms")
def p50():
    return waited(50)


@budget("arrow key -> last chart redrawn, one reader, p95", 250, "ms")
def p95():
    return waited(95)


@budget("messages from the server, a move, p50", 25, "")
def messages():
    return percentile([one.messages for one in one_reader()], 50)


@budget("bytes from the server, a move, p50", 40, "kB")
def size():
    return percentile([one.size for one in one_reader()], 50) / 1000
