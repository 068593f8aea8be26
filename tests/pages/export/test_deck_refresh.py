"""A deck that was edited takes the numbers of another plan and keeps everything else."""

import io
from itertools import product
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from lxml import etree
from pptx.dml.color import RGBColor
from pptx.oxml.ns import qn
from pptx.util import Inches

from models.documents.plan_document import DOCUMENT_LIMIT
from pages.export.deck.deck_writer import deck, saved
from pages.export.deck.refresh import RefreshError, refresh
from pages.export.deck.template import MOST_UNPACKED, TemplateError
from pages.labels.catalogue import LANGUAGES, in_language, t
from tests.every import every
from tests.pages import packs
from tests.pages.stages import MOVED, plan_of

pytestmark = pytest.mark.slow

OTHER = plan_of(MOVED | {"subsidy_budget": 10.0}, market="2023Q1", draws=20)
REWRITTEN = "What we ask of the board"
NUMBERS = ("a:t", "c:v", "c:pt", "c:ptCount", "c:f")
"""What may differ: texts of runs, and the cells behind a chart."""

FREE = ("c:min", "c:max", "c:majorUnit")
"""The scale of an axis that holds the ranges follows its numbers."""


@pytest.fixture(scope="module")
def edited():
    """Move, retitle, recolour and delete: what people do to a deck."""
    file = packs.opened(packs.deck_for("english"))
    order = file.slides._sldIdLst
    order.append(order[2])
    file.part.drop_rel(order[6].rId)
    order.remove(order[6])
    shapes = packs.every_shape(file)
    shapes["rivals.title"].text_frame.text = REWRITTEN
    shapes["risk.chart.chances"].left = Inches(1)
    shapes["answer.card 1"].text_frame.paragraphs[1].runs[0].font.color.rgb = RGBColor(200, 0, 0)
    series = shapes["reason.chart.changes.dau"].chart.plots[0].series[1]
    series.format.fill.solid()
    series.format.fill.fore_color.rgb = RGBColor(0, 200, 0)
    file.slides[1].shapes.add_textbox(0, 0, 100, 100).text_frame.text = "Our own remark 12.3%"
    again = packs.opened(saved(file))
    assert len(again.slides) == 9  # being read, the parts of slides are named by their order
    return saved(again)


@pytest.fixture(scope="module")
def untouched():
    return refresh(packs.deck_for("english"), packs.pack_for("english", OTHER))


@pytest.fixture(scope="module")
def refreshed(edited):
    return refresh(edited, packs.pack_for("english", OTHER))


def parts_of(data):
    with ZipFile(io.BytesIO(data)) as file:
        return {name: file.read(name) for name in file.namelist()}


def masked(xml):
    """Give the XML of a part without texts of runs and numbers of charts."""
    tree = etree.fromstring(xml)
    for tag in (*NUMBERS, *FREE):
        for one in list(tree.iter(qn(tag))):
            if tag == "c:pt":
                one.getparent().remove(one)
            else:
                one.text = ""
                one.attrib.pop("val", None)
    return etree.tostring(tree, method="c14n")


def test_only_tagged_numbers_differ_part_by_part(edited, refreshed):
    before, after = parts_of(edited), parts_of(refreshed.data)
    assert before.keys() == after.keys()
    differing = {name for name in before if before[name] != after[name]}
    for name in differing:
        if name.endswith((".xlsx", ".rels")) or name.startswith("customXml/"):
            continue
        assert masked(before[name]) == masked(after[name]), name
    kinds = {name.rpartition("/")[0] for name in differing}
    assert kinds <= {
        *("ppt/charts", "ppt/embeddings", "ppt/slides", "ppt/notesSlides", "customXml"),
    }
    assert refreshed.charts >= 10
    assert refreshed.texts > 10
    assert refreshed.kept == 1


def test_what_people_did_stays(edited, refreshed):
    file, again = packs.opened(edited), packs.opened(refreshed.data)
    shapes = packs.every_shape(again)
    assert [one.slide_id for one in file.slides] == [one.slide_id for one in again.slides]
    assert shapes["rivals.title"].text_frame.text == REWRITTEN
    assert shapes["risk.chart.chances"].left == Inches(1)
    run = shapes["answer.card 1"].text_frame.paragraphs[1].runs[0]
    assert run.font.color.rgb == RGBColor(200, 0, 0)
    fill = shapes["reason.chart.changes.dau"].chart.plots[0].series[1].format.fill
    assert fill.fore_color.rgb == RGBColor(0, 200, 0)
    remarks = [one.text_frame.text for one in again.slides[1].shapes if one.has_text_frame]
    assert "Our own remark 12.3%" in remarks


def test_numbers_are_those_of_a_deck_written_anew(refreshed):
    fresh = packs.every_shape(packs.opened(packs.deck_for("english", OTHER)))
    for mark, shape in packs.every_shape(packs.opened(refreshed.data)).items():
        if mark not in fresh or mark == "rivals.title":
            continue
        if shape.has_chart:
            assert numbers_in(shape.chart) == numbers_in(fresh[mark].chart), mark
        elif shape.has_text_frame:
            assert shape.text_frame.text == fresh[mark].text_frame.text, mark
        elif shape.has_table:
            cells, wanted = (
                [c.text for c in one.table.iter_cells()] for one in (shape, fresh[mark])
            )
            assert cells == wanted, mark


