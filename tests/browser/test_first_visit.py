"""The first five minutes: what a newcomer sees, and what one click shows."""

import pytest

from models.inputs import load_market
from pages.labels.catalogue import t
from pages.labels.glossary import WORDS
from pages.panels.cockpit.opening import target
from tests.browser.helpers import COCKPIT, screenshot, settled, slider, violations
from tests.browser.page_pool import DESKTOP
from tests.browser.test_accessible import shuts_out

LOOKED_AT = COCKPIT
TOPS = """() => ['.headline', '.card', '.roads', '.st-key-figure-trajectory svg.marks']
  .map(selector => document.querySelector(selector).getBoundingClientRect())
  .map(box => [box.x, box.y, box.width, box.height].join(' '))"""


def first_visit(page):
    page.goto(COCKPIT)
    settled(page)


def button(page, name):
    label = t(f"opening.{name}", quarter="2023Q1")
    return page.get_by_role("button", name=label)


def start(page, name):
    button(page, name).click()
    settled(page)


def test_a_newcomer_reads_what_it_is_for_and_what_to_try(shown):
    text = shown.locator(".headline").inner_text()
    assert t("finding.nothing") in text
    assert "not a forecast" in text
    for name in ("case", "traffic", "subsidies"):
        box = button(shown, name).bounding_box()
        card = shown.locator(".card").first.bounding_box()
        assert box["y"] + box["height"] < card["y"]
    assert not violations(shown, ".stMain")
    screenshot(shown, "first-visit")


@pytest.mark.exhaustive  # each way of the start page goes without a browser
def test_one_click_tries_a_lever_of_today(page):
    first_visit(page)
    before = page.evaluate(TOPS)
    start(page, "traffic")
    wanted = f"{target('traffic', load_market()):.0%}"
    assert slider(page, "Traffic to Taobao sellers").get_attribute("aria-valuetext") == wanted
    assert "lever.taobao_traffic_share" in page.url
    assert page.evaluate(TOPS) == before


def test_starts_fit_a_small_screen(shown):
    shown.set_viewport_size({"width": 1280, "height": 800})
    settled(shown)
    assert shown.evaluate("document.documentElement.scrollWidth") <= 1280
    box = button(shown, "subsidies").bounding_box()
    assert box["x"] + box["width"] <= 1280
    assert box["height"] < 40
    screenshot(shown, "first-visit-1280")
    shown.set_viewport_size(DESKTOP)
    settled(shown)


def test_the_guide_tells_purpose_limits_and_words(shown):
    shown.locator(".st-key-guide button").first.click()
    settled(shown)
    guide = shown.get_by_test_id("stPopoverBody")
    text = guide.inner_text()
    assert "What it is not for" in text
    for word in WORDS:
        assert t(f"glossary.{word}") in text
    assert not violations(shown, "[data-testid=stPopoverBody]")
    screenshot(shown, "first-visit-guide")
    shown.keyboard.press("Escape")


def test_empty_charts_say_what_to_do(shown):
    titles = shown.locator(".words h3").all_inner_texts()
    assert t("figure.trajectory.idle") in titles
    assert len(set(titles)) == len(titles)


def test_one_click_opens_the_question_of_2023(shown):
    page = shown
    before = page.evaluate(TOPS)
    start(page, "case")
    assert "2023Q1" in page.locator(".st-key-settings").inner_text()
    assert "Return to Taobao" in page.locator(".headline").inner_text()
    assert slider(page, "Traffic to Taobao sellers").get_attribute("aria-valuetext") == "52%"
    assert page.locator(".st-key-starts").count() == 0
    assert page.evaluate(TOPS) == before
    screenshot(page, "first-visit-case")


def test_the_root_opens_start_a_plan_the_cockpit_and_nowhere_says_so(new_page):
    page = new_page()
    page.goto("/")
    settled(page)
    assert t("start.title") in page.locator(".headline").inner_text()
    assert page.get_by_test_id("stSidebarLogo").bounding_box()["width"] <= 40
    assert not violations(page, ".stMain")
    screenshot(page, "start")
    page.get_by_role("button", name="Return to Taobao").click()
    settled(page)
    assert "Return to Taobao" in page.locator(".plan-line").inner_text()
    assert page.locator(".card").count()
    for address in ("/cockpit?lever.taobao_traffic_share=0.6", "/nowhere"):
        page.goto(address)
        settled(page)
        assert t("missing.title") in page.locator(".headline").inner_text()
        assert page.get_by_role("dialog").count() == 0
    assert not shuts_out(page)
