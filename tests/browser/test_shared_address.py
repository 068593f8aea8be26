"""Every way of making a plan in a real browser, and its address opened in a clean one."""

import re

import pytest

from models.inputs import latest, load_parameters, vintages
from models.notation import quarters_after
from models.scenario.csv.scenario_file import read_bytes
from models.scenario.digest import plan_digest
from pages.labels.catalogue import t
from tests.browser.helpers import COCKPIT, settled, slider
from tests.browser.page_pool import cleared
from tests.browser.test_cockpit import close_menu, menu, open_file, save
from tests.every import some

SLOW = 120_000
OPEN = r"Open(:| in the Cockpit)"
CHANGED = (
    "scenario,lever,quarter,value,note\nOwn <b>plan</b>,market,,2023Q1,\n"
    "Own <b>plan</b>,horizon,,9,\n"
    "Own <b>plan</b>,rivals,,best-reply,why\nOwn <b>plan</b>,draws,,300,\n"
    "Own <b>plan</b>,seed,,7,\n"
    "Own <b>plan</b>,assumption:habit_weight,,0.31,mine\n"
    "Own <b>plan</b>,subsidy_budget,2023Q2,12,first\nOwn <b>plan</b>,subsidy_budget,2023Q4,9.75,\n"
    "Own <b>plan</b>,reorganisation,2023Q3,1,\n"
)


def start(page, address=COCKPIT):
    page.goto(address)
    settled(page, timeout=SLOW)


def press(page, name):
    page.get_by_role("button", name=name).first.click()
    settled(page, timeout=SLOW)


def unfold(page, group):
    page.locator(f"[data-group={group}] summary").click()
    settled(page, timeout=SLOW)


def step(page, label, key="ArrowRight"):
    slider(page, label).focus()
    page.keyboard.press(key)
    settled(page, timeout=SLOW)


def tried(name):
    def make(page, _):
        start(page)
        press(page, t(f"opening.{name}", quarter="2023Q1"))

    return make


def filed(page, _):
    start(page)
    open_file(page, "plan.csv", CHANGED.encode(), charts=None)


def moved_everywhere(page, _):
    """A lever of a folded group, weights, timing and settings, one after the other."""
    start(page)
    folded(page)
    weighed(page)
    timed(page)
    set_up(page)


def folded(page):
    unfold(page, "monetisation")
    step(page, t("ad_load"))
    unfold(page, "monetisation")


def weighed(page):
    unfold(page, "organisation")
    step(page, t("kpi_group_users"))


def timed(page):
    page.get_by_role("button", name=t("timing.open", lever=t("subsidy_budget"))).click()
    settled(page, timeout=SLOW)
    field = page.get_by_role("textbox", name=re.compile(quarters_after(latest(), 3)[-1]))
    field.fill("11.05")
    field.press("Enter")
    settled(page, timeout=SLOW)
    page.keyboard.press("Escape")
    settled(page, timeout=SLOW)


def assumed(page, _):
    start(page, "/assumptions?assumption=habit_weight")
    field = page.locator("[class*=st-key-assumption-field] input")
    field.fill("0.33")
    field.press("Enter")
    settled(page, timeout=SLOW)


def set_up(page):
    page.locator(".st-key-settings-popover button").first.click()
    settled(page, timeout=SLOW)
    step(page, t("settings.horizon"), "ArrowLeft")
    page.get_by_role("radio", name=t("rivals.passive")).click()
    settled(page, timeout=SLOW)
    page.keyboard.press("Escape")
    settled(page, timeout=SLOW)


def taken_from(address, tab, button):
    """Make a plan on another page and open it in the Cockpit."""

    def make(page, _):
        start(page, address)
        if tab:
            page.get_by_role("tab", name=t(tab)).click()
            settled(page, timeout=SLOW)
        if button == "best":
            press(page, t("best.find"))
            page.get_by_role("button", name=t("best.open")).wait_for(timeout=SLOW)
        elif button == "frontier":
            press(page, t("frontier.walk"))
            page.get_by_role("button", name=t("best.stop")).wait_for(state="hidden", timeout=SLOW)
        page.get_by_role("button", name=re.compile(OPEN)).last.click()
        page.wait_for_url(re.compile(r"/\?"))
        settled(page, timeout=SLOW)

    return make


def moved_elsewhere(page, _):
    start(page, "/rivals?market=2023Q1")
    step(page, t("sme_support"))


WAYS = {
    "case": tried("case"),
    "subsidies": tried("subsidies"),
    "file": filed,
    "levers and settings": moved_everywhere,
    "assumption": assumed,
    "case of the library": taken_from("/cases", None, ""),
    "compare": taken_from("/compare?market=2023Q1", None, ""),
    "goal seek": taken_from("/best_plan?market=2023Q1", "best.tab.seek", ""),
    "frontier": taken_from("/best_plan?market=2023Q1", "best.tab.frontier", "frontier"),
    "best plan": taken_from("/best_plan?market=2023Q1", None, "best"),
    "another page": moved_elsewhere,
}


def plan_of(page, folder):
    folder.mkdir()
    data = save(page, folder).read_bytes()
    (scenario,) = read_bytes(
        data, vintages=vintages(), parameters=load_parameters().allowed_ranges
    ).scenarios
    close_menu(page)
    return scenario


SHARPEST = ("levers and settings",)
"""Widgets of every kind."""


@pytest.mark.slow
@pytest.mark.parametrize("way", some(WAYS, *SHARPEST))
def test_an_address_gives_the_same_plan_in_a_clean_browser(page, tmp_path, way):
    """Each way of the start page goes without a browser, in tests/pages/plan."""
    WAYS[way](page, tmp_path)
    mine, address = plan_of(page, tmp_path / "mine"), page.url
    assert mine.steps or mine.assumptions or mine.rivals != "follow"
    cleared(page)
    start(page, address)
    theirs = plan_of(page, tmp_path / "theirs")
    assert plan_digest(theirs) == plan_digest(mine)
    assert theirs.name == mine.name


def test_one_button_copies_the_address(page):
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    start(page, "/library?lever.subsidy_budget=12")
    menu(page, "Share")
    page.get_by_role("button", name=t("share.copy")).click()
    page.get_by_text(t("share.copied")).wait_for()
    assert page.evaluate("navigator.clipboard.readText()") == page.url
    assert "market=" in page.url
    assert "horizon=" in page.url


def test_the_way_back_loses_no_move_of_a_later_page(page):
    start(page, "/?lever.sme_support=4&horizon=4&draws=50")
    asked = page.url
    page.get_by_text("Challenge", exact=True).first.click()
    page.locator("a[href$=rivals]").first.click()
    page.wait_for_url(re.compile("rivals"))
    settled(page, timeout=SLOW)
    step(page, t("subsidy_budget"))
    moved = page.url.partition("?")[2]
    while "rivals" in page.url:
        page.go_back()
        settled(page, timeout=SLOW)
    assert page.url == asked
    press(page, "Undo")
    assert page.url.partition("?")[2] == moved
