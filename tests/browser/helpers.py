"""Steps that browser tests share."""

import os
from itertools import count
from urllib.parse import urlsplit

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import TimeoutError as PlaywrightTimeout

from models.inputs import load_market
from models.levers import LEVERS
from pages.labels.format import setting
from tests.conftest import ROOT

SCREENSHOTS = ROOT / "out" / "screenshots"
TAKEN = "SCREENSHOTS"
QUIET_MS = 100
"""A run counts as over when nothing on the page has changed for so long."""

QUIET_POLLS = 3
"""And when so many looks in turn found it at rest: on a busy machine time alone says little."""

COCKPIT = f"/?market={load_market().vintage}"
"""Address of the Cockpit with a blank plan; the bare root opens Start."""

POLL_MS = 30
"""Asked at every frame, a page that waits draws frames for nothing else."""

WATCHED = """
window.messages = {sent: 0, answered: 0};
window.timers = new Set();
{
  const {setTimeout: begin, clearTimeout: end} = window;
  window.setTimeout = (done, ms = 0, ...rest) => {
    if (typeof done !== 'function' || ms > 250) return begin(done, ms, ...rest);
    const id = begin(() => { window.timers.delete(id); done(...rest); }, ms);
    window.timers.add(id);
    return id;
  };
  window.clearTimeout = id => { window.timers.delete(id); end(id); };
}
window.WebSocket = class extends WebSocket {
  constructor(...address) {
    super(...address);
    this.addEventListener('message', () => { window.messages.answered = performance.now(); });
  }
  send(message) {
    window.messages.sent = performance.now();
    super.send(message);
  }
};
try { localStorage.setItem('two-roads.guide', 'seen'); } catch { /* a page of no address */ }"""
"""Runs in each page before its own scripts: a page that waits for its server, or for a timer of its
own, looks settled. Longer timers than these keep a connection alive.

Who reads it is no first visitor: the steps of a first visit have been seen.
"""

SETTLED = """([token, charts, quiet, polls]) => {
  if (window.watch?.token !== token) {
    window.watch?.observer.disconnect();
    const watch = {token, last: performance.now(), calm: 0};
    watch.observer = new MutationObserver(() => {
      watch.last = performance.now();
      watch.calm = 0;
    });
    watch.observer.observe(document.body, {
      subtree: true, childList: true, attributes: true, characterData: true,
    });
    window.watch = watch;
  }
  const {sent, answered = 1} = window.messages ?? {}; // a page that is not watched has begun
  const shows = what => document.querySelector(what) !== null;
  const underWay = { // the cheap ones first: animations have the page laid out
    script: () => !shows('[data-testid="stApp"][data-test-script-state="notRunning"]'),
    start: () => !answered, // the frame of the app stands still before its server has said a word
    message: () => sent > answered && performance.now() - sent < 10_000,
    timer: () => window.timers?.size,
    element: () => shows('[data-testid="stStatusWidget"], [data-testid="stSkeleton"],'
      + '[data-stale="true"], [data-dragging], .figure .drawing:not(:has(svg.marks))'),
    charts: () => charts !== null
      && document.querySelectorAll('.figure svg.marks').length !== charts,
    animation: () => document.getAnimations().some(one => one.playState === 'running'
      && one.effect.getComputedTiming().endTime < Infinity),
  };
  const watch = window.watch;
  const why = Object.keys(underWay).find(name => underWay[name]());
  watch.calm = why ? 0 : watch.calm + 1;
  watch.why = why ?? watch.why;
  return watch.calm >= polls && performance.now() - watch.last >= quiet;
}"""

calls = count()


def settled(page, charts=None, timeout=30_000):
    """Wait until the run is over and, where given, exactly ``charts`` charts are drawn."""
    try:
        arguments = [next(calls), charts, QUIET_MS, QUIET_POLLS]
        page.wait_for_function(SETTLED, arg=arguments, timeout=timeout, polling=POLL_MS)
    except PlaywrightTimeout:
        why = page.evaluate("window.watch?.why ?? 'none, the page keeps changing'")
        drawn = page.locator(".figure svg.marks").count()
        msg = f"not settled after {timeout / 1000:g} s, {drawn} charts, {charts} asked: {why}"
        raise AssertionError(msg) from None
    failures = page.get_by_test_id("stException").all_inner_texts()
    assert not failures, failures


def slider(page, label):
    """Find the slider of a lever by the label on screen; ``focus()`` it, then press arrow keys."""
    return page.get_by_role("slider", name=label)


def target(lever, steps=0):
    """Give the setting that a lever has after ``steps`` of its slider from today's, by default."""
    return load_market().levers[lever] + steps * LEVERS[lever].step


def amount(lever, steps=0):
    """Write `target` of a lever of money as its slider says it."""
    return setting(target(lever, steps), LEVERS[lever].unit)


def upload(page, file, **waiting):
    """Give ``file`` to the uploader that is open; ``waiting`` goes to `settled`.

    A page that still sends the file looks settled, and a menu that is closed then forgets it.
    """
    with page.expect_response(lambda answer: "/upload_file/" in answer.url):
        page.locator("input[type=file]").set_input_files(file)
    settled(page, **waiting)


def screenshot(page, name, **options):
    """Save out/screenshots/<name>.png for people to look at, where the environment asks for it."""
    if os.environ.get(TAKEN):
        SCREENSHOTS.mkdir(parents=True, exist_ok=True)
        path = SCREENSHOTS / f"{name}.png"
        page.screenshot(path=path, animations="disabled", **options)


def violations(page, within=None):
    """List what the axe rules find wrong for readers with a disability, one line each.

    ``within`` limits them to the elements of a selector: the rules take seconds on a whole page.
    """
    # What passes is not written down: on a large page that takes as long as a rule does.
    # Style sheets are not fetched once more: no rule that is on by default reads them.
    options = {"resultTypes": ["violations"], "preload": False}
    faults = Axe().run(page, context=within, options=options).response["violations"]
    grave = [fault for fault in faults if fault["impact"] in ("serious", "critical")]
    return [f"{v['id']}: {v['help']}: {v['nodes'][0]['html'][:300]}" for v in grave]


class Faults:
    """Everything that went wrong on a page although a reader may not have noticed.

    An answer of 400 or more is an error on the console; told of the two hundred good ones of each
    opening as well, this process and the browser's driver take as long as a move does.
    """

    def __init__(self, page, address):
        self.messages = []
        self.home = urlsplit(address).netloc
        page.on("pageerror", lambda error: self.messages.append(f"page error: {error}"))
        page.on("console", self._console)
        page.on("request", lambda request: self._url(request.url))
        page.on("websocket", lambda socket: self._url(socket.url))

    def _console(self, message):
        url = message.location.get("url", "")
        if message.type == "error" and not is_known(url):
            self.messages.append(f"console error: {message.text} ({url})")

    def _url(self, url):
        parts = urlsplit(url)
        if parts.scheme not in ("data", "blob") and parts.netloc != self.home:
            self.messages.append(f"request to another host: {url}")


def is_known(url):
    # A page opened by its own address first asks below itself, where nothing is, then at the root.
    before, separator, rest = urlsplit(url).path.partition("/_stcore/")
    return bool(separator) and bool(before) and rest in ("health", "host-config")
