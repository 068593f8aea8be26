"""The deck: ten slides whose native charts and words hold the numbers of `cli.py project`."""

import csv
import io

import numpy as np
import openpyxl
import pytest
from click.testing import CliRunner
from pptx.oxml.ns import qn

from cli import main
from data.build_deck_template import build
from models.inputs import fingerprint, load_market
from models.scenario.csv.scenario_file import write_bytes
from models.scenario.digest import plan_digest
from pages.export.deck.template import OURS, missing
from pages.figures.pack.pack_facts import HEADS
from pages.figures.pack.pack_model import SECTIONS
from pages.labels.catalogue import LANGUAGES, use_language
from pages.labels.format import figure
from tests.every import every
from tests.pages import packs

pytestmark = pytest.mark.slow
OWN = load_market(packs.PLAN.market).platforms[0].id


@pytest.fixture(scope="module")
def projected(tmp_path_factory):
    """Every figure that the terminal projects of the plan: (metric, quarter, statistic)."""
    folder = tmp_path_factory.mktemp("projected")
    (folder / "plan.csv").write_bytes(write_bytes([packs.PLAN]))
    numbers = folder / "numbers.csv"
    result = CliRunner().invoke(main, ["project", str(folder / "plan.csv"), "-o", str(numbers)])
    assert result.exit_code == 0, result.output
    rows = csv.DictReader(io.StringIO(numbers.read_text("utf-8-sig")))
    own = [row for row in rows if row["platform"] in ("", OWN)]
    return {(row["metric"], row["quarter"], row["statistic"]): row for row in own}


def columns_of(chart):
    """Read the series of a native chart: name and numbers, as they stand in its XML."""
    found = {}
    for series in chart._chartSpace.chart.plotArea.sers:
        name = next(series.find(qn("c:tx")).iter(qn("c:v"))).text
        values = {
            int(point.get("idx")): float(point.find(qn("c:v")).text)
            for point in series.find(qn("c:val")).iter(qn("c:pt"))
        }
        found[name] = values
    return found


@every("language", LANGUAGES)
def test_ten_slides_state_their_findings_in_order(language):
    pack, file = packs.pack_for(language), packs.opened(packs.deck_for(language))
    assert len(file.slides) == len(SECTIONS) == 10
    for slide, section in zip(file.slides, pack.sections, strict=True):
        shapes = packs.shapes_of(slide)
        title = shapes[f"{section.key}.title"].text_frame.text.replace("\xa0", " ")
        assert title == section.title
        footer = shapes[f"{section.key}.footer"].text_frame.text
        model = fingerprint(packs.PLAN.market)
        for part in (packs.PLAN.name, plan_digest(packs.PLAN), model, packs.DATE):
            assert part in footer
        assert slide.notes_slide.notes_text_frame.text.strip()
        assert not [
            one for one in slide.placeholders if one.has_text_frame and not one.text_frame.text
        ]


@every("language", LANGUAGES)
def test_charts_are_native_and_their_workbooks_hold_the_same_numbers(language):
    shapes = packs.every_shape(packs.opened(packs.deck_for(language)))
    charts = {mark: shape.chart for mark, shape in shapes.items() if shape.has_chart}
    assert {mark.partition(".")[0] for mark in charts} >= {*SECTIONS[1:6], "mind"}
    for mark, chart in charts.items():
        sheet = openpyxl.load_workbook(io.BytesIO(chart.part.chart_workbook.xlsx_part.blob)).active
        for place, (name, values) in enumerate(columns_of(chart).items(), 2):
            assert sheet.cell(1, place).value == name, mark
            cells = {i: sheet.cell(i + 2, place).value for i in values}
            assert cells == pytest.approx(values, rel=1e-12), mark


