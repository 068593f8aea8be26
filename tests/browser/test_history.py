"""Undo and redo, and the whole plan in the address, in a real browser."""

import pytest

from models.inputs import latest
from models.notation import quarters_after
from tests.browser.helpers import COCKPIT, amount, screenshot, settled, slider
from tests.browser.test_cockpit import card, press

SUBSIDIES, SUPPORT = "Buyer subsidies", "Small-seller support"
LOOKED_AT = COCKPIT


def value(page, label):
    return slider(page, label).get_attribute("aria-valuetext")


def start(page, address=COCKPIT):
    page.goto(address)
    settled(page)


def test_settings_stay_open_while_they_are_changed_and_follow_undo(shown):
    page = shown
    page.get_by_role("button", name="Settings").click()
    settled(page)
    press(page, "Quarters ahead", "ArrowLeft", charts=None)
    assert "horizon=11" in page.url
    page.get_by_role("radio", name="Stand still").click()
    settled(page)
    assert "rivals=passive" in page.url
    slider(page, "Quarters ahead").focus()
    page.keyboard.press("Control+z")
    settled(page)
    assert "rivals=" not in page.url
    assert "horizon=11" in page.url
    page.keyboard.press("Control+z")
    settled(page)
    assert slider(page, "Quarters ahead").input_value() == "12"
    page.keyboard.press("Escape")
    settled(page)


def test_keys_of_undo_belong_to_the_field_in_which_one_types(shown):
    """Text and number fields, those within a component's own shadow too; a slider is none."""
    page = shown
    press(page, SUPPORT, "ArrowRight", times=2, charts=None)
    page.get_by_role("button", name="Save", exact=True).click()
    settled(page)
    name = page.get_by_label("Name of the plan")
    name.fill("Autumn")
    for keys in ("Control+z", "Meta+z", "Control+Shift+z", "Control+y"):
        name.press(keys)
    settled(page)
    assert value(page, SUPPORT) == amount("sme_support", 2)
    page.keyboard.press("Escape")
    page.get_by_role("button", name=f"Timing: {SUPPORT}").click()
    settled(page)
    field = page.locator(".timeline input").first
    before = field.input_value()
    field.fill("7")
    field.press("Control+z")
    settled(page)
    assert value(page, SUPPORT) == amount("sme_support", 2)
    field.fill(before)
    page.keyboard.press("Escape")
    slider(page, SUPPORT).focus()
    page.keyboard.press("Meta+z")
    settled(page)
    assert value(page, SUPPORT) == amount("sme_support")
    page.keyboard.press("Control+y")
    settled(page)
    assert value(page, SUPPORT) == amount("sme_support", 2)
    page.keyboard.press("Control+z")
    settled(page)


def test_undo_and_redo_by_button_and_by_key(shown):
    """That quick moves of one lever are one step and a pause makes two: `test_history_apptest`."""
    page = shown
    press(page, SUBSIDIES, "ArrowRight", charts=None)
    press(page, SUPPORT, "ArrowRight", charts=None)
    after = card(page, "dau")
    page.get_by_role("button", name="Undo").click()
    settled(page)
    assert value(page, SUPPORT) == amount("sme_support")
    assert value(page, SUBSIDIES) == amount("subsidy_budget", 1)
    assert "lever.sme_support" not in page.url
    slider(page, SUBSIDIES).focus()
    page.keyboard.press("Control+z")
    settled(page)
    assert value(page, SUBSIDIES) == amount("subsidy_budget")
    assert page.get_by_role("button", name="Undo").is_disabled()
    page.keyboard.press("Control+Shift+z")
    settled(page)
    page.get_by_role("button", name="Redo").focus()
    page.keyboard.press("Enter")
    settled(page)
    assert card(page, "dau") == after
    assert page.get_by_role("button", name="Redo").is_disabled()


@pytest.mark.exhaustive  # `test_challenge_apptest` takes conduct back
def test_the_conduct_of_a_rival_follows_undo(page):
    start(page, "/rivals?lever.subsidy_budget=12&horizon=4&draws=50")
    page.locator("summary", has_text="How each rival answers").click()
    settled(page)
    lag = page.get_by_role("radiogroup", name="Quarters until it answers").get_by_role("radio")
    conduct(page)
    lag.nth(2).click()
    settled(page)
    assert "rivals.pdd.lag=3" in page.url
    assert lag.nth(2).is_checked()
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Undo").click()
    settled(page)
    assert "rivals.pdd" not in page.url
    conduct(page)
    assert lag.nth(0).is_checked()
    page.keyboard.press("Escape")
    press(page, SUPPORT, "ArrowRight", charts=None)
    assert "rivals.pdd" not in page.url


def conduct(page):
    page.locator(".st-key-conduct-pdd button").first.click()
    settled(page)


@pytest.mark.exhaustive  # `test_history_apptest` holds the reset
def test_undo_brings_back_what_a_reset_of_all_took(page):
    start(page, "/?lever.subsidy_budget=12&s.sme_support=2024Q4:3.5,2025Q2:4&rivals=passive")
    asked = page.url
    page.get_by_role("button", name="Reset all").click()
    settled(page)
    assert "subsidy_budget" not in page.url
    assert "s.sme_support" not in page.url
    page.get_by_role("button", name="Undo").click()
    settled(page)
    assert value(page, SUBSIDIES) == "12 bn"
    assert "s.sme_support=2024Q4_3.5~2025Q2_4" in page.url
    assert "s.sme_support=2024Q4_3.5~2025Q2_4" in asked


@pytest.mark.exhaustive  # `test_shared_address` holds the plan, and the Cockpit draws it
def test_an_address_restores_the_whole_plan_in_a_clean_browser(new_page):
    first = new_page()
    start(
        first,
        "/?market=2023Q1&horizon=8&rivals=best-reply&lever.high_ticket_share=0.3"
        "&s.subsidy_budget=2023Q2:6,2023Q4:8&s.taobao_traffic_share=2023Q3:0.5",
    )
    press(first, SUPPORT, "ArrowRight", times=3, charts=None)
    second = new_page()
    start(second, first.url)
    assert second.get_by_text("2023Q1 · rivals best reply · 8 quarters").is_visible()
    for label in (SUBSIDIES, SUPPORT, "Traffic to Taobao sellers"):
        assert value(second, label) == value(first, label)
    for metric in ("dau", "revenue", "ebita"):
        assert card(second, metric) == card(first, metric)
    assert second.get_by_test_id("stAlert").count() == 0


@pytest.mark.exhaustive  # `test_plan_address_apptest` tells one
def test_a_bad_address_is_told_and_the_rest_opens(page):
    begin = quarters_after(latest(), 1)[0]
    support = f"s.sme_support={begin}:4"
    start(page, f"/?market=1999Q1&horizon=400&lever.subsidy_budget=9999&{support}")
    alert = page.get_by_test_id("stAlert")
    for text in (
        "market = 1999Q1: allowed are",
        "horizon = 400: a whole number from 1 to 40",
        "lever.subsidy_budget = 9999",
        "from 0 bn to 60 bn",
    ):
        assert text in alert.inner_text()
    assert value(page, SUPPORT) == "4 bn"
    assert value(page, SUBSIDIES) == amount("subsidy_budget")
    screenshot(page, "bad-address")
    page.get_by_role("button", name="Dismiss").click()
    settled(page)
    assert page.get_by_test_id("stAlert").count() == 0
