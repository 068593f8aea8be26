"""The workbook: read back by another library, its numbers are those of the terminal."""

import math
import time
from functools import lru_cache
from io import BytesIO
from zipfile import ZipFile

import openpyxl
import pytest

from models.inputs import load_market, load_parameters, read_scenario_bytes
from models.projection import project
from models.scenario import Scenario
from pages.export.pack_writers import carried
from pages.export.workbook import workbook
from pages.figures.pack.pack_book import book
from pages.labels.catalogue import LANGUAGES, in_language, t
from tests.every import every
from tests.pages.export.samples import HORIZON, NAMES, named, numbers, pack

pytestmark = pytest.mark.slow

ROWS = {"central": "plan", "p10": "low_80", "p90": "high_80"}


@lru_cache(maxsize=16)
def made(language, name="Test plan", horizon=HORIZON, idle=False):
    laid = book(named(name, horizon, idle=idle), pack(language, name, horizon, idle=idle))
    return laid, carried(workbook(laid), laid.pack.scenario)


def opened(data, *, values=True):
    return openpyxl.load_workbook(BytesIO(data), data_only=values)


def cells(data, *, values=True):
    return (
        cell
        for sheet in opened(data, values=values)
        for row in sheet.iter_rows()
        for cell in row
        if cell.value is not None
    )


def by_quarter(language):
    """Rows of the sheet of quarters, by the name of metric and row."""
    laid, data = made(language)
    with in_language(language):
        sheet = opened(data)[t("book.quarters")]
        kinds = {t(f"book.row.{kind}"): kind for kind in laid.lines[0].rows}
    found, metric = {}, ""
    for row in sheet.iter_rows(min_row=5, values_only=True):
        metric = row[0] or metric
        if row[2]:
            found[metric, kinds[row[2]]] = row[3:]
    return laid, found


@every("language", LANGUAGES)
def test_every_quarter_is_that_of_the_terminal(language):
    laid, found = by_quarter(language)
    scenario = numbers().scenario
    frame = project(load_market(scenario.market), load_parameters(), scenario).to_frame()
    own = frame[frame["platform"] == frame["platform"].iloc[0]]
    for line in laid.lines:
        for statistic, kind in ROWS.items():
            if kind not in line.rows:
                continue
            rows = own[(own["metric"] == line.key) & (own["statistic"] == statistic)]
            wanted = line.scale * rows["value"].to_numpy()
            assert found[line.name, kind][: len(wanted)] == pytest.approx(wanted, rel=1e-9)


def test_the_year_is_the_mean_that_headlines_tell():
    laid, found = by_quarter("english")
    outcome = numbers().outcome
    for line in laid.lines:
        if line.key in outcome.levels:
            assert found[line.name, "plan"][-1] == pytest.approx(outcome.levels[line.key].plan)
        assert found[line.name, "change"][-1] == pytest.approx(outcome.change[line.key].central)


@every(
    ("language", "horizon", "idle"),
    [
        *((language, HORIZON, False) for language in LANGUAGES),
        ("english", 1, False),
        ("chinese", 40, False),
        ("chinese", HORIZON, True),
    ],
)
def test_every_stored_value_is_a_finite_number_and_every_formula_is_ours(language, horizon, idle):
    _, data = made(language, horizon=horizon, idle=idle)
    pairs = zip(cells(data), cells(data, values=False), strict=True)
    formulas = [(value, source) for value, source in pairs if source.data_type == "f"]
    assert len(formulas) > 50 or idle
    assert all(math.isfinite(value.value) for value, _ in formulas)
    assert all(math.isfinite(c.value) for c in cells(data) if isinstance(c.value, float))
    text = " ".join(str(cell.value) for cell in cells(data))
    assert "nan" not in text.lower().split()


@every("name", NAMES.values())
def test_a_name_stays_text(name):
    _, data = made("english", name)
    named_cells = [cell for cell in cells(data, values=False) if name in str(cell.value)]
    assert len(named_cells) >= 2
    assert {cell.data_type for cell in named_cells} == {"s"}
    assert not [cell for cell in named_cells if cell.hyperlink]
    assert b"<hyperlink" not in ZipFile(BytesIO(data)).read("xl/worksheets/sheet1.xml")


@every("name", NAMES.values())
def test_the_workbook_opens_as_its_plan(name):
    _, data = made("chinese", name)
    (plan,) = read_scenario_bytes(data).scenarios
    assert plan == named(name).scenario
    assert isinstance(plan, Scenario)


def test_the_assumptions_bear_their_grades_and_those_that_decide_come_first():
    laid, data = made("english")
    sheet = opened(data)[t("book.assumptions")]
    rows = [row for row in sheet.iter_rows(min_row=5, values_only=True) if row[0]]
    table = load_parameters().table
    assert {row[7]: row[5] for row in rows} == {
        name: one.grade for name, one in table.items() if one.kind in ("drawn", "fixed")
    }
    assert rows[0][7] == numbers().swings.swings[0].parameter
    assert len(rows) == len(laid.assumptions)


def test_it_prints_and_its_heads_stay_in_sight():
    pages = {}
    for sheet in opened(made("english")[1]):
        assert sheet.page_setup.orientation == "landscape"
        assert numbers().market.vintage in sheet.oddFooter.left.text
        high = sheet.page_setup.fitToHeight  # 1 is what a file need not say
        pages[sheet.title] = 1 if high is None else high
    quarters = t("book.quarters")
    assert pages.pop(quarters) == 1, "no metric stands alone on a second page"
    assert set(pages.values()) == {0}
    assert opened(made("english")[1])[quarters].freeze_panes == "D5"


@every("language", LANGUAGES)
def test_words_and_figures_of_a_row_share_its_middle_whatever_face_each_comes_from(language):
    _, data = made(language)
    assert {cell.alignment.vertical for cell in cells(data)} == {"center"}


def test_it_is_written_in_two_seconds_of_a_core():
    laid, _ = made("english")
    start = time.process_time()
    workbook(laid)
    assert time.process_time() - start < 2
