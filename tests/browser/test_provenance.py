"""Where a figure comes from, one hover or one key away, in a real browser."""

from models.analysis.precedents import spans
from models.inputs import latest
from tests.browser.helpers import screenshot, settled, slider, violations

DOWN = f"/?market={latest()}&lever.subsidy_budget=12"
LOOKED_AT = DOWN
BOXES = """() => ['.card', '.roads', '.words', 'svg.marks', '.st-key-panel']
  .flatMap(selector => [...document.querySelectorAll(selector)]
  .map(element => element.getBoundingClientRect()).filter(box => box.width)
  .map(box => [selector, box.x, box.y, box.width, box.height].join(' ')))"""
ON_TOP = """told => {
  const box = told.getBoundingClientRect();
  const spots = [[.1, .1], [.5, .5], [.9, .9]];
  return spots.every(([x, y]) => told.contains(
    document.elementFromPoint(box.x + x * box.width, box.y + y * box.height)));
}"""


def source_of(page, place):
    return page.locator(f"{place} .source")


MARKED = (
    ".card[data-metric=dau]",
    ".card[data-metric=ebita]",
    ".st-key-figure-trajectory",
    ".st-key-figure-rivals",
)


def test_a_pointer_on_the_grade_tells_where_the_figure_comes_from(shown):
    for width in (1280, 1440):
        shown.set_viewport_size({"width": width, "height": 900})
        settled(shown)
        tells_where_figures_come_from(shown, width)


def tells_where_figures_come_from(page, width):
    for place in MARKED:
        mark = source_of(page, place)
        tooltip = mark.locator(".told")
        page.mouse.move(2, 2)  # away from the note before, which may lie over this mark
        assert not tooltip.is_visible(), place
        mark.hover()
        assert tooltip.is_visible(), place
        assert tooltip.evaluate(ON_TOP), place
        box = tooltip.bounding_box()
        assert box["x"] >= 0, place
        assert box["x"] + box["width"] <= width, place
        assert "grade" in tooltip.inner_text(), place
        assert latest() in tooltip.inner_text(), place


def test_a_key_reaches_the_grade_too(shown):
    mark = source_of(shown, ".card[data-metric=revenue]")
    mark.get_by_role("button").focus()
    assert mark.locator(".told").is_visible()
    assert "rests" in mark.locator(".told").inner_text()


def test_readers_with_a_disability_reach_the_sources(shown):
    source_of(shown, ".card[data-metric=dau]").hover()
    assert not violations(shown, ".cards")


def test_a_lever_beyond_history_says_so_and_moves_nothing(shown):
    page, high = shown, spans()["subsidy_budget"].high
    lever = page.locator("[data-lever=subsidy_budget]")
    mark = lever.locator(".mark")
    assert "beyond history" not in mark.inner_text()
    before = page.evaluate(BOXES)
    slider(page, "Buyer subsidies").press("PageUp")
    settled(page)
    assert float(slider(page, "Buyer subsidies").input_value()) > high
    mark.get_by_text("beyond history").wait_for()
    assert page.evaluate(BOXES) == before
    page.get_by_role("button", name="About: Buyer subsidies").click()
    tooltip = lever.locator(".help")
    for text in (
        "Today's value: grade",
        "History has seen 2 bn to 15 bn",
        "The plan goes beyond that",
    ):
        assert text in tooltip.inner_text()
    screenshot(page, "provenance-lever")
    one_line_leads_to_what_rests_on_judgement(page)


def one_line_leads_to_what_rests_on_judgement(page):
    line = page.locator(".st-key-links a").first
    assert "on judgement" in line.inner_text()
    line.click()
    page.wait_for_url("**/assumptions*")
