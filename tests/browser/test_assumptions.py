"""Trust → Assumptions in a real browser: the lines are the terminal's, the parts add up."""

import csv
import io
import json
from dataclasses import replace

import pytest
from click.testing import CliRunner

from cli import main
from models.inputs import latest, load_market
from models.scenario import scenario_from_levers
from models.scenario.csv.scenario_file import write_bytes
from pages.labels.catalogue import t
from tests.browser.helpers import screenshot, settled, slider, violations
from tests.browser.test_accessible import shuts_out

MOVED = {"subsidy_budget": 12.0, "taobao_traffic_share": 0.52}
ASSUMED = (("habit_weight", 0.35),)
ADDRESS = (
    f"/assumptions?market={latest()}&lever.subsidy_budget=12&lever.taobao_traffic_share=0.52"
    "&a.habit_weight=0.35&assumption=habit_weight&draws=200"
)


def opened(page, address=ADDRESS):
    page.goto(address)
    drawn = page.locator(".figure svg.marks")
    drawn.first.wait_for(state="attached", timeout=120_000)
    settled(page)


def drawn(page):
    """Rows of the chart, as its download gives them."""
    page.get_by_role("button", name="Take this chart away").nth(1).click()
    settled(page)
    with page.expect_download() as download:
        page.get_by_role("button", name="Data (CSV)").click()
    text = download.value.path().read_text(encoding="utf-8-sig")
    head = t("assumptions.line.plan_yours")
    return [row for row in csv.DictReader(io.StringIO(text)) if row[head]]


def terminal(tmp_path):
    """Central runs of the four scenarios at the last quarter, DAU, from the terminal."""
    market = load_market()
    plan = scenario_from_levers("plan_yours", market.vintage, MOVED, market.levers)
    yours = replace(plan, assumptions=ASSUMED)
    four = [
        yours,
        replace(plan, name="plan_ours"),
        replace(yours, name="no_change_yours", steps=()),
        replace(plan, name="no_change_ours", steps=()),
    ]
    path = tmp_path / "four.csv"
    path.write_bytes(write_bytes(four))
    answer = CliRunner().invoke(main, ["project", str(path), "--draws", "0", "--json"])
    assert answer.exit_code == 0, answer.output
    own = market.platform_ids[0]
    return {
        (row["scenario"], row["quarter"]): row["value"]
        for row in json.loads(answer.stdout)
        if row["metric"] == "dau" and row["platform"] == own
    }


LOOKED_AT = ADDRESS


def test_the_four_lines_are_those_of_the_terminal(shown, tmp_path):
    assert shown.locator(".parts tbody tr").count() == 4
    screenshot(shown, "trust-assumptions-whole")
    rows, said = drawn(shown), terminal(tmp_path)
    shown.keyboard.press("Escape")
    assert len(rows) == 12
    for row in rows:
        for line in ("no_change_ours", "no_change_yours", "plan_ours", "plan_yours"):
            expected = said[line, row[t("chart.quarter")]]
            assert float(row[t(f"assumptions.line.{line}")]) == pytest.approx(expected, rel=1e-9)


def parts(page):
    cells = page.locator(".parts tbody tr td:nth-child(2)").all_inner_texts()
    for nothing in (t("format.no_change"), t("format.nearly_none")):
        cells = [cell.replace(nothing, "0") for cell in cells]
    return [float(cell.replace("\N{MINUS SIGN}", "-").split()[0]) for cell in cells]


def test_readers_with_a_disability_reach_the_page(shown):
    settled(shown)
    assert not violations(shown, ".stMain")


def test_an_assumption_moved_by_hand_splits_and_is_taken_back(shown):
    page = shown
    taken_back(page)
    page.get_by_text(t("assumptions.view.plan")).click()
    settled(page)
    before = parts(page)
    assert before[1] == before[2] == 0.0
    slider(page, "Your value").focus()
    for _ in range(5):
        page.keyboard.press("ArrowRight")
    page.wait_for_function("location.search.includes('a.habit_weight=0.33')")
    settled(page)
    decision, assumption, both, total = parts(page)
    assert decision + assumption + both == pytest.approx(total, abs=1e-9)
    assert decision == before[0]
    assert both
    screenshot(page, "trust-assumptions")
    taken_back(page)
    assert parts(page) == before


def taken_back(page):
    page.get_by_role("button", name="Back to ours").click()
    page.wait_for_function("!location.search.includes('a.habit_weight')")
    settled(page)


@pytest.mark.exhaustive  # `test_challenge` has a page in Chinese and in the dark
def test_the_page_stands_in_chinese_and_in_the_dark(new_page):
    page = new_page(color_scheme="dark")
    opened(page, f"{ADDRESS}&lang=zh")
    assert page.locator(".parts tbody tr").count() == 4
    screenshot(page, "trust-assumptions-zh-dark")


def test_a_case_stays_on_screen_in_both_languages_and_its_option_opens_with_its_numbers(page):
    page.goto("/cases?case=2023Q1")
    page.locator(".seen-told").first.wait_for(timeout=120_000)
    settled(page)
    page.get_by_text("中文").first.click()
    page.get_by_text("English", exact=True).first.wait_for()
    settled(page)
    picture = page.locator("[data-testid=stMain] [data-testid=stHeading] h3").first
    text = picture.inner_text()
    page.locator(".st-key-panel button").first.click()  # the levers stand folded here
    page.get_by_role("slider", name="用户补贴预算").first.focus()
    page.keyboard.press("ArrowRight")
    settled(page)
    assert picture.inner_text() == text
    assert "case=2023Q1" in page.url
    assert not shuts_out(page)
    page.get_by_text("English", exact=True).first.click()
    settled(page)
    page.locator("summary", has_text="The decision and its options").click()
    settled(page)
    row = page.locator(".options tbody tr", has_text="Daily visitors").first
    change = row.locator("td").nth(1).locator("b").inner_text()
    page.get_by_role("button", name="Open: All at once").click()
    page.locator(".card[data-metric=dau]").wait_for()
    settled(page)
    assert "market=2023Q1" in page.url
    assert change in page.locator(".card[data-metric=dau]").inner_text()
