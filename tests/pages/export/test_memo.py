"""The memo: from it alone a reader learns recommendation, cost and main risk, and they are true."""

import re
import time
from dataclasses import replace
from functools import lru_cache
from io import BytesIO

import docx
import openpyxl
import pytest
from docx.enum.shape import WD_INLINE_SHAPE
from pptx.chart.chart import Chart
from pptx.oxml import parse_xml

from models.analysis.outcome import STAKES
from models.inputs import load_market, load_parameters, read_scenario_bytes
from models.projection import project
from pages.export.chart_columns import columns, names_of
from pages.export.chart_setting import PAGE, heading
from pages.export.memo import memo_file
from pages.export.memo_styles import CALL
from pages.export.pack_writers import carried
from pages.figures.pack.memo_choice import leaning
from pages.figures.pack.pack_memo import PARTS, memo
from pages.labels.catalogue import LANGUAGES, in_language, t
from tests.every import every
from tests.pages.export.samples import HORIZON, NAMES, named, numbers, pack

pytestmark = pytest.mark.slow

SCALE = {"english": 1.0, "chinese": 10.0}
AMOUNT = {
    "english": r"([\u2212+]?[\d,.]+) bn",
    "chinese": r"([\u2212+]?[\d,.]+)亿",
}


@lru_cache(maxsize=16)
def made(language, name="Test plan", horizon=HORIZON, idle=False):
    found = named(name, horizon, idle=idle)
    laid = memo(found, pack(language, name, horizon, idle=idle))
    return laid, memo_file(laid)


def opened(data):
    return docx.Document(BytesIO(data))


def calls(language):
    """Recommendation, cost and main risk as they stand in the file."""
    document = opened(made(language)[1])
    return [p.text for p in document.paragraphs if p.style.name == CALL]


def amounts(text, language):
    found = re.findall(AMOUNT[language], text)
    return [float(x.replace("\u2212", "-").replace(",", "")) / SCALE[language] for x in found]


@lru_cache(maxsize=1)
def projected():
    """Central runs of the plan and of no change, as the terminal projects them."""
    scenario = numbers(HORIZON).scenario
    market, parameters = load_market(scenario.market), load_parameters()
    return [
        project(market, parameters, s, draws=0) for s in (scenario, replace(scenario, steps=()))
    ]


def change(metric):
    """Change over the last year, or of the whole horizon, of the central run."""
    plan, still = (run.path(metric) for run in projected())
    return float((plan - still)[-4:, 0].mean()) if plan.ndim > 1 else float((plan - still)[0])


@every("language", LANGUAGES)
def test_recommendation_and_cost_are_those_of_the_terminal(language):
    call, cost, _ = calls(language)
    worth = change("worth")
    assert amounts(call, language)[0] == pytest.approx(worth, rel=0.01, abs=0.6)
    profit = change("ebita")
    assert profit < 0
    assert amounts(cost, language)[0] == pytest.approx(-profit, rel=0.01, abs=0.06)
    plan, still = (run.path("ebita")[:, 0] for run in projected())
    assert amounts(cost, language)[-1] == pytest.approx(float((plan - still).sum()), rel=0.01)
    assert f"{HORIZON}" in cost


@every("language", LANGUAGES)
def test_the_call_follows_the_sign_of_worth(language):
    found = numbers(HORIZON)
    key = leaning(found)
    assert (key in ("yes", "lean")) == (change("worth") > 0)
    with in_language(language):
        begin = t(f"memo.call.{key}").partition("{plan}")[0]
    assert begin in calls(language)[0]


@every("language", LANGUAGES)
def test_the_main_risk_is_the_share_of_futures_that_miss(language):
    risk = calls(language)[2]
    stress = numbers(HORIZON).stress
    told = [float(x) for x in re.findall(r"([\d.]+)%", risk)]
    assert told[0] == pytest.approx(100 * stress.share_missed, abs=0.6)
    assert told[1] == pytest.approx(100 * min(stress.chances), abs=0.6)


@every("language", LANGUAGES)
def test_it_argues_in_seven_parts_with_charts_and_a_table_in_styles(language):
    laid, data = made(language)
    document = opened(data)
    heads = [p.text for p in document.paragraphs if p.style.name == "Heading 1"]
    assert heads == [part.heading for part in laid.parts]
    assert [part.key for part in laid.parts] == list(PARTS)
    assert len(document.inline_shapes) == len(charts_of(laid)) == 6
    assert all(shape._inline.docPr.get("descr") for shape in document.inline_shapes)
    assert len(document.tables) == 1
    assert {p.style.name for p in document.paragraphs} >= {"List Bullet", "List Number", CALL}
    words = " ".join(p.text for p in document.paragraphs)
    assert not re.search(r"\bnan\b|\{\w+\}", words, re.IGNORECASE)
    assert laid.pack.footer in document.sections[0].footer.paragraphs[0].text


