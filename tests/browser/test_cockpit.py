"""The Cockpit in a real browser: hands, eyes and files."""

import csv
import io
from statistics import fmean

import pytest
from click.testing import CliRunner

from cli import main
from models.inputs import latest
from models.notation import quarters_after
from pages.labels.catalogue import t
from pages.labels.format import figure
from pages.plan.plan import DEFAULT_HORIZON
from tests.browser.helpers import COCKPIT, screenshot, settled, slider, upload, violations

SAID = "document.activeElement.shadowRoot.activeElement.getAttribute('aria-valuetext')"
CHARTS = 2  # drawers hold the others
SUBSIDIES = "Buyer subsidies"
THREE = (
    f"/?market={latest()}"
    "&lever.taobao_traffic_share=0.52&lever.subsidy_budget=12&lever.sme_support=4"
)
LOOKED_AT = THREE
STEPPED = (
    "scenario,lever,quarter,value\n"
    "Return,market,,2023Q1\n"
    "Return,taobao_traffic_share,2023Q2,0.48\n"
    "Return,taobao_traffic_share,2023Q4,0.52\n"
    "Return,subsidy_budget,2023Q2,12\n"
)
PLAN_LINE_DATA = """() => {
  const chart = document.querySelector('.st-key-figure-trajectory');
  const rows = [...chart.querySelectorAll('.mark-symbol path')].map(path => path.__data__.datum);
  const last = rows.filter(row => row.panel === 0).map(row => [row.quarter, row.plan]).sort();
  return last.at(-1);
}"""
BOXES = """() => ['.headline', '.card', '.roads', '.words', 'svg.marks',
  '.st-key-panel'].flatMap(selector => [...document.querySelectorAll(selector)]
  .map(element => element.getBoundingClientRect()).filter(box => box.width)
  .map(box => [selector, box.x, box.y, box.width, box.height].join(' ')))"""


def open_cockpit(page, address=COCKPIT, charts=CHARTS):
    page.goto(address)
    settled(page, charts=charts)


def press(page, label, arrow, times=1, charts=CHARTS):
    slider(page, label).focus()
    for _ in range(times):
        page.keyboard.press(arrow)
    settled(page, charts=charts)


def card(page, metric):
    return page.locator(f".card[data-metric={metric}] .level b").inner_text()


def unfold(page):
    """Unfold the levers, and the menus above them, where the page has them folded."""
    if page.locator("html[data-levers-folded]").count():
        page.get_by_role("button", name=t("panel.unfold")).click()


def menu(page, name):
    unfold(page)
    bar = page.get_by_test_id("stSidebar")  # a section of the app's menu may bear the same name
    bar.get_by_role("button", name=name, exact=True).click()
    settled(page)


def close_menu(page):
    page.keyboard.press("Escape")
    settled(page)


def save(page, folder, button="This plan (CSV)", name="plan.csv"):
    menu(page, "Save")
    with page.expect_download() as download:
        page.get_by_role("button", name=button).click()
    path = folder / name
    download.value.save_as(path)
    close_menu(page)
    return path


def open_file(page, name, text, charts=CHARTS):
    menu(page, "Open")
    upload(page, {"name": name, "mimeType": "text/csv", "buffer": text}, charts=charts)
    close_menu(page)


def terminal(path, folder):
    """Rows of `cli.py project`, by (quarter, platform, metric, statistic)."""
    table = folder / "numbers.csv"
    answer = CliRunner().invoke(main, ["project", str(path), "-o", str(table)])
    assert answer.exit_code == 0, answer.output
    rows = csv.DictReader(io.StringIO(table.read_text(encoding="utf-8-sig")))
    keys = ("quarter", "platform", "metric", "statistic")
    return {tuple(row[key] for key in keys): float(row["value"] or "nan") for row in rows}


@pytest.mark.exhaustive  # `test_schedules` saves, opens and saves again
def test_save_open_save_is_byte_identical_and_shows_the_same(new_page, tmp_path):
    first = new_page()
    open_cockpit(first, THREE)
    saved = save(first, tmp_path, name="first.csv")
    second = new_page()
    open_cockpit(second, charts=CHARTS)
    open_file(second, "first.csv", saved.read_bytes())
    assert save(second, tmp_path, name="second.csv").read_bytes() == saved.read_bytes()
    for metric in ("dau", "revenue", "ebita"):
        assert card(second, metric) == card(first, metric)
    assert second.evaluate(PLAN_LINE_DATA) == first.evaluate(PLAN_LINE_DATA)


