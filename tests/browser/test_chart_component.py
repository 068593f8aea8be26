"""Charts of the component in a real browser: under a strict policy, with new data, and failing."""

import pytest

from pages.labels.catalogue import t
from tests.browser.helpers import settled, slider

PLAN = "/?market=2023Q1&lever.taobao_traffic_share=0.52&lever.subsidy_budget=12&lever.sme_support=4"
STRICT = "script-src 'self' 'unsafe-inline' blob:; object-src 'none'; base-uri 'self'"
"""Streamlit's own page has one script in line, and hands components on as blobs; no `eval`."""

EVALUATED = """() => new Promise(done => setTimeout(() => {
  try { done(new Function('return 1')()); } catch (e) { done(e.name); }
}))"""
"""Later, because what a browser's driver asks itself is above the policy."""

FINDING = ".headline h1"
KEEP = "all => all.forEach(e => { e.dataset.kept = 1; })"
FORBID = """addEventListener('securitypolicyviolation',
  ({blockedURI}) => (window.broken ??= []).push(blockedURI));
new MutationObserver((_, observer) => {
  if (!document.head) return;
  observer.disconnect();
  document.head.prepend(Object.assign(document.createElement('meta'),
    {httpEquiv: 'Content-Security-Policy', content: "%s"}));
}).observe(document, {childList: true, subtree: true});"""
"""Puts the policy first into the page: an answer that a test had changed could not reach us."""

DRAWN = """name => document.querySelector(`.st-key-figure-${name} .drawing`)
  .view.data('main').map(row => row.plan)"""


AS_IF_NEW = """() => Promise.all([...document.querySelectorAll('.drawing')].map(async host => {
  const marks = () => [...host.querySelectorAll('.role-mark *')]
    .map(e => e.outerHTML).sort().join();
  const kept = marks();
  const rows = host.view.data('main').map(row => Object.fromEntries(Object.entries(row)));
  await host.view.data('main', rows).runAsync();
  return marks() === kept;
}))"""
"""Whether every chart has the marks that it has when all its rows are put in anew."""


@pytest.fixture
def strict(page):
    """Provide a page on which nothing may be evaluated."""
    with page.add_init_script(FORBID % STRICT):
        yield page


def test_charts_are_drawn_and_follow_where_nothing_may_be_evaluated(strict):
    page = strict
    page.goto(PLAN)
    settled(page, charts=2, timeout=120_000)
    broken = page.evaluate("window.broken ?? []")
    assert page.evaluate(EVALUATED) == "EvalError", "the policy is in force"
    before = page.evaluate(DRAWN, "trajectory")
    marks = page.locator(".figure svg.marks, .figure .mark-symbol path")
    marks.evaluate_all(KEEP)
    slider(page, "Buyer subsidies").press("ArrowRight")
    settled(page, charts=2)
    assert page.evaluate(DRAWN, "trajectory") != before
    assert marks.count() > 2
    assert all(marks.evaluate_all("all => all.map(e => e.dataset.kept)")), "nothing is made anew"
    marks.evaluate_all("all => all.forEach(e => delete e.dataset.kept)")
    assert page.evaluate(AS_IF_NEW) == [True, True]
    assert "eval" not in broken, "Streamlit itself asks for WebAssembly, our charts for nothing"


def test_the_view_is_chosen_and_a_figure_is_taken_away_beside_its_words(page):
    page.goto(PLAN)
    settled(page, charts=2, timeout=120_000)
    figure = page.locator(".st-key-figure-trajectory")
    figure.get_by_role("radio", name="Levels").check()
    settled(page, charts=2)
    assert figure.get_by_role("radio", name="Levels").is_checked()
    figure.get_by_role("button", name=t("figure.download")).click()
    with page.expect_download() as download:
        page.get_by_role("dialog").get_by_role("button", name=t("figure.csv")).click()
    assert download.value.suggested_filename == "trajectory.csv"
    assert download.value.path().stat().st_size > 200


@pytest.fixture
def blocked(pool):
    """Provide a page that gets no module of ours; what it logs of that is no fault."""
    page, faults = pool.lend()
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    session.send("Network.setBlockedURLs", {"urls": ["*/app/static/*.js*"]})
    yield page
    session.detach()
    pool.take_back(page, faults)


def test_without_its_scripts_the_page_draws_charts_and_sliders_that_work(blocked):
    blocked.goto(PLAN)
    charts = blocked.locator('[data-testid="stVegaLiteChart"] svg.marks')
    charts.nth(1).wait_for(timeout=60_000)
    lever = blocked.get_by_role("slider", name="Buyer subsidies")
    before = blocked.locator(FINDING).inner_text()
    lever.press("ArrowRight")
    blocked.wait_for_function(
        "before => document.querySelector('.headline h1').innerText !== before", arg=before
    )
    blocked.wait_for_url("**lever.subsidy_budget=12.5**", timeout=60_000)
    assert charts.count() == 2
    assert blocked.get_by_text(t("panel.failed")).is_visible()
    assert blocked.get_by_test_id("stException").count() == 0
