"""A first visit as a new reader takes it: from Start to a saved plan, a comparison and a figure."""

import pytest

from pages.labels.catalogue import t
from tests.browser.helpers import settled, slider, violations

FIRST_VISIT = "if (!sessionStorage.walk) { localStorage.removeItem('two-roads.guide'); }"
BEGUN = "sessionStorage.walk = '1'"
REMEMBERED = "localStorage.getItem('two-roads.guide')"
NAME = "Walked from Start"


@pytest.fixture
def reader(page):
    """Somebody whose browser has not shown the app before."""
    with page.add_init_script(FIRST_VISIT):
        page.goto("/")
        settled(page)
        page.evaluate(BEGUN)
        yield page


def step(page, number):
    """Wait for a step of the first visit, and give its card."""
    card = page.locator(".guide-card")
    card.get_by_role("heading", name=t(f"steps.{number}")).wait_for()
    return card


def save(page, name):
    page.locator(".st-key-menu-save button").first.click()
    settled(page)
    for label, text in (("scenario.name", name), ("library.who", "Wei")):
        field = page.get_by_role("textbox", name=t(label), exact=True)
        if field.count():  # who saves is asked once
            field.fill(text)
            field.press("Enter")
            settled(page)
    page.get_by_role("button", name=t("library.save"), exact=True).click()
    settled(page)


def test_a_first_visit_leads_from_a_decision_to_a_saved_plan_a_comparison_and_a_figure(reader):
    card = step(reader, 1)
    assert card.evaluate("card => card.contains(document.activeElement)")
    assert not violations(reader, within=".guide-card")
    reader.locator("[class*='st-key-start-open'] button").first.click()
    settled(reader)
    step(reader, 2)
    handle = slider(reader, t("subsidy_budget"))
    handle.focus()
    handle.press("ArrowRight")
    step(reader, 3)
    assert handle.evaluate("handle => handle.getRootNode().activeElement === handle")
    card.get_by_role("button", name=t("steps.next")).click()
    step(reader, 4)
    assert reader.evaluate(REMEMBERED) != "seen"
    reader.keyboard.press("Escape")
    assert card.count() == 0
    assert reader.evaluate(REMEMBERED) == "seen"
    settled(reader)
    save(reader, NAME)
    reader.get_by_role("link", name=t("library.then_compare")).click()
    settled(reader)
    assert NAME in reader.locator(".figures").first.inner_text()
    name = reader.locator(".figures a.what").first
    name.focus()
    told = reader.locator("#two-roads-told-term")
    assert t("what.open") in told.inner_text()
    reader.keyboard.press("Escape")
    assert told.is_hidden()
    figure = name.get_attribute("data-figure")
    name.click()
    settled(reader)
    assert "/method" in reader.url
    assert t(f"measure.{figure}") in reader.locator("h1").first.inner_text().lower()
    assert NAME in reader.locator(".plan-line").inner_text()
