"""A page counts as settled when nothing of it is under way, and not before."""

from tests.browser.helpers import settled
from tests.browser.page_pool import NOWHERE

APP = """messages.answered ||= 1; document.body.innerHTML =
  '<div id="app" data-testid="stApp" data-test-script-state="notRunning">'"""
UNDER_WAY = {
    "a start": "messages.answered = 0; setTimeout(() => { messages.answered = 1; done(); }, 400)",
    "a timer": "setTimeout(done, 240)",
    "a timer after a timer": "setTimeout(() => setTimeout(done, 200), 200)",
    "a message without answer": """messages.sent = performance.now();
      setTimeout(() => { messages.answered = performance.now(); done(); }, 500)""",
    "a run": """app.dataset.testScriptState = 'running';
      setTimeout(() => { app.dataset.testScriptState = 'notRunning'; done(); }, 500)""",
    "an animation": "void app.animate([{opacity: 0}, {opacity: 1}], 900).finished.then(done)",
    "changes": """let left = 10; const next = () => { app.dataset.left = left--;
      left ? requestIdleCallback(() => requestAnimationFrame(next)) : done(); }; next()""",
}
FOREVER = """app.animate([{opacity: 0}, {opacity: 1}], {duration: 100, iterations: Infinity});
  setTimeout(() => {}, 15_000)"""


def test_a_page_is_settled_when_all_that_was_under_way_is_done(pool):
    loan = pool.lend()
    page = loan[0]
    page.goto(NOWHERE)
    early = []
    for name, begin in UNDER_WAY.items():
        page.evaluate(APP)
        page.evaluate(f"{{ const done = () => {{ app.dataset.done = 1; }}; {begin}; }}")
        settled(page, timeout=5_000)
        early += [] if page.evaluate("'done' in app.dataset") else [name]
    assert not early
    page.evaluate(APP)
    page.evaluate(f"{{ {FOREVER}; }}")
    settled(page, timeout=2_000)  # what never ends is not waited for
    assert pool.take_back(*loan) == []
