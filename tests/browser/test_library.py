"""Saving in a real browser: the name is asked once, and a reload knows what it follows."""

from pages.labels.catalogue import t
from tests.browser.helpers import COCKPIT, screenshot, settled
from tests.browser.test_accessible import shuts_out
from tests.browser.test_names import WAIT_MS, made, opened
from tests.pages.hostile import NAMES


def save(page):
    page.get_by_role("button", name=t("scenario.save"), exact=True).click()
    settled(page, timeout=WAIT_MS)
    if (asked := page.get_by_label(t("library.who"), exact=True)).count():
        asked.fill("=王芳")
        asked.press("Tab")
    page.get_by_role("button", name=t("library.save"), exact=True).click()
    page.get_by_text(t("library.saved", name="", revision="").split("”")[1][:14]).wait_for()
    settled(page, timeout=WAIT_MS)
    page.keyboard.press("Escape")


def test_a_save_is_kept_and_a_reload_goes_on_from_it(page):
    opened(page, "english", NAMES[:1], f"/library{COCKPIT[1:]}")
    save(page)
    page.goto("/library")
    settled(page, timeout=WAIT_MS)
    page.locator(".revisions").wait_for(state="attached", timeout=WAIT_MS)
    assert made(page) == []
    text = page.locator("body").inner_text().replace("\N{WORD JOINER}", "")
    assert NAMES[0] in text
    assert not shuts_out(page)
    screenshot(page, "library", full_page=True)
    page.get_by_role("button", name=t("scenario.save"), exact=True).click()
    settled(page, timeout=WAIT_MS)
    assert page.get_by_label(t("library.who"), exact=True).count() == 0
    page.keyboard.press("Escape")
    save(page)  # no conflict: it follows the revision that was saved before the reload
    assert made(page) == []
    page.locator(".revisions > div").nth(1).wait_for(state="attached", timeout=WAIT_MS)