def numbers_in(chart):
    """List every category and number of a chart, the ends of ranges included."""
    return [one.text for one in chart._chartSpace.iter(qn("c:v"))]


def test_the_same_plan_changes_nothing_and_twice_is_once(edited, refreshed):
    same = refresh(edited, packs.pack_for("english"))
    assert (same.charts, same.texts) == (0, 0)
    twice = refresh(refreshed.data, packs.pack_for("english", OTHER))
    assert (twice.charts, twice.texts) == (0, 0)
    for name, part in parts_of(refreshed.data).items():
        if name.endswith(".xml"):
            again = parts_of(twice.data)[name]
            canonical = [etree.tostring(etree.fromstring(x), method="c14n") for x in (part, again)]
            assert canonical[0] == canonical[1], name


def test_a_deck_of_somebody_else_is_refused():
    foreign = packs.opened(packs.deck_for("english"))
    for relation in list(foreign.part.rels.values()):
        if relation.reltype.endswith("/customXml"):
            foreign.part.rels.pop(relation.rId)
    with pytest.raises(RefreshError) as refused:
        refresh(saved(foreign), packs.pack_for("english"))
    assert str(refused.value) == t("deck.not_ours")
    with pytest.raises(TemplateError):
        refresh(b"no presentation", packs.pack_for("english"))


def test_a_template_keeps_its_places_and_names_what_it_lacks():
    from pages.export.deck.template import OURS

    own = packs.opened(OURS.read_bytes())
    layout = next(one for one in own.slide_layouts if one.name == "answer")
    card = next(one for one in layout.placeholders if one.name == "Card 2")
    card.left = Inches(5)
    written = packs.opened(deck(packs.pack_for("english"), saved(own)))
    assert packs.every_shape(written)["answer.card 2"].left == Inches(5)

    lacking = packs.opened(saved(own))
    layout = next(one for one in lacking.slide_layouts if one.name == "answer")
    for one in list(layout.placeholders):
        if one.name in ("Card 2", "Chart 3"):
            one._element.getparent().remove(one._element)
    other = next(one for one in lacking.slide_layouts if one.name == "table")
    other._element.cSld.set("name", "something else")
    with pytest.raises(TemplateError, match="Card 2, Chart 3") as refused:
        deck(packs.pack_for("english"), saved(lacking))
    assert "table" in str(refused.value)


def damaged(data, part, content):
    """Give a deck of which one part holds something else."""
    parts = parts_of(data) | {part: content}
    file = io.BytesIO()
    with ZipFile(file, "w", ZIP_DEFLATED, compresslevel=1) as package:
        for name, bytes_ in parts.items():
            package.writestr(name, bytes_)
    return file.getvalue()


def test_a_damaged_or_too_large_deck_is_told_in_the_language_in_use():
    whole = packs.deck_for("english")
    slide, chart = "ppt/slides/slide2.xml", "ppt/charts/chart1.xml"
    unreadable = [damaged(whole, part, what) for part in (slide, chart) for what in (b"", b"<a/>")]
    for i, data in enumerate((*unreadable, whole[: len(whole) // 2])):
        with in_language(LANGUAGES[i % 2]):
            assert refusal_of(data) == t("deck.unreadable")
    large = [whole + bytes(DOCUMENT_LIMIT), damaged(whole, "ppt/more.bin", bytes(MOST_UNPACKED))]
    for language, data in product(LANGUAGES, large):
        with in_language(language):
            told = refusal_of(data)
            assert f"{DOCUMENT_LIMIT / 1e6:.0f}" in told
            assert told != t("deck.unreadable")


def refusal_of(data):
    with pytest.raises(TemplateError) as refused:
        refresh(data, packs.pack_for("english"))
    return str(refused.value)


def without(tag, count=None):
    """Take elements out of a chart, the last ``count`` or all."""

    def edit(native):
        found = list(native._chartSpace.iter(qn(tag)))
        for one in found if count is None else found[-count:]:
            one.getparent().remove(one)

    return edit


def other_cell(native):
    next(native._chartSpace.chart.plotArea.sers[0].find(qn("c:val")).iter(qn("c:v"))).text = "#N/A"


def unfilled(native):
    for one in list(native._chartSpace.iter(qn("c:cat"))):
        last = list(one.iter(qn("c:pt")))[-1]
        last.getparent().remove(last)


@every(
    ("edit", "follows"),
    [
        (other_cell, True),
        (unfilled, True),
        (without("c:v", 1), True),
        (without("c:cat"), False),
        (without("c:ser"), False),
    ],
)
def test_a_chart_whose_cells_were_changed_follows_and_one_of_another_form_stays(
    untouched, edit, follows
):
    file = packs.opened(packs.deck_for("english"))
    charts = [one for one in packs.every_shape(file).values() if one.has_chart]
    for one in charts:
        edit(one.chart)
    result = refresh(saved(file), packs.pack_for("english", OTHER))
    assert packs.opened(result.data)
    assert result.kept == untouched.kept + (0 if follows else len(charts))
    assert result.charts == (len(charts) if follows else 0)
