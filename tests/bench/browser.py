"""How long a reader of the real app waits: from the arrow key to the last chart redrawn."""

import tempfile
import time
from contextlib import contextmanager
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

WATCH = """() => {
  const mark = window.moved = {pressed: 0, drawn: 0, last: 0};
  addEventListener('keydown', () => { mark.pressed = mark.drawn = performance.now(); }, true);
  new MutationObserver(changes => {
    mark.last = performance.now();
    const charts = changes.some(({target}) => (target.closest ? target : target.parentElement)
      ?.closest('[data-testid="stVegaLiteChart"]'));
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


@contextmanager
def open_app(address, **options):
    """Open ``address`` in a browser of its own, as large as a laptop's; and say when."""
    with sync_playwright() as playwright:
        path = find_chromium(playwright.chromium.executable_path)
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        page = browser.new_page(viewport=DESKTOP)
        opened = time.perf_counter()
        page.goto(address, **options)
        yield page, opened
        browser.close()


def moves(page, count):
    """Milliseconds of ``count`` moves of a lever, each to where it has not been: none is cached."""
    waits = []
    for _ in range(count):
        page.keyboard.press("ArrowRight")
        waits.append(page.evaluate(WAITED))
    return waits


def measure(address, count=MOVES):
    """Waits of one reader whose server is warm and whose plan moves three levers."""
    with open_app(address + PLAN) as (page, _):
        settled(page)
        page.evaluate(WATCH)
        slider(page, LEVER).focus()
        moves(page, WARM_UP_MOVES)
        return moves(page, count)


@cache
def one_reader():
    with tempfile.TemporaryDirectory() as folder, running_app(Path(folder) / "log") as address:
        waits = measure(address)
    if not all(waits):
        msg = f"{waits.count(0)} of {len(waits)} moves redrew nothing"
        raise RuntimeError(msg)
    return waits


@budget("arrow key -> last chart redrawn, one reader, p50", 250, "ms")
def p50():
    return percentile(one_reader(), 50)


@budget("arrow key -> last chart redrawn, one reader, p95", 400, "ms")
def p95():
    return percentile(one_reader(), 95)
