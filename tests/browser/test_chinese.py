"""The screen in simplified Chinese: switched in the bar, kept in the address, nothing left over."""

import re

import pytest

from models.inputs import latest
from pages.labels.catalogue import catalogue
from tests.browser.helpers import settled, slider, violations

THREE = (
    f"market={latest()}&lever.taobao_traffic_share=0.52&lever.subsidy_budget=12&lever.sme_support=4"
)
LOOKED_AT = f"/?lang=zh&{THREE}&rivals=passive&horizon=8"
GLYPHS = """characters => characters.map(character => {
  const canvas = document.createElement('canvas');
  const pen = canvas.getContext('2d');
  pen.font = '20px ' + getComputedStyle(document.querySelector('.headline')).fontFamily;
  pen.fillText(character, 4, 24);
  return canvas.toDataURL();
})"""
WITHOUT_ICONS = """place => {
  const icons = [...document.querySelectorAll(
    '[data-testid="stIconMaterial"], .figure .sign')];
  icons.forEach(icon => { icon.style.display = "none"; });
  const text = place.innerText;
  icons.forEach(icon => { icon.style.display = ""; });
  return text;
}"""
ALLOWED = {"RMB", "GMV", "DAU", "DAC", "AAC", "EBITA", "AI", "CSV", "PNG", "SVG", "English", "Esc"}
"""Words that Chinese readers use as they are; ids in addresses and files stay in English."""


@pytest.fixture
def asking(page):
    """Provide a page whose browser asks for Chinese."""
    session = page.context.new_cdp_session(page)
    agent = page.evaluate("navigator.userAgent")
    asked = {"userAgent": agent, "acceptLanguage": "zh-CN"}
    session.send("Emulation.setUserAgentOverride", asked)
    yield page
    session.detach()


def test_a_browser_that_asks_for_chinese_gets_it_unless_the_address_says_otherwise(asking):
    page = asking
    page.goto("/start")
    settled(page)
    assert catalogue()["start.title"]["chinese"] in page.locator(".headline h1").inner_text()
    assert "lang" not in page.url
    page.get_by_role("button", name="English").click()
    settled(page)
    assert "lang=en" in page.url


def test_an_address_opens_in_its_language(shown):
    assert shown.locator(".card[data-metric=revenue] .level b").inner_text().endswith("亿")
    assert shown.get_by_role("button", name="English").is_visible()


@pytest.mark.exhaustive  # `test_typed_apptest` holds every lever of money
def test_sliders_of_money_count_in_yi(page):
    page.goto(LOOKED_AT)
    settled(page)
    subsidies = slider(page, "用户补贴预算")
    assert subsidies.get_attribute("aria-valuetext") == "120亿"
    subsidies.focus()
    page.keyboard.press("ArrowRight")
    settled(page)
    assert subsidies.get_attribute("aria-valuetext") == "125亿"
    assert (subsidies.get_attribute("min"), subsidies.get_attribute("max")) == ("0", "60")
    assert "lever.subsidy_budget=12.5" in page.url


def test_charts_speak_chinese(shown):
    texts = shown.locator(".st-key-figure-trajectory svg.marks text").all_text_contents()
    assert [text for text in texts if re.fullmatch(r"[+−-]?[\d,.]+(亿|%)", text)]
    assert [text for text in texts if text.startswith("方案 ")]
    assert not [text for text in texts if re.search("[a-z]{2}", text)]


def test_no_english_is_left_on_the_screen(shown):
    for place in (".stMain", '[data-testid="stSidebar"]', ".st-key-topbar"):
        text = shown.locator(place).evaluate(WITHOUT_ICONS)
        left = set(re.findall(r"[A-Za-z]{2,}", text)) - ALLOWED
        hashes = set(re.findall(r"[0-9a-f]{8,}", text))
        left = {word for word in left if not any(word in digits for digits in hashes)}
        assert not left, f"{place}: {sorted(left)}"


def test_different_characters_look_different(shown):
    shown.evaluate("document.fonts.ready")
    used = sorted({c for row in catalogue().values() for c in row["chinese"] if "一" <= c <= "鿿"})
    drawn = shown.evaluate(GLYPHS, used[::5])
    assert len(set(drawn)) == len(drawn)


def test_chinese_readers_with_a_disability_are_not_shut_out(shown):
    assert not violations(shown)


def test_one_click_changes_the_language_and_nothing_else(shown):
    page = shown
    page.get_by_role("button", name="English").click()
    settled(page)
    assert "lang" not in page.url
    assert "rivals stand still" in page.locator(".headline h1").inner_text()
    assert slider(page, "Buyer subsidies").get_attribute("aria-valuetext") == "12 bn"
    page.get_by_role("button", name="中文").click()
    settled(page)
    assert "lang=zh" in page.url
    assert "lever.subsidy_budget=12" in page.url
    assert "rivals=passive" in page.url
    assert "horizon=8" in page.url
    assert "对手不动" in page.locator(".headline h1").inner_text()
    assert slider(page, "用户补贴预算").get_attribute("aria-valuetext") == "120亿"