@every(("language", "scale"), [("english", 1.0), ("chinese", 10.0)])
def test_levels_over_time_are_those_of_the_terminal(language, scale, projected):
    shapes = packs.every_shape(packs.opened(packs.deck_for(language)))
    quarters = packs.numbers_for().outcome.quarters
    for metric in ("revenue", "ebita"):
        chart = shapes[f"answer.chart.level.{metric}"].chart
        columns = [*columns_of(chart).values()]
        first = len(list(chart.plots[0].categories)) - len(quarters)
        ends = np.cumsum([[one[first + i] for i in range(len(quarters))] for one in columns[:4]], 0)
        told = {
            "p10": ends[0],
            "p90": ends[3],
            "central": [columns[5][first + i] for i in range(len(quarters))],
        }
        for statistic, values in told.items():
            wanted = [scale * float(projected[metric, q, statistic]["value"]) for q in quarters]
            assert values == pytest.approx(wanted, rel=1e-9)


@every("language", LANGUAGES)
def test_headlines_are_the_mean_of_the_last_four_quarters(language, projected):
    use_language(language)
    pack, shapes = (
        packs.pack_for(language),
        packs.every_shape(packs.opened(packs.deck_for(language))),
    )
    quarters = packs.numbers_for().outcome.quarters[-4:]
    for place, metric in enumerate(HEADS, 1):
        rows = [projected[metric, quarter, "central"] for quarter in quarters]
        level = np.mean([float(row["value"]) for row in rows])
        change = np.mean([float(row["change"]) for row in rows])
        fact = pack.facts[metric]
        assert (fact.level, fact.change[0]) == pytest.approx((level, change), rel=1e-9)
        card = shapes[f"answer.card {place}"].text_frame.text.replace("\xa0", " ")
        assert figure(level, fact.unit) in card
        assert fact.change_text in card
        assert fact.interval_text in card


def test_bands_and_lines_share_their_axes():
    shapes = packs.every_shape(packs.opened(packs.deck_for("english")))
    plot = shapes["reason.chart.changes.dau"].chart._chartSpace.chart.plotArea
    area, line = (plot.find(qn(f"c:{kind}")) for kind in ("areaChart", "lineChart"))
    ids, same = ([x.get("val") for x in one.findall(qn("c:axId"))] for one in (area, line))
    assert ids == same
    assert [len(one.findall(qn("c:ser"))) for one in (area, line)] == [4, 3]


@every("metric", ["dau", "ebita"])
def test_steps_add_up_to_the_plan(metric):
    shapes = packs.every_shape(packs.opened(packs.deck_for("english")))
    base, *parts = [*columns_of(shapes[f"parts.chart.parts.{metric}"].chart).values()]
    last = len(base) - 1
    effect = packs.numbers_for().parts[metric].effect.central
    whole = sum(one.get(last, 0.0) for one in parts)
    assert base[last] == 0.0
    assert whole == pytest.approx(effect, rel=1e-9)
    chart = packs.pack_for("english").section("parts").chart(f"parts.{metric}")
    steps = zip(chart.values("start"), chart.values("end"), strict=True)
    for i, (start, end) in enumerate(steps):
        drawn = sum(abs(one.get(i, 0.0)) for one in parts)
        assert drawn == pytest.approx(abs(end - start), rel=1e-9)
    assert chart.values("end")[-2] == pytest.approx(effect, rel=1e-9)


def test_chinese_letters_name_a_chinese_typeface():
    for shape in packs.every_shape(packs.opened(packs.deck_for("chinese"))).values():
        if not shape.has_text_frame:
            continue
        for run in (run for one in shape.text_frame.paragraphs for run in one.runs):
            if any("\u4e00" <= letter <= "\u9fff" for letter in run.text):
                face = run._r.rPr.find(qn("a:ea"))
                assert face is not None
                assert face.get("typeface")


def test_the_template_is_the_one_that_its_script_makes(tmp_path):
    build(tmp_path / "made.pptx")
    assert (tmp_path / "made.pptx").read_bytes() == OURS.read_bytes()
    assert missing(packs.opened(OURS.read_bytes())) == []
