"""Every page serves every reader: axe finds no serious fault, and nothing runs out sideways."""

import pytest

from pages.labels.catalogue import LANGUAGES
from tests.browser.helpers import settled, violations
from tests.browser.test_challenge import ADDRESS
from tests.conftest import ROOT

SECTIONS = ("start", "decide", "challenge", "trust", "share")
PAGES = [
    "" if path.stem == "cockpit" else path.stem
    for section in SECTIONS
    for path in sorted((ROOT / "pages" / section).glob("[!_]*.py"))
]
"""Addresses of all pages; what stands at ``not_found`` is what stands wherever there is no page."""

ALONE = "your_figures", (LANGUAGES[-1], "dark")
"""The page that no other test opens; Accuracy, Method and the board's take too long."""

LOOKS = [(language, theme) for theme in ("light", "dark") for language in LANGUAGES]
DESK, PHONE = {"width": 1280, "height": 800}, {"width": 390, "height": 844}

KNOWN = {}
"""What remains within the framework's own elements: rule, and why nothing of ours can mend it."""

SIDEWAYS = """boxes => {
  const told = (one) => [one.tagName.toLowerCase(), one.dataset?.testid, one.getAttribute("class"),
    one.textContent.trim().slice(0, 40)].filter(Boolean).join(" ");
  const style = (one) => getComputedStyle(one);
  const shown = (one) => one.getClientRects().length && style(one).visibility !== "hidden";
  const bar = '[data-testid="stSidebar"]';
  const seen = [...document.querySelectorAll("body *")].filter(shown)
    .filter((one) => innerWidth > 768 || !one.closest(bar) || one.closest(bar).dataset.collapsed);
  const scrolls = seen.filter((one) => one.scrollWidth > one.clientWidth + 1
    && /auto|scroll/.test(style(one).overflowX) && !one.matches(boxes));
  const page = '.stMain, .stApp, [data-testid="stSidebarContent"], .stAppViewContainer';
  const clipped = (one) => {
    for (let up = one.parentElement; up; up = up.parentElement) {
      if (up.matches(page)) return false;
      if (style(up).overflowX !== "visible") return true;
    }
    return false;
  };
  const out = seen.filter((one) => {
    const { left, right, width, height } = one.getBoundingClientRect();
    return width > 1 && height > 1 && (right > innerWidth + 1 || left < -1) && !clipped(one);
  });
  const whole = document.scrollingElement.scrollWidth > innerWidth ? ["the page itself"] : [];
  return [...whole, ...scrolls.map(told), ...out.map(told)].slice(0, 5);
}"""

BOXES = {
    "desk": ".dvn-scroller",
    "phone": ".dvn-scroller, .figure .drawing, table.figures, table.options, .katex-display, pre,"
    ' code, .revisions, [role="tablist"]',
}
"""What may scroll in a box of its own: tables and charts whose columns a phone has no room for."""

WITHOUT = [".katex"]
"""Formulas are set by a library with tests of its own, and are most of the elements of Method."""

SIDEBAR = '[data-testid="stSidebar"]'
"""It holds the same on every page; `test_cockpit`, `test_calm` and `test_chinese` scan it."""


def faults(page, name, language, theme, without=()):
    """List what is wrong with a page ``without`` some elements, and whom it shuts out."""
    page.emulate_media(color_scheme=theme, reduced_motion="reduce")
    page.set_viewport_size(DESK)
    page.goto(f"/{name}?{ADDRESS}&lang={'en' if language == LANGUAGES[0] else 'zh'}")
    settled(page, timeout=120_000)
    found = shuts_out(page, without)
    return [f"{name or 'cockpit'}, {language}, {theme}: {one}" for one in found]


def shuts_out(page, without=(SIDEBAR,)):
    """List what is wrong with the page that is open, at a desk and on a phone."""
    before = page.viewport_size
    left_out = {"exclude": [[selector] for selector in (*WITHOUT, *without)]}
    found = [one for one in violations(page, left_out) if one.partition(":")[0] not in KNOWN]
    for place, size in (("desk", DESK), ("phone", PHONE), (None, before)):
        page.set_viewport_size(size)
        settled(page)
        if place:
            found += [f"{place}: {one}" for one in page.evaluate(SIDEWAYS, BOXES[place])]
    return found


def test_a_page_that_no_other_test_opens_serves_every_reader_and_size(page):
    """Library, Cases and what stands where no page is are looked at so by the tests of them."""
    name, look = ALONE
    assert name in PAGES
    found = faults(page, name, *look, (SIDEBAR,))
    assert not found, "\n".join(found)


@pytest.mark.exhaustive
@pytest.mark.parametrize(("language", "theme"), LOOKS)
def test_every_page_does_so_in_every_language_and_theme(page, language, theme):
    found = [one for name in PAGES for one in faults(page, name, language, theme)]
    assert not found, "\n".join(found)
