"""PDF of the pages and the folder of charts: readable everywhere, and each opens as its plan."""

import io
import struct
from functools import lru_cache

import pytest
from pypdf import PdfReader

from models.inputs import read_scenario_bytes
from pages.export import pack_writers
from pages.export.overview import overview
from pages.export.pages_pdf import WIDE, pages_pdf
from pages.export.pictures import HEIGHT, SCALE, WIDTH
from pages.figures.pack.pack_figures import pack_figures, stage_of
from pages.labels.catalogue import in_language
from tests.every import every
from tests.pages import packs
from tests.pages.export.samples import HORIZON, NAMES, named, pack

pytestmark = pytest.mark.slow


@lru_cache(maxsize=4)
def made(language, name):
    """The page of the plan and two of its charts."""
    found = named(name)
    with packs.two_charts():
        figures = pack_figures(found, language, packs.DATE)
    with in_language(language):
        first = overview(stage_of(found, packs.DATE))
        drawn = pages_pdf(first, figures.values(), name)
        return first, figures, pack_writers.carried(drawn, found.scenario)


CASES = [("english", NAMES["html"]), ("chinese", "重返淘宝")]


@every(("language", "name"), CASES)
def test_every_page_says_its_finding_in_letters_that_can_be_copied(language, name):
    first, figures, data = made(language, name)
    pages = PdfReader(io.BytesIO(data)).pages
    texts = ["".join(page.extract_text().split()) for page in pages]
    titles = [first.finding, *(figure.title for figure in figures.values())]
    assert len(texts) == len(titles) == len(packs.TWO) + 1
    for title, text in zip(titles, texts, strict=True):
        assert "".join(title.split()) in text
        assert "".join(name.split()) in text
    assert {float(page.mediabox.width) for page in pages} == {WIDE}


@every(("language", "name"), CASES)
def test_every_typeface_is_embedded(language, name):
    for page in PdfReader(io.BytesIO(made(language, name)[2])).pages:
        fonts = page["/Resources"]["/Font"].values()
        for font in (font.get_object() for font in fonts):
            inner = font.get("/DescendantFonts", [font])[0].get_object()
            assert any(key.startswith("/FontFile") for key in inner["/FontDescriptor"])


@every(("language", "name"), CASES)
def test_the_pdf_opens_as_its_plan(language, name):
    (plan,) = read_scenario_bytes(made(language, name)[2]).scenarios
    assert plan == named(name).scenario


def test_the_folder_holds_every_chart_twice_and_each_opens_as_the_plan():
    found = named(NAMES["formula"])
    with packs.two_charts():
        files = pack_writers.charts(found, pack("english", NAMES["formula"]))
    assert {*files} == {f"{name}.{kind}" for name in packs.TWO for kind in ("png", "svg")}
    for name, data in files.items():
        (plan,) = read_scenario_bytes(data).scenarios
        assert plan == found.scenario
        if name.endswith("png"):
            assert struct.unpack(">II", data[16:24]) == (SCALE * WIDTH, SCALE * HEIGHT)


@every(("horizon", "idle"), [(1, False), (HORIZON, True)])
def test_every_chart_that_there_is_something_to_draw_for_can_be_drawn(horizon, idle):
    found = named("x", horizon, idle=idle)
    figures = pack_figures(found, "chinese", packs.DATE)
    assert figures.keys() >= {"trajectory", "rivals"}
    assert ("changes" in figures) != idle
    assert {figure.name for figure in figures.values()} == {*figures}