@pytest.mark.exhaustive  # `test_schedules` opens one that was saved
def test_a_schedule_survives_the_round_trip(page, tmp_path):
    open_cockpit(page, charts=CHARTS)
    open_file(page, "stepped.csv", STEPPED.encode())
    once = save(page, tmp_path, name="once.csv").read_bytes()
    assert b"Return,taobao_traffic_share,2023Q4,0.52,share," in once
    open_file(page, "once.csv", once)
    assert save(page, tmp_path, name="twice.csv").read_bytes() == once


@pytest.mark.exhaustive  # `test_cockpit_apptest` opens it, `test_names` hostile names
def test_a_hostile_file_leaves_the_screen_alone_and_lists_its_problems(page):
    open_cockpit(page, THREE)
    before = card(page, "dau")
    hostile = (
        b"scenario,lever,quarter,value\nA,subsidy_budget,2025Q4,1e999\nA,ad_load,2025Q4,=1+1\n"
    )
    open_file(page, "<img src=x onerror=alert(1)>.csv", hostile)
    assert card(page, "dau") == before
    assert slider(page, SUBSIDIES).get_attribute("aria-valuetext") == "12 bn"
    table = page.locator(".problems")
    assert table.is_visible()
    assert page.locator("img[src=x]").count() == 0
    page.get_by_role("button", name="Dismiss").click()
    settled(page, charts=CHARTS)
    assert not table.is_visible()


@pytest.mark.exhaustive  # `test_calm` holds boxes, `test_chart_component` what is mounted
def test_nothing_moves_but_marks_and_numbers(page):
    open_cockpit(page, THREE)
    page.evaluate(
        "document.querySelectorAll('.figure svg.marks').forEach(svg => svg.dataset.kept = 'yes')"
    )
    before = page.evaluate(BOXES)
    press(page, SUBSIDIES, "ArrowRight", times=8)
    assert page.evaluate(BOXES) == before
    assert page.locator("svg.marks[data-kept=yes]").count() == CHARTS
    assert page.evaluate(SAID) == "16 bn"


def test_the_answer_needs_no_scrolling(shown):
    for name in ("trajectory", "rivals"):
        box = shown.locator(f".st-key-figure-{name} svg.marks").bounding_box()
        assert box["y"] + box["height"] <= 900
    assert shown.evaluate("document.documentElement.scrollWidth") <= 1440
    screenshot(shown, "cockpit-1440x900")


@pytest.mark.exhaustive  # `test_cockpit_apptest` holds the weights
def test_weights_balance_on_the_screen(page):
    open_cockpit(page, charts=CHARTS)
    page.locator("[data-group=organisation] summary").click()
    press(page, "Group priority: users", "PageUp", times=3)
    shown = [
        float(slider(page, f"Group priority: {goal}").input_value())
        for goal in ("sales", "revenue", "users")
    ]
    assert shown[2] > 0.5
    assert sum(shown) == pytest.approx(1.0, abs=0.011)
    assert shown[0] == pytest.approx(shown[1], abs=0.011)


def test_a_pointer_on_a_chart_covers_none_of_its_controls(shown):
    shown.locator(".st-key-figure-trajectory svg.marks").hover(position={"x": 300, "y": 5})
    shown.wait_for_timeout(500)
    covered = """e => {
      const {x, y, width, height} = e.getBoundingClientRect();
      return !e.contains(document.elementFromPoint(x + width / 2, y + height - 3));
    }"""
    controls = shown.locator(".st-key-figure-trajectory").get_by_role("radio")
    assert [covers for covers in (c.evaluate(covered) for c in controls.all()) if covers] == []
    tools = shown.locator(".st-key-figure-trajectory .stElementToolbar")
    assert not any(tool.is_visible() for tool in tools.all())


def test_a_pointer_on_a_band_shows_no_names_of_fields(shown):
    box = shown.locator(".st-key-figure-trajectory svg.marks").bounding_box()
    tooltips = set()
    for x in range(180, 440, 40):
        for y in range(30, 130, 10):
            shown.mouse.move(box["x"] + x, box["y"] + y)
            tooltips |= set(shown.locator("#vg-tooltip-element.visible").all_inner_texts())
    assert any("Plan" in text for text in tooltips)
    assert not any("low_80" in text or "upper" in text for text in tooltips), tooltips


