"""The present view: one chart at a time on a 16:9 screen, by key or by hand, and back."""

import struct
from io import BytesIO

import pytest
from pypdf import PdfReader

from models.inputs import latest, read_scenario_file
from tests.browser.helpers import screenshot, settled, violations
from tests.browser.page_pool import DESKTOP

MOVED = "lever.taobao_traffic_share=0.52&lever.subsidy_budget=12&lever.sme_support=4"
THREE = f"/?market={latest()}&{MOVED}"
LOOKED_AT = f"/?market=2023Q1&{MOVED}&present=1"
SCREENS = [(1280, 720), (1600, 900), (1920, 1080)]
OUTSIDE = """() => [...document.querySelectorAll(
  '.headline h1, .card, .roads, .words, svg.marks, .st-key-present-bar button')]
  .filter(element => element.closest('.st-key-present, .st-key-present-bar'))
  .map(element => [element.className.baseVal ?? element.className,
                   element.getBoundingClientRect()])
  .filter(([_, box]) => !box.width || box.left < 0 || box.top < 0
    || box.right > innerWidth + 1 || box.bottom > innerHeight + 1)
  .map(([name, box]) => `${name} ${JSON.stringify(box)}`)"""


def opened(page, address):
    page.goto(address)
    settled(page, charts=1)


def chart_title(page):
    return page.locator(".st-key-present .words h3").inner_text()


def pressed(page, key, charts=1):
    page.keyboard.press(key)
    settled(page, charts=charts)


def test_finding_title_subtitle_and_provenance_are_in_view(shown):
    assert "rivals" in shown.locator(".headline h1").inner_text()
    assert chart_title(shown).startswith("Visitors ")
    assert "five futures in ten" in shown.locator(".st-key-present .words p").inner_text()
    footer = shown.locator(".st-key-present-bar").inner_text()
    assert all(part in footer for part in ("market 2023Q1", "plan ", "model ", "Slide 1 of"))


def test_the_view_shuts_nobody_out(shown):
    assert not violations(shown)


@pytest.mark.exhaustive
def test_one_chart_with_its_chinese_words_fits_the_screen(page):
    opened(page, f"{THREE}&present=1&lang=zh")
    fits_every_screen(page, "zh")


def fits_every_screen(page, language):
    for width, height in SCREENS:
        page.set_viewport_size({"width": width, "height": height})
        settled(page, charts=1)
        fits(page)
        screenshot(page, f"present-{width}-{language}")
    page.set_viewport_size(DESKTOP)
    settled(page, charts=1)


def fits(page):
    assert page.evaluate(OUTSIDE) == []
    assert not page.get_by_test_id("stSidebar").is_visible()
    assert not page.get_by_test_id("stHeader").is_visible()
    assert page.get_by_role("slider").locator("visible=true").count() == 0
    main = "[stMain.scrollHeight <= innerHeight + 1, stMain.scrollWidth <= innerWidth + 1]"
    assert page.evaluate(f"(stMain => {main})(document.querySelector('.stMain'))") == [True, True]


def test_by_key_and_by_hand_every_chart_has_its_turn_and_the_page_comes_back(page):
    page.goto(THREE)
    settled(page)
    page.get_by_role("button", name="Present").click()
    settled(page, charts=1)
    assert "present=1" in page.url
    fits_every_screen(page, "en")
    count = int(page.locator(".st-key-present-bar").inner_text().split(" of ")[1].split()[0])
    titles, cards = [chart_title(page)], [page.locator(".cards").count()]
    pressed(page, "ArrowLeft")
    assert "present=1" in page.url, "there is nothing before the first"
    for at in range(2, count + 1):
        pressed(page, "ArrowRight")
        assert f"present={at}" in page.url
        titles.append(chart_title(page))
        cards.append(page.locator(".cards").count())
    assert len(set(titles)) == count
    assert cards == [1] + [0] * (count - 1), "what follows does not repeat the cards"
    fits(page)
    assert page.get_by_role("button", name="Next").is_disabled()
    pressed(page, "ArrowLeft")
    assert chart_title(page) == titles[-2]
    page.get_by_role("button", name="Next").click()
    settled(page, charts=1)
    assert chart_title(page) == titles[-1]
    page.get_by_role("button", name="Back to the page").click()
    settled(page)
    assert "present" not in page.url
    assert "lever.subsidy_budget=12" in page.url
    assert page.get_by_test_id("stSidebar").is_visible()
    text = page.get_by_role("slider", name="Buyer subsidies").get_attribute("aria-valuetext")
    assert text == "12 bn"


@pytest.mark.exhaustive  # `test_page_picture` holds the picture, `test_cockpit` takes charts away
def test_the_whole_page_can_be_taken_away(page, tmp_path):
    page.goto(THREE)
    settled(page)
    page.get_by_role("button", name="Picture of this page").click()
    settled(page)
    with page.expect_download() as download:
        page.get_by_role("button", name="Picture (PNG)").locator("visible=true").click()
    path = tmp_path / "page.png"
    download.value.save_as(path)
    assert struct.unpack(">II", path.read_bytes()[16:24]) == (3200, 1800)
    assert download.value.suggested_filename == "my-plan.png"


def test_any_page_is_presented_photographed_and_printed(page, tmp_path):
    address = f"/rivals?market={latest()}&horizon=4&draws=100&{MOVED}"
    opened(page, f"{address}&present=1")
    fits(page)
    assert page.locator(".cards, table, .st-key-take-sheet").locator("visible=true").count() == 0
    assert "once rivals have answered" in chart_title(page)
    pressed(page, "Escape", charts=None)
    settled(page)
    assert "/rivals" in page.url
    assert page.get_by_test_id("stSidebar").is_visible()
    page.get_by_role("button", name="Picture of this page").click()
    settled(page)
    with page.expect_download() as download:
        page.get_by_role("button", name="Picture (PNG)").locator("visible=true").click()
    path = tmp_path / "page.png"
    download.value.save_as(path)
    width, height = struct.unpack(">II", path.read_bytes()[16:24])
    assert width == 3200
    assert width / 4 < height <= 1800, "it ends where the page ends"
    (plan,) = read_scenario_file(path).scenarios
    assert {step.lever: step.value for step in plan.steps}["subsidy_budget"] == 12
    page.keyboard.press("Escape")
    page.emulate_media(media="print")
    assert not page.get_by_test_id("stSidebar").is_visible()
    assert not page.locator(".st-key-topbar").is_visible()
    operated = ".tools, .stButton, .stButtonGroup, .stExpander"
    assert page.locator(operated).locator("visible=true").count() == 0
    (sheet,) = PdfReader(BytesIO(page.pdf(prefer_css_page_size=True))).pages
    told = sheet.extract_text()
    assert all(part in told for part in (f"market {latest()}", "model ", "Letters grade"))
    page.goto("/start")
    settled(page)
    columns = page.get_by_test_id("stColumn").evaluate_all("all => all.map(x => x.offsetTop)")
    assert len(columns) > 1
    assert len(set(columns)) < len(columns), "columns stand beside each other on paper"
