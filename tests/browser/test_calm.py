"""Calm: sizes that hold, at every width and in both themes, for hands on a keyboard as well."""

import pytest

from models.inputs import latest
from models.levers import LEVERS
from pages.labels.catalogue import t
from tests.browser.helpers import COCKPIT, screenshot, settled, slider, violations
from tests.browser.page_pool import DESKTOP
from tests.every import some

PLAN = (
    f"/?market={latest()}"
    "&lever.taobao_traffic_share=0.52&lever.subsidy_budget=12&lever.sme_support=4"
)
GROUNDS = {"light": "rgb(255, 255, 255)", "dark": "rgb(14, 20, 32)"}
LOOKED_AT = COCKPIT
WIDTHS = ((1280, 800), (1440, 900), (1920, 1080), (2560, 1440))
MOST_TABS = 400

BOXES = """() => ['.headline', '.card', '.roads', '.st-key-links',
  '.st-key-figure-trajectory svg.marks', '.st-key-figure-rivals svg.marks', '.st-key-panel',
  '[data-testid="stExpander"]',
  '.spend'].flatMap(selector => [...document.querySelectorAll(selector)]
  .map(element => element.getBoundingClientRect()).filter(box => box.width)
  .map(box => [selector, box.x, box.y, box.width, box.height].map(x => x.toFixed?.(1) ?? x)
  .join(' ')))"""

CUT = """() => [...document.querySelectorAll('.headline h1, .headline p, .card, .card p, .card h2,'
  + '.roads, .roads p, .sure, .words, .words h3, .words p, [data-testid="stWidgetLabel"] p,'
  + '.spend p, .spend-row span, [data-testid="stExpander"] summary p, [data-testid="stTab"] p')]
  .filter(e => e.getBoundingClientRect().width && e.clientWidth
    && (e.scrollWidth > e.clientWidth + 1 || e.scrollHeight > e.clientHeight + 3))
  .map(e => `${e.className || e.tagName}: ${e.innerText.slice(0, 80)}`)
  .concat([...document.querySelectorAll('svg.marks text')].map(e => e.textContent)
    .filter(text => text.includes('…')))"""

OUTSIDE = """() => [...document.querySelectorAll('svg.marks')].flatMap(svg => {
    const box = svg.getBoundingClientRect();
    const figure = svg.closest('[class*="st-key-figure-"]').className.match(/figure-\\w+/)[0];
    return [...svg.querySelectorAll('text')].map(text => [text, text.getBoundingClientRect()])
      .filter(([, own]) => own.width && (own.left < box.left - 1 || own.right > box.right + 1))
      .map(([text, own]) => `${figure}: ${text.textContent},`
        + ` ${Math.round(own.left - box.left)} to ${Math.round(own.right - box.left)}`
        + ` of ${Math.round(box.width)}`);
  })"""

MENU = "[data-testid=stPopoverBody]"
FOCUS = """() => {
  const outer = document.activeElement, here = outer.shadowRoot?.activeElement ?? outer;
  const group = here.closest('.group');
  return {lever: here.getAttribute('role') === 'slider' || here.type === 'range'
      ? here.getAttribute('aria-label') || '' : '',
    closed: here.tagName === 'SUMMARY' && group && !here.parentElement.open};
}"""

INSIDE = """() => document.activeElement.closest('[data-testid="stPopoverBody"]') !== null"""
SAID = "document.activeElement.shadowRoot.activeElement.getAttribute('aria-valuetext')"


def opened(page, address=PLAN):
    page.goto(address)
    settled(page)


def cut(page):
    """Words that do not fit into their place, in HTML and in charts; what a hover shows apart."""
    page.add_style_tag(content=".told { display: none !important; }")
    return page.evaluate(CUT)


def overflow(page):
    return page.evaluate("document.documentElement.scrollWidth - innerWidth")


