"""Names of plans in a real browser: no request leaves the server, no element is made of a name."""

from dataclasses import replace

import pytest

from models.scenario.csv.scenario_file import write_bytes
from pages.labels.catalogue import LANGUAGES, t, use_language
from tests.browser.helpers import COCKPIT, screenshot, settled, upload
from tests.every import some
from tests.pages.hostile import HOST, NAMES
from tests.pages.stages import plan_of

PAGES = {
    "decide": ("cockpit", "compare", "best_plan"),
    "challenge": ("rivals", "risk", "organisation"),
    "trust": ("cases", "accuracy", "assumptions"),
}
WITH_NAMES = {"compare", "rivals", "risk"}
"""Pages that show a name of the reader's own, as the Cockpit does, on which the file is opened; the
others are exhaustive."""

MADE_OF_A_NAME = """host => [
  ...document.querySelectorAll(`[href*="${host}"], [src*="${host}"], #evil, .katex, [onerror]`),
  ...[...document.querySelectorAll('style, script')].filter(e => e.textContent.includes(host)),
  ...[...document.querySelectorAll('code, strong, em, del, a, [class*=colored]')]
    .filter(e => e.textContent.trim() === 'evil'),
].map(e => e.outerHTML.slice(0, 200))"""
WAIT_MS = 90_000


def plans(names):
    return [
        replace(plan_of({"sme_support": 4.0 + i}, horizon=4, draws=50), name=name, author=name)
        for i, name in enumerate(names)
    ]


def opened(page, language, names, address=COCKPIT):
    page.goto(f"{address}&lang={'zh' if language == 'chinese' else 'en'}")
    settled(page, timeout=WAIT_MS)
    page.get_by_test_id("stSidebar").get_by_role(
        "button", name=t("scenario.open"), exact=True
    ).click()
    settled(page)
    file = {"name": f"{names[0][:20].replace('/', '')}.csv", "mimeType": "text/csv"}
    upload(page, file | {"buffer": write_bytes(plans(names))}, timeout=WAIT_MS)
    assert made(page) == []
    page.keyboard.press("Escape")


def made(page):
    return page.evaluate(MADE_OF_A_NAME, HOST)


def go(page, section, name):
    page.get_by_test_id("stTopNavSection").filter(has_text=t(f"section.{section}")).click()
    page.get_by_test_id("stTopNavDropdownLink").filter(has_text=t(f"page.{name}")).click()
    page.locator(".headline").first.wait_for(timeout=WAIT_MS)
    settled(page, timeout=WAIT_MS)


@pytest.mark.parametrize("language", some(LANGUAGES, "english"))
def test_a_hostile_name_is_text_on_every_page(page, language, pytestconfig):
    """The fixture holds every request against the server's own address.

    Every name in both languages is tried without a browser, in tests/pages/labels.
    """
    names = NAMES[:4] if language == "english" else NAMES[4:]
    use_language(language)
    opened(page, language, names)
    faults, is_whole = {}, pytestconfig.getoption("--exhaustive")
    for section, parts in PAGES.items():
        for name in [name for name in parts if is_whole or name in WITH_NAMES]:
            go(page, section, name)
            if name == "risk":
                page.locator("summary", has_text=t("risk.tab.regret")).click()
                settled(page, timeout=WAIT_MS)
            if elements := made(page):
                faults[name] = elements
            if name in ("compare", "rivals", "risk"):
                text = page.locator("body").inner_text().replace("\N{WORD JOINER}", "")
                assert names[0] in text, f"{name} does not show the name"
                screenshot(page, f"names-{name}-{language}", full_page=True)
    assert not faults
