"""The whole page as one picture, in both languages, with everything on it."""

import re
import struct
from dataclasses import replace
from xml.etree import ElementTree as ET

import pytest
from PIL import ImageFont

from models.fingerprint import fingerprint
from models.scenario.digest import plan_digest
from pages.export import pictures, typeface
from pages.export.overview import overview
from pages.export.page import HEIGHT, SCALE, WIDTH, page_png, page_svg
from pages.figures.finding import statement
from pages.labels.catalogue import LANGUAGES, t, use_language
from tests.pages.stages import plan_of, stage_of

pytestmark = pytest.mark.slow

SVG = "{http://www.w3.org/2000/svg}"


def texts(svg):
    return ["".join(text.itertext()) for text in ET.fromstring(svg).iter(f"{SVG}text")]


def page_in(language, **settings):
    use_language(language)
    stage = stage_of(plan_of(**settings))
    return stage, overview(stage)


def test_the_page_is_sixteen_to_nine_at_twice_its_size(stage):
    width, height = struct.unpack(">II", page_png(overview(stage))[16:24])
    assert (width, height) == (SCALE * WIDTH, SCALE * HEIGHT)
    assert width * 9 == height * 16


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_says_finding_figures_and_where_they_come_from(language):
    stage, page = page_in(language)
    text = "".join(texts(page_svg(page))).replace(" ", "")
    wanted = [
        statement(stage.outcome, stage.scenario.rivals),
        *(t(metric) for metric in ("dau", "revenue", "ebita")),
        *(figure.title for figure in page.figures),
        *(figure.subtitle for figure in page.figures),
        stage.market.vintage,
        stage.date,
        plan_digest(stage.scenario),
        fingerprint(stage.market.vintage),
        t("axis.RMB bn/quarter"),
    ]
    assert not [words for words in wanted if words.replace(" ", "") not in text]


def set_in_type(text):
    """Width of a line in its own face at 100 pixels."""
    names = {typeface.LATIN: "two-roads-sans-{}.ttf", typeface.CHINESE: "two-roads-sans-sc-{}.otf"}
    face = "bold" if text.get("font-weight") == "bold" else "regular"
    path = typeface.FOLDER / names[text.get("font-family")].format(face)
    return ImageFont.truetype(path, 100).getlength(text.text or "")


@pytest.mark.parametrize("name", ["重返淘宝" * 20, "W" * 80, "😀" * 80])
@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_written_beyond_the_edge(language, name):
    stage, _ = page_in(language, values={"subsidy_budget": 30.0, "ad_load": 1.3}, horizon=4)
    stage = replace(stage, scenario=replace(stage.scenario, name=name))
    page = overview(stage)
    for text in ET.fromstring(page_svg(page)).findall(f"{SVG}text"):
        x, size = float(text.get("x")), float(text.get("font-size"))
        wide = set_in_type(text) * size / 100
        start = {"start": x, "middle": x - wide / 2, "end": x - wide}[text.get("text-anchor")]
        assert start >= 0
        assert start + wide <= WIDTH
        assert 0 < float(text.get("y")) < HEIGHT


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_idle_page_says_so(language):
    _, page = page_in(language, values={})
    assert {card.change for card in page.cards} == {t("kpi.no_change")}
    assert {card.sign for card in page.cards} == {0}
    assert page_svg(page)


def test_axes_are_written_in_yi():
    stage, _ = page_in("chinese")
    labels = texts(pictures.svg(stage.trajectory()))
    axis = [text for text in labels if re.fullmatch(r"[\d,.]+亿", text)]
    assert len(axis) >= 6
    assert not [text for text in labels if " bn" in text or " m" in text]
    sellers = texts(pictures.svg(stage.sellers()))
    assert [text for text in sellers if re.fullmatch(r"[\d,.]+万", text)]


def test_axis_and_label_agree_in_both_languages():
    by_language = {}
    for language in LANGUAGES:
        stage, _ = page_in(language)
        rows = stage.delivery().table.to_pylist()
        by_language[language] = next(
            r["planned"] for r in rows if r["panel"] == 1 and not r["today"]
        )
    assert by_language["chinese"] == pytest.approx(10 * by_language["english"])


def test_an_emoji_in_a_name_appears_as_its_code_in_every_picture():
    stage, _ = page_in("chinese")
    stage = replace(stage, scenario=replace(stage.scenario, name="重返\N{GRINNING FACE}"))
    drawn = [page_svg(overview(stage)), *map(pictures.svg, stage.all())]
    assert all("重返[U+1F600]" in " ".join(texts(svg)) for svg in drawn)
    assert not any("\N{GRINNING FACE}" in svg.decode() for svg in drawn)


def test_a_plan_keeps_its_digits_whatever_it_is_called():
    plan = plan_of()
    assert plan_digest(replace(plan, name="其他", author="x")) == plan_digest(plan)
    assert plan_digest(replace(plan, horizon=8)) != plan_digest(plan)
    assert plan_digest(plan_of({"subsidy_budget": 14.0})) != plan_digest(plan)
    assert re.fullmatch("[0-9a-f]{8}", plan_digest(plan))
