"""What is open survives a reload and a restart, and is asked for where nothing can be kept."""

import pytest
from playwright.sync_api import TimeoutError as PlaywrightTimeout

from tests.browser.helpers import WATCHED, amount, settled, upload
from tests.browser.server import LEAN, free_port, running_app
from tests.browser.test_cockpit import menu, press
from tests.browser.test_history import SUBSIDIES, SUPPORT, start, value

PLANS = (
    "scenario,lever,quarter,value,note\n"
    "Autumn,author,,Li Wei,\n"
    "Autumn,draws,,400,as the board asked\n"
    "Autumn,seed,,7,\n"
    "Autumn,market,,2024Q3,\n"
    "Autumn,subsidy_budget,2025Q1,11,after the festival\n"
    "Spring,market,,2024Q3,\n"
    "Spring,sme_support,2025Q2,4,\n"
)
LIGHT = "/library"
"""A page that computes nothing and draws no chart: what is kept is kept on every page."""

WITHOUT_SETTINGS = "".join(
    row for row in PLANS.splitlines(keepends=True) if ",draws," not in row and ",seed," not in row
)
"""What an address of any version holds, so that it asks for the plan that was kept."""

CLOSE = {"en": "Close", "zh": "关闭"}
RECONNECT_MS = 90_000
REFUSE = """Object.defineProperty(window, 'localStorage', {
  get() { throw new DOMException('refused', 'SecurityError'); } });"""


def open_plans(page, text=PLANS):
    menu(page, "Open")
    upload(page, {"name": "plans.csv", "mimeType": "text/csv", "buffer": text.encode()})
    page.keyboard.press("Escape")


def saved(page):
    """The open plans as the file that Save makes of them."""
    menu(page, "Save")
    with page.expect_download() as download:
        page.get_by_role("button", name="open plans (CSV)").click()
    page.keyboard.press("Escape")
    return download.value.path().read_text("utf-8-sig")


def back(page, address="/"):
    """Come back; gives what the page says of what the browser had kept."""
    page.goto(address)
    toast = page.get_by_test_id("stToast").first
    toast.wait_for()
    said = toast.inner_text()
    settled(page)
    return said


def test_a_reload_and_a_new_tab_lose_nothing(page):
    start(page, LIGHT)
    press(page, SUBSIDIES, "ArrowRight", charts=None)
    open_plans(page)
    press(page, SUPPORT, "ArrowRight", times=2, charts=None)
    before = saved(page)
    assert "Li Wei" in before
    assert "after the festival" in before
    another = page.context.new_page()
    for view in (page, another):
        assert "“Autumn”. Other open plans: 2" in back(view, LIGHT)
        assert saved(view) == before
        assert value(view, SUPPORT) == "3.2 bn"
    page.bring_to_front()
    undo = page.get_by_role("button", name="Undo")
    while undo.is_enabled():  # presses of a key are one step or two, by how fast they come
        undo.click()
        settled(page)
    today = amount("subsidy_budget"), amount("sme_support")
    assert (value(page, SUBSIDIES), value(page, SUPPORT)) == today


def test_the_address_decides_what_is_on_the_table(page):
    start(page, "/?lever.subsidy_budget=12")
    said = back(page, "/?lever.sme_support=5")
    assert "address holds another plan" in said
    covers_no_finding(page, said, CLOSE["en"])
    assert (value(page, SUBSIDIES), value(page, SUPPORT)) == ("9 bn", "5 bn")
    both = saved(page)
    assert "My plan,subsidy_budget,2024Q4,12" in both
    assert "My plan (2),sme_support,2024Q4,5" in both
    page.get_by_role("button", name="Undo").click()
    settled(page)
    assert (value(page, SUBSIDIES), value(page, SUPPORT)) == ("12 bn", "3 bn")


@pytest.mark.exhaustive  # the reload holds names and plans
def test_the_same_address_brings_back_the_name(page):
    start(page, "/?lever.subsidy_budget=12")
    menu(page, "Save")
    page.get_by_label("Name of the plan").fill("Twelve")
    page.keyboard.press("Enter")
    settled(page)
    said = back(page, page.url)
    assert "“Twelve”." in said
    assert "0" not in said  # what there is none of is not told
    menu(page, "Save")
    assert page.get_by_label("Name of the plan").input_value() == "Twelve"


def test_a_fresh_server_opens_any_page_and_its_restart_loses_nothing(chromium, tmp_path):
    """One page stands for all: what could fail is the server's first look for any of them.

    This one computes nothing on a server without workers.
    """
    port, context = free_port(), chromium.new_context()
    context.add_init_script(WATCHED)
    page = context.new_page()
    with running_app(tmp_path / "first.log", port, changed=LEAN) as address:
        start(page, f"{address}{LIGHT}")
        assert page.locator(".headline").count() == 1
        assert page.get_by_text("Page not found").count() == 0
        open_plans(page, WITHOUT_SETTINGS)
        before = saved(page)
        settled(page)  # nothing is under way, so nothing but the page itself asks again
    with running_app(tmp_path / "second.log", port, changed=LEAN):
        page.get_by_test_id("stToast").wait_for(timeout=RECONNECT_MS)
        settled(page)
        assert saved(page) == before
    context.close()


@pytest.mark.parametrize("refused", [True, False])
def test_only_where_nothing_can_be_kept_the_browser_asks_before_it_closes(new_page, refused):
    page = new_page()
    if refused:
        page.add_init_script(REFUSE)
    start(page, LIGHT)
    if not refused:  # a visit in which nothing was done keeps nothing
        assert page.evaluate("localStorage.getItem('two-roads.workspace')") is None
        assert page.get_by_test_id("stToast").count() == 0
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    press(page, SUBSIDIES, "ArrowRight", charts=None)
    try:
        with page.expect_event("close", timeout=5_000):
            page.close(run_before_unload=True)
    except PlaywrightTimeout:
        pytest.fail("the page did not close")
    assert asked == (["beforeunload"] if refused else [])


@pytest.mark.exhaustive  # the plan of another address is told in the same place
@pytest.mark.parametrize("code", CLOSE)
def test_what_was_restored_is_told_by_name_and_covers_no_finding(page, code):
    start(page, f"/?lang={code}&lever.subsidy_budget=12")
    covers_no_finding(page, back(page, page.url), CLOSE[code])


def covers_no_finding(page, said, close):
    told = page.get_by_role("alertdialog", name=said.strip().split("\n")[-1])
    told.get_by_role("button", name=close, exact=True).wait_for()
    finding, note = page.locator(".headline").bounding_box(), told.bounding_box()
    assert note["y"] > finding["y"] + finding["height"]