@pytest.mark.exhaustive  # `test_money` takes pictures away, `test_chart_component` data
def test_a_chart_can_be_taken_away(page, tmp_path):
    open_cockpit(page, THREE)
    taking = page.get_by_role("button", name="Take this chart away").locator("visible=true")
    taking.first.click()
    settled(page)
    for kind, begins in (
        ("Picture (PNG)", b"\x89PNG"),
        ("Picture (SVG)", b"<?xml"),
        ("Data (CSV)", b"\xef\xbb\xbf"),
    ):
        with page.expect_download() as download:
            page.get_by_role("button", name=kind).click()
        path = tmp_path / download.value.suggested_filename
        download.value.save_as(path)
        assert kind.lower().endswith(f"({path.suffix[1:]})")
        assert path.read_bytes().startswith(begins)


def test_readers_with_a_disability_are_not_shut_out(shown):
    assert not violations(shown)


def test_parts_answer_at_once_and_a_price_typed_in_place_is_kept(shown):
    page = shown
    whole = page.locator(".headline h1").inner_text()
    page.get_by_role("radio", name=t("parts.traffic")).click()
    closed = t("parts.closed", what="").rstrip(" .")
    page.wait_for_function(
        "text => document.querySelector('.headline').innerText.includes(text)", arg=closed
    )
    settled(page, charts=CHARTS)
    assert page.locator(".headline h1").inner_text() != whole
    page.get_by_role("radio", name=t("parts.whole")).click()
    settled(page, charts=CHARTS)
    assert page.locator(".headline h1").inner_text() == whole
    field = page.locator(".st-key-verdict-visitor_value input")
    assert field.evaluate("field => field.scrollWidth <= field.clientWidth"), "its figure is cut"
    field.fill("4000")
    field.press("Enter")
    page.wait_for_function("location.search.includes('a.visitor_value=4000')")
    settled(page, charts=CHARTS)
    assert not violations(page, ".stMain")


def test_card_chart_file_and_terminal_say_the_same_numbers(left, tmp_path):
    page = left
    page.get_by_role("radio", name="Levels").check()
    settled(page, charts=CHARTS)
    before = card(page, "dau")
    press(page, SUBSIDIES, "ArrowRight", times=6)
    page.wait_for_function("location.search.includes('lever.subsidy_budget=15')")
    settled(page, charts=CHARTS)
    assert card(page, "dau") != before
    numbers = terminal(save(page, tmp_path), tmp_path)
    quarter, drawn = page.evaluate(PLAN_LINE_DATA)
    # A chart is sent seven digits of a figure, cards and files all of them.
    assert drawn == pytest.approx(numbers[quarter, "taotian", "dau", "central"], rel=1e-6)
    year = quarters_after(latest(), DEFAULT_HORIZON)[-4:]
    assert year[-1] == quarter
    for metric, unit in (("dau", "million"), ("revenue", "RMB bn"), ("ebita", "RMB bn")):
        printed = [numbers[each, "taotian", metric, "central"] for each in year]
        assert card(page, metric) == figure(fmean(printed), unit)
    ours = save(page, tmp_path, "All its numbers (CSV)", "ours.csv")
    assert ours.read_bytes() == (tmp_path / "numbers.csv").read_bytes()


def test_another_market_redraws_every_axis_in_order(left):
    page = left
    page.get_by_role("radio", name="Changes").check()
    assert latest() in page.locator(".st-key-settings").inner_text()
    page.get_by_role("button", name="Settings").click()
    settled(page)
    page.get_by_test_id("stSelectbox").get_by_role("combobox").click()
    page.get_by_role("option", name="2023Q1").click()
    page.wait_for_function("location.search.includes('market=2023Q1')")
    settled(page, charts=CHARTS)
    axis = page.locator(".st-key-figure-trajectory .role-axis-label text")
    labels = axis.evaluate_all("all => all.map(e => [e.getBoundingClientRect().x, e.textContent])")
    quarters = [text for _, text in sorted(labels) if "Q" in text]
    assert quarters == sorted(quarters)
    assert quarters[:2] == ["2023Q1", "2024Q1"]
