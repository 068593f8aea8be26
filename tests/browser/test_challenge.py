"""The pages of Challenge in the browser: figures on screen are those of the terminal."""

import json
import re

import pytest
from click.testing import CliRunner

from cli import main
from models.inputs import latest
from models.scenario.csv.scenario_file import write_bytes
from pages.labels.catalogue import t
from tests.browser.helpers import screenshot, settled, violations
from tests.every import some
from tests.pages.stages import plan_of

LEVERS = {"subsidy_budget": 20.0, "sme_support": 5.0}
HORIZON = 6
MOVED = "&".join(f"lever.{lever}={value:g}" for lever, value in LEVERS.items())
ADDRESS = f"market={latest()}&horizon={HORIZON}&{MOVED}"
CHARTS = {"rivals": 1, "risk": 0, "organisation": 1}


def opened(page, name):
    page.goto(f"/{name}?{ADDRESS}")
    page.locator(".headline").wait_for(timeout=60_000)
    settled(page, charts=CHARTS[name], timeout=60_000)
    return page


def unfolded(page, drawer):
    """Open a drawer by the words on it."""
    page.locator("summary", has_text=t(drawer)).click()
    settled(page, timeout=60_000)


@pytest.fixture
def plan(tmp_path):
    """The plan of the address as a file, with no change as its rival in the game."""
    path = tmp_path / "plan.csv"
    scenario = plan_of(LEVERS, latest(), draws=1000, horizon=HORIZON)
    path.write_bytes(write_bytes([scenario]))
    return path


def terminal(*arguments):
    output = CliRunner().invoke(main, [*map(str, arguments), "--json"])
    assert output.exit_code == 0, output.output
    return json.loads(output.output)


def test_the_payoff_table_is_that_of_the_terminal(page, plan):
    unfolded(opened(page, "rivals"), "rivals.game")
    war = terminal("wargame", plan)
    us, them = war["players"]
    paid = {(c["profile"][us], c["profile"][them]): c["payoff"] for c in war["payoffs"]}
    rows = page.locator("table.payoffs tbody tr").all_inner_texts()
    mine = next(row for row in rows if row.startswith("My plan"))
    shown = [number(text) for text in re.findall(r"([+\u2212]?[\d,]+) / ", mine)]
    payoffs = [
        paid["Test plan", reply][us] - paid["no change", reply][us]
        for reply in war["strategies"][them]
    ]
    assert shown == [round(value) for value in payoffs]
    assert violations(page, ".stMain") == []
    screenshot(page, "challenge-rivals")


def number(text):
    return int(text.replace("\u2212", "-").replace(",", ""))


@pytest.mark.exhaustive  # `test_one_figure` holds terminal and pages against each other
def test_the_sentence_is_that_of_the_terminal(page, plan):
    opened(page, "risk")
    require = ("--require", "dau=baseline+2%", "--require", "revenue=baseline")
    answer = terminal("stress", plan, *require)
    assert page.get_by_text(answer["sentence"], exact=True).count() == 1
    assert violations(page, ".stMain") == []
    screenshot(page, "challenge-risk")


@pytest.mark.exhaustive  # `test_organisation_apptest` chooses one; axe reads the page below
def test_a_strength_is_chosen_and_called_judgement(page):
    unfolded(opened(page, "organisation"), "structure.settings")
    assert "sizes are judgement" in page.locator(".quiet-note").first.inner_text()
    table = page.locator("table.structures").first
    before = table.inner_text()
    page.get_by_text("Strong", exact=True).first.click()
    settled(page, charts=CHARTS["organisation"], timeout=60_000)
    assert table.inner_text() != before
    assert violations(page, ".stMain") == []
    screenshot(page, "challenge-organisation", full_page=True)


@pytest.mark.parametrize("name", some(CHARTS, "organisation"))
def test_the_page_reads_in_chinese_and_in_the_dark(new_page, name):
    page = opened(new_page(color_scheme="dark"), name)
    page.get_by_role("button", name="中文").click()
    settled(page, charts=CHARTS[name], timeout=60_000)
    headline = page.locator(".headline h1").inner_text()
    assert re.search("[一-鿿]", headline)
    assert violations(page, ".stMain") == []
    screenshot(page, f"challenge-{name}-dark-zh")
