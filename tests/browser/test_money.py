"""Money on the Cockpit: the spending bars, one lever paying for another, what money buys."""

import re

import pytest
from playwright.sync_api import expect

from models.analysis.spending import SPENDING
from tests.browser.helpers import COCKPIT, screenshot, settled, slider, target, violations

MOVED = "/?market=2024Q3&lever.subsidy_budget=10.5&lever.taobao_traffic_share=0.52"
LOOKED_AT = MOVED
SCROLL_MS = 300
FUND, MOVE, ASK = "Fund this from …", "Move the money", "What one more RMB bn buys in each lever"
BUYS, WINS = "What money buys", "Who wins and who loses"


def opened(page, address):
    page.goto(address)
    settled(page)


def spend(page):
    return page.locator(".spend p").inner_text()


def unfold(page, name):
    page.get_by_text(name, exact=True).click()
    settled(page)


def choose(page, label, option):
    box = page.get_by_role("combobox", name=label)
    box.scroll_into_view_if_needed()  # scrolling closes a list that is open
    page.wait_for_timeout(SCROLL_MS)
    box.click()
    page.get_by_role("option", name=option).click()
    settled(page)


def test_an_increase_is_paid_for_by_another_lever(shown):
    page = shown
    unfold(page, FUND)
    choose(page, "with money of", re.compile("Overseas"))
    page.get_by_role("button", name=MOVE).click()
    settled(page)
    assert spend(page).startswith("Spend 216 bn over 12 quarters")
    assert "lever.overseas_investment=0.5" in page.url
    assert "lever.subsidy_budget=10.5" in page.url
    notice = page.get_by_text("18.0 bn over the horizon moved from Overseas to Buyer subsidies")
    assert notice.is_visible()
    assert page.get_by_role("button", name=MOVE).count() == 0
    screenshot(page, "money-funded")


def test_winners_losers_and_yields_are_drawn_and_readable(left):
    page = left
    unfold(page, WINS)
    unfold(page, BUYS)
    stakes = page.locator(".st-key-figure-stakes")
    assert "Small sellers earn" in stakes.locator("h3").inner_text()
    assert page.locator(".st-key-figure-yields").count() == 0
    unfold(page, ASK)
    assert page.locator(".st-key-figure-yields svg.marks").is_visible()
    for width in (1440, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        settled(page)
        for name in ("stakes", "billion", "yields"):
            figure = page.locator(f".st-key-figure-{name}")
            figure.scroll_into_view_if_needed()
            screenshot(page, f"money-{name}-{width}")
            assert "…" not in figure.locator("svg.marks").text_content()
    assert not violations(page, ".st-key-below")


@pytest.mark.exhaustive  # `test_spending` holds what stays unfunded
def test_a_source_that_cannot_pay_for_all_says_so(page):
    opened(page, "/?market=2024Q3&lever.subsidy_budget=14")
    unfold(page, FUND)
    choose(page, "with money of", re.compile("Overseas"))
    page.get_by_role("button", name=MOVE).click()
    settled(page)
    assert spend(page).startswith("Spend 252 bn over 12 quarters")
    assert page.get_by_text("36.0 bn of the increase stays unfunded").first.is_visible()


def test_bars_follow_a_slider_and_a_billion_is_phones_or_orders_whatever_the_plan(page, tmp_path):
    opened(page, COCKPIT)
    pace = sum(map(target, SPENDING))
    today = f"(at today's pace {12 * pace:.0f} bn); dearest year {4 * pace:.1f} bn"
    assert spend(page).startswith(f"Spend {12 * pace:.0f} bn over 12 quarters {today}")
    unfold(page, BUYS)
    figure = page.locator(".st-key-figure-billion")
    title = r"RMB 1 bn buys [\d.]+ m phones or [\d.]+ m small orders"
    assert re.match(title, figure.locator("h3").inner_text())
    before = figure.locator("svg.marks").inner_html()
    slider(page, "Buyer subsidies").focus()
    page.keyboard.press("ArrowRight")
    settled(page)
    step = target("subsidy_budget", 1) - target("subsidy_budget")
    assert spend(page).startswith(f"Spend {12 * (pace + step):.0f} bn over 12 quarters")
    row = page.locator(".spend-row", has_text="Buyer subsidies")
    assert row.locator("em").inner_text() == f"{12 * target('subsidy_budget', 1):.0f} bn"
    assert figure.locator("svg.marks").inner_html() == before
    figure.get_by_role("button", name="Take this chart away").click()
    settled(page)
    for kind, begins in (("Picture (PNG)", b"\x89PNG"), ("Picture (SVG)", b"<?xml")):
        with page.expect_download() as download:
            page.get_by_role("button", name=kind).click()
        path = tmp_path / download.value.suggested_filename
        download.value.save_as(path)
        assert path.read_bytes().startswith(begins)
        expect(page.get_by_role("button", name=kind)).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
