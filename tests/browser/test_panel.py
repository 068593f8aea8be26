"""The lever panel in a real browser: by mouse, keyboard and touch, typed, folded, and failing."""

from itertools import pairwise

import pytest

from pages.labels.catalogue import t
from tests.browser.helpers import screenshot, settled, slider, violations

SUBSIDIES, LEVER = "Buyer subsidies", "subsidy_budget"
LOOKED_AT = f"/?lever.{LEVER}=12&lever.sme_support=5"
HIGH = 60.0
WIDE = "120".translate({ord("0") + digit: 0xFF10 + digit for digit in range(10)})
COUNT = """() => {
  window.told = [];
  addEventListener('two-roads:answered', ({detail}) => window.told.push(detail));
}"""
PRESSED_AND_DRAWN_AHEAD = """slider => new Promise(done => {
  slider.dispatchEvent(new KeyboardEvent('keydown', {key: 'ArrowRight', cancelable: true}));
  dispatchEvent(new CustomEvent('two-roads:answered', {detail: Infinity}));
  setTimeout(() => setTimeout(() => done(slider.getAttribute('aria-valuetext'))));
})"""
"""A key, and what is drawn ahead of the panel's own data: all at once, as no hand is so quick."""

ANSWERED = "() => window.told.length"


def said(page, label=SUBSIDIES):
    return slider(page, label).get_attribute("aria-valuetext")


def at(page, value):
    """Give the place of a value on the track: the thumb's centre ends 7 pixels before it does."""
    box = slider(page, SUBSIDIES).bounding_box()
    across = box["x"] + 7 + (box["width"] - 14) * value / HIGH
    return across, box["y"] + box["height"] / 2


def headline(page):
    return page.locator(".headline h1").inner_text()


def field(page, lever=LEVER):
    return page.locator(f"[data-lever={lever}] .value")


def test_an_eye_leaves_a_lever_out_at_once(shown):
    page = shown
    both = headline(page)
    page.get_by_role("button", name=f"The plan without this lever: {SUBSIDIES}").click()
    settled(page)
    assert headline(page) != both
    assert "lever.subsidy_budget" not in page.url
    assert "12 bn waits" in page.locator(f"[data-lever={LEVER}] .mark").inner_text()
    assert violations(page, ".st-key-panel") == []
    screenshot(page, "panel-eye")
    page.get_by_role("button", name=f"Put this lever back: {SUBSIDIES}").click()
    settled(page)
    assert headline(page) == both


def test_a_drag_is_followed_while_it_lasts_and_done_when_it_ends(shown):
    page = shown
    page.evaluate(COUNT)
    before, address, shown = headline(page), page.url, set()
    page.mouse.move(*at(page, 12))
    page.mouse.down()
    for value in (14, 18, 22, 26, 30):
        answers = page.evaluate(ANSWERED)
        page.mouse.move(*at(page, value), steps=4)
        page.wait_for_function(f"window.told.length > {answers}")
        shown.add(headline(page))
    assert len(shown - {before}) >= 3, "the finding follows the hand"
    assert page.url == address, "the address waits for the end"
    numbers = page.evaluate("window.told")
    assert all(one < next_one for one, next_one in pairwise(numbers)), "one message in flight"
    page.mouse.up()
    settled(page)
    assert said(page) == "30 bn"
    assert "lever.subsidy_budget=30" in page.url
    page.get_by_role("button", name="Undo").click()
    settled(page)
    assert said(page) == "12 bn", "a drag is one step"


def test_levers_are_found_and_folded(shown):
    page = shown
    page.get_by_role("searchbox", name=t("panel.search")).fill("ai for")
    assert page.locator(".lever:visible").count() == 1
    page.goto("/ledger")  # a page without use for levers folds them
    page.locator(".panel.folded").wait_for(timeout=60_000)
    assert page.locator(".lever:visible").count() == 0
    page.get_by_role("button", name=t("panel.unfold")).click()
    assert slider(page, SUBSIDIES).is_visible()


def test_keys_move_as_on_a_slider_of_the_browser(shown):
    page = shown
    slider(page, SUBSIDIES).focus()
    for key, text in (
        ("ArrowRight", "12.5 bn"),
        ("ArrowDown", "12 bn"),
        ("PageUp", "18 bn"),
        ("End", "60 bn"),
        ("Home", "0 bn"),
    ):
        page.keyboard.press(key)
        assert said(page) == text
        assert field(page).input_value() == text
    settled(page)
    assert "lever.subsidy_budget=0" in page.url
    assert slider(page, SUBSIDIES).evaluate(PRESSED_AND_DRAWN_AHEAD) == "0.5 bn"
    page.keyboard.press("Home")
    settled(page)
    assert "lever.subsidy_budget=0" in page.url
    for _ in range(6):  # held down
        page.keyboard.down("ArrowRight")
    page.keyboard.up("ArrowRight")
    settled(page)
    assert "lever.subsidy_budget=3" in page.url


def test_what_is_typed_is_taken_where_it_is_clear_and_kept_where_it_is_not(left):
    page = left
    for text, shown in ((f"{WIDE} 亿元/季", "12 bn"), ("12,5", "12.5 bn")):
        field(page).fill(text)
        field(page).press("Enter")
        settled(page)
        assert field(page).input_value() == said(page) == shown
    field(page, "taobao_traffic_share").fill("52%")
    field(page, "taobao_traffic_share").press("Tab")
    settled(page)
    assert "lever.taobao_traffic_share=0.52" in page.url
    address = page.url
    for text in ("61", "12 bn a year"):
        field(page).fill(text)
        field(page).press("Enter")
        settled(page)
        assert field(page).input_value() == text
        assert field(page).get_attribute("aria-invalid") == "true"
        alert = page.locator(f"[data-lever={LEVER}] [role=alert]")
        assert "0 bn to 60 bn, written like" in alert.inner_text()
        assert page.url == address
    screenshot(page, "panel-typed")
    field(page).press("Escape")
    assert field(page).input_value() == "12.5 bn"


@pytest.fixture
def touch(left):
    """Provide what touches the page."""
    session = left.context.new_cdp_session(left)
    session.send("Emulation.setTouchEmulationEnabled", {"enabled": True})
    yield session
    session.detach()


def test_a_finger_drags_as_a_mouse_does(left, touch):
    page = left
    points = [at(page, value) for value in (10, 16, 22, 28)]
    for kind, place in zip(
        ("touchStart", "touchMove", "touchMove", "touchMove"), points, strict=True
    ):
        point = {"x": place[0], "y": place[1]}
        touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": [point]})
    touch.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    settled(page)
    assert float(slider(page, SUBSIDIES).input_value()) == pytest.approx(28, abs=0.5)
    assert "lever.subsidy_budget=2" in page.url
