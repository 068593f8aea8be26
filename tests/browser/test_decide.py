"""Compare and Best plan in a real browser: the numbers shown are those of the terminal."""

import json
import re

import pytest
from click.testing import CliRunner

from cli import main
from pages.figures.decide_words import change, target
from tests.browser.helpers import screenshot, settled, slider, violations
from tests.conftest import ROOT

CASES = ROOT / "data" / "scenarios" / "2023Q1"
SUBSIDIES = "Buyer subsidies"


def terminal(*arguments):
    result = CliRunner().invoke(main, [*map(str, arguments), "--json"])
    assert result.exit_code == 0, result.output
    return json.loads(result.output)


def test_compare_shows_the_difference_that_the_terminal_prints(page):
    page.goto("/compare?market=2023Q1")
    settled(page, charts=2, timeout=60_000)
    files = [CASES / f"{name}.csv" for name in ("return-to-taobao", "all-at-once", "harvest-tmall")]
    table = page.get_by_role("table", name="A against B")
    heads = table.get_by_role("columnheader").all_inner_texts()
    a, b = heads[1:3]
    answer = terminal("compare", *files, "--metric", "dau", "--no-flips", "--at", "2026Q1")
    (kpi,) = [k for k in answer["kpis"] if {k["a"], k["b"]} == {a, b}]
    assert (kpi["a"], kpi["b"]) == (a, b)
    answer = change("dau", kpi["difference"], kpi["p10"], kpi["p90"])
    row = table.get_by_role("row", name=re.compile("^Daily visitors"))
    assert answer.value in row.inner_text()
    assert answer.interval in row.inner_text()
    screenshot(page, "compare", full_page=True)
    assert violations(page, ".stMain") == []


@pytest.mark.slow
def test_the_best_plan_is_found_and_opens_in_the_cockpit(page):
    """That it is the model's hold `test_decide_pages` and, for the terminal, `test_cli_decide`."""
    page.goto("/best_plan?market=2023Q1&horizon=4&draws=50")
    settled(page, timeout=60_000)
    page.get_by_role("button", name="Find the best plan").click()
    page.get_by_role("button", name="Open in the Cockpit").wait_for(timeout=60_000)
    settled(page, charts=1, timeout=60_000)
    page.get_by_text("Plan", exact=True).click()
    settled(page)
    row = page.get_by_role("table", name="Plan").get_by_role("row", name=SUBSIDIES)
    today, best = (
        float(cell.split()[0]) for cell in row.get_by_role("cell").all_inner_texts()[-2:]
    )
    assert best != today
    screenshot(page, "best-plan", full_page=True)
    assert violations(page, ".stMain") == []
    page.get_by_role("button", name="Open in the Cockpit").click()
    settled(page, timeout=60_000)
    shown = slider(page, SUBSIDIES).get_attribute("aria-valuetext")
    assert float(shown.split()[0]) == pytest.approx(best, abs=0.05)


@pytest.mark.exhaustive  # `test_decide_pages` seeks; terminal and page ask one question
def test_goal_seek_tells_what_the_terminal_tells(page):
    page.goto("/best_plan?market=2023Q1")
    settled(page, timeout=60_000)
    page.get_by_role("tab", name="Goal seek").click()
    settled(page, charts=1, timeout=60_000)
    field = page.get_by_role("spinbutton", name=re.compile("^to, million"))
    field.fill("375")
    field.press("Enter")
    settled(page, charts=1)
    terminal_answer = terminal(
        *("goal", "--lever", "subsidy_budget", "--metric", "dau", "--reach", 375),
        *("--at", "2026Q1", "--market", "2023Q1"),
    )
    answer = target("subsidy_budget", terminal_answer["best"])
    assert answer in page.get_by_role("heading", level=1).inner_text()


RUN_TOGETHER = """() => [...document.querySelectorAll('svg.marks')].flatMap(chart => {
  const boxes = [...chart.querySelectorAll('.role-axis-label text')]
    .filter(text => /^\\d{4}Q\\d$/.test(text.textContent))
    .map(text => text.getBoundingClientRect());
  return boxes.slice(1).filter((box, at) => box.left < boxes[at].right + 4);
}).length"""


def test_quarters_below_narrow_charts_do_not_run_together(new_page):
    page = new_page(viewport={"width": 1280, "height": 800})
    page.goto("/compare?lang=zh&market=2023Q1&lever.subsidy_budget=12&draws=50")
    settled(page, charts=2, timeout=60_000)
    assert page.locator("svg.marks", has_text="2023Q2").count() == 1
    assert page.evaluate(RUN_TOGETHER) == 0
