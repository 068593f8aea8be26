"""The Ledger in a real browser: the example in both languages, read by everybody."""

from pages.labels.catalogue import LANGUAGES, t, use_language
from tests.browser.helpers import screenshot, settled, violations
from tests.browser.test_names import WAIT_MS


def test_an_empty_ledger_shows_the_example_in_both_languages(page):
    page.goto("/ledger")
    for language, size in zip(LANGUAGES, ((1440, 900), (1280, 800)), strict=True):
        use_language(language)
        page.set_viewport_size(dict(zip(("width", "height"), size, strict=True)))
        if language != LANGUAGES[0]:
            page.get_by_role("button", name="中文").click()
        page.get_by_text(t("ledger.chart.example")).wait_for(timeout=WAIT_MS)
        settled(page, timeout=WAIT_MS)
        assert t("ledger.below.empty") in page.locator(".headline").inner_text()
        assert page.get_by_role("button", name=t("ledger.guess.write")).is_disabled()
        wide = "document.documentElement.scrollWidth <= innerWidth"
        assert page.evaluate(wide)
        screenshot(page, f"ledger-{language}")
    assert violations(page, ".stMain") == []