@pytest.mark.parametrize("theme", some(GROUNDS, "dark"))
def test_everything_fits_at_every_width_and_nobody_is_shut_out(new_page, theme):
    page = new_page(color_scheme=theme)
    opened(page)
    assert background(page, ".stApp") == GROUNDS[theme]
    assert background(page, ".st-key-figure-rivals svg.marks") == GROUNDS[theme]
    page.locator('[data-group="organisation"] summary').click()
    settled(page)
    assert violations(page) == []
    for width, height in WIDTHS:
        page.set_viewport_size({"width": width, "height": height})
        settled(page)
        screenshot(page, f"calm-{width}x{height}-{theme}")
        assert overflow(page) <= 0, width
        assert cut(page) == [], width
        assert page.evaluate(OUTSIDE) == [], width
    open_menus_shut_nobody_out(page)


def background(page, selector):
    return page.locator(selector).evaluate("e => getComputedStyle(e).backgroundColor")


def open_menus_shut_nobody_out(page):
    for button in page.get_by_test_id("stPopoverButton").locator("visible=true").all()[:6]:
        name = button.inner_text()
        button.click()
        settled(page)
        assert violations(page, MENU) == [], name
        page.keyboard.press("Escape")


def test_popovers_take_the_focus_and_give_it_back(shown):
    page = shown
    button = page.locator(".st-key-settings").get_by_test_id("stPopoverButton").last
    button.focus()
    page.keyboard.press("Enter")
    page.wait_for_function(INSIDE)
    settled(page)
    page.keyboard.press("Tab")
    assert page.evaluate(INSIDE)
    page.keyboard.press("Shift+Tab")
    assert button.evaluate("one => one === document.activeElement")
    page.keyboard.press("Tab")
    page.keyboard.press("Escape")
    assert page.get_by_test_id("stPopoverBody").count() == 0
    assert button.evaluate("one => one === document.activeElement")


@pytest.mark.parametrize("size", some(WIDTHS[::2], WIDTHS[0]))
def test_nothing_moves_from_the_first_move_to_the_far_end(shown, size):
    page = shown
    page.set_viewport_size(dict(zip(("width", "height"), size, strict=True)))
    settled(page)
    assert background(page, ".stApp") == GROUNDS["light"]
    assert background(page, ".st-key-figure-rivals svg.marks") == GROUNDS["light"]
    before = page.evaluate(BOXES)
    for label, keys in (
        ("Buyer subsidies", ["ArrowRight", "End", "Home"]),
        ("Traffic to Taobao sellers", ["ArrowLeft", "End", "Home"]),
    ):
        slider(page, label).focus()
        for key in keys:
            page.keyboard.press(key)
            settled(page)
            assert page.evaluate(BOXES) == before, f"{label} {key}"
            assert page.evaluate(OUTSIDE) == []
            assert overflow(page) <= 0
    page.set_viewport_size(DESKTOP)
    settled(page)


def test_every_lever_can_be_reached_and_moved_by_keyboard(left):
    page = left
    wanted, met = {t(name) for name in LEVERS}, set()
    for _ in range(MOST_TABS):
        page.keyboard.press("Tab")
        here = page.evaluate(FOCUS)
        if here["closed"]:
            page.keyboard.press("Enter")
            settled(page)
        met.add(here["lever"])
        if wanted <= met:
            break
    assert wanted - met == set()
    last = page.evaluate(SAID)
    page.keyboard.press("ArrowRight")
    settled(page)
    assert page.evaluate(SAID) != last


@pytest.mark.exhaustive  # `test_shared_address` folds groups after moves, and AppTest
def test_a_folded_group_keeps_its_plan_and_its_address(page):
    opened(page, COCKPIT)
    group = page.locator("[data-group=monetisation] summary")
    group.click()
    settled(page)
    label = t("ad_load")
    slider(page, label).focus()
    page.keyboard.press("ArrowRight")
    settled(page)
    moved, address = slider(page, label).get_attribute("aria-valuetext"), page.url
    assert "lever.ad_load=" in address
    group.click()
    settled(page)
    slider(page, "Buyer subsidies").focus()
    page.keyboard.press("ArrowRight")
    settled(page)
    assert "lever.ad_load=" in page.url
    assert t("levers.moved", count=1) in group.inner_text()
    group.click()
    settled(page)
    assert slider(page, label).get_attribute("aria-valuetext") == moved