def charts_of(laid):
    return [chart for part in laid.parts if part.exhibit for chart in part.exhibit.charts]


def natives(data):
    """Charts of a memo in their order, each with the rows of the workbook behind it."""
    document = opened(data)
    for shape in document.inline_shapes:
        assert shape.type == WD_INLINE_SHAPE.CHART
        (place,) = shape._inline.xpath(".//*[local-name()='chart']/@r:id")
        part = document.part.related_parts[place]
        native = Chart(parse_xml(part.blob), None)
        book = part.related_parts[native._chartSpace.xlsx_part_rId].blob
        yield native, [*openpyxl.load_workbook(BytesIO(book)).active.values]


@every("language", LANGUAGES)
def test_its_charts_are_native_and_hold_the_numbers_of_the_pack_in_words_cells_and_lines(language):
    laid, data = made(language)
    for chart, (native, rows) in zip(charts_of(laid), natives(data), strict=True):
        with in_language(language):
            wanted, names = columns(chart), names_of(chart, PAGE)
            assert native.chart_title.text_frame.text == heading(chart)
        head, *cells = rows
        assert [row[0] for row in cells] == names
        assert list(head[1:]) == [name for name, _ in wanted]
        for place, (name, values) in enumerate(wanted):
            drawn = native._chartSpace.chart.plotArea.sers[place]
            assert drawn.xpath("c:tx//c:v/text()") == [name]
            shown = [float(x) for x in drawn.xpath("c:val//c:v/text()")]
            assert shown == [x for x in values if x is not None]
            assert [row[place + 1] for row in cells] == pytest.approx(values, nan_ok=True)


@every("language", LANGUAGES)
def test_every_row_and_exhibit_bears_the_grade_of_its_figures(language):
    """The widest swings bear one each, with the name of the assumption."""
    laid, data = made(language)
    (table,) = opened(data).tables
    assert all(re.search(r" \([A-D]\)$", row.cells[0].text) for row in table.rows[1:])
    *exhibits, swings = [part.exhibit for part in laid.parts if part.exhibit]
    with in_language(language):
        letters = [t("pack.grade", grade=letter).lower() for letter in "ABCD"]
    assert all(any(one in exhibit.how.lower() for one in letters) for exhibit in exhibits)
    assert all(re.search(r"\([A-D]\)$", name) for name in swings.charts[0].categories)


def test_its_charts_end_where_the_terminal_projects():
    by_key = {chart.key: chart for chart in charts_of(made("english")[0])}
    plan, still = (run.path("dau")[-1, 0] for run in projected())
    assert by_key["changes.dau"].values("plan")[-1] == pytest.approx(plan / still - 1)
    plan, still = (run.path("ebita")[-1, 0] for run in projected())
    assert by_key["changes.ebita"].values("plan")[-1] == pytest.approx(plan - still)
    for metric, told in zip(STAKES, by_key["stakes.sellers"].values("after"), strict=True):
        plan, still = (run.path(metric)[-4:, 0].mean() for run in projected())
        assert told == pytest.approx(plan / still - 1)


@every("language", LANGUAGES)
def test_a_page_of_charts_is_set_for_its_size(language):
    """Letters of a printed page, quarters apart, no frame, and nothing written past the plot."""
    for native, _ in natives(made(language)[1]):
        space = native._chartSpace
        assert {int(x) for x in space.xpath("//a:defRPr/@sz")} == {100 * PAGE.letters}
        assert space.xpath("c:spPr/a:ln/a:noFill")
        assert not space.xpath("//c:dLbl")


@every("language", LANGUAGES)
def test_one_chapter_is_long_enough_and_no_longer_than_three_pages(language):
    """About 2,300 signs a page of text; charts and table take the rest of three pages."""
    text = "".join(p.text for p in opened(made(language)[1]).paragraphs)
    least, most = {"english": (2_500, 5_500), "chinese": (1_000, 2_600)}[language]
    assert least < len(text) < most


@every(("name", "language"), zip(NAMES.values(), LANGUAGES * 2, strict=True))
def test_any_name_is_text_and_the_memo_opens_as_its_plan(name, language):
    laid = memo(named(name, HORIZON), pack(language, name, HORIZON))
    data = carried(memo_file(laid), laid.pack.scenario)
    document = opened(data)
    assert document.paragraphs[0].text == name
    (plan,) = read_scenario_bytes(data).scenarios
    assert plan == named(name, HORIZON).scenario


def test_it_is_written_in_two_seconds_of_a_core():
    made("english")
    start = time.process_time()
    found = numbers(HORIZON)
    laid = memo(found, pack("english", horizon=HORIZON))
    memo_file(laid)
    assert time.process_time() - start < 2
