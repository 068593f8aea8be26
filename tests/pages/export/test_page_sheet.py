"""The picture of a page without a chart: what its HTML tells stands in it, within its edges."""

from base64 import b64encode
from io import BytesIO
from xml.etree import ElementTree as ET

import pytest
from PIL import Image as Pixels

from models.inputs import load_market
from models.validation.episodes import episodes, scores
from pages.export.page import HEIGHT, WIDTH
from pages.export.page_sheet import PageSheet, joined, sheet_png, sheet_svg
from pages.export.told import Dots, Image, Text, Told
from pages.export.told_html import blocks_of, is_worth_a_slide
from pages.export.typeface import legible
from pages.figures.html_tables import figure, paragraph, table
from pages.figures.outcome_figures import style_of
from pages.figures.trust import method_chain, seen_told
from pages.figures.trust.chain import chain_of
from pages.labels.catalogue import LANGUAGES, t, use_language
from pages.labels.format import NOTHING
from tests.every import every
from tests.pages.hostile import NAMES

SVG = "{http://www.w3.org/2000/svg}"


def png(wide, high):
    data = BytesIO()
    Pixels.new("RGB", (wide, high)).save(data, "PNG")
    return data.getvalue()


def sheet_of(*htmls, **settings):
    told = [Told(blocks=blocks_of(html), **settings) for html in htmls]
    return ET.fromstring(
        sheet_svg(PageSheet(finding="F", below="", told=told, style=style_of(load_market())))
    )


def words_in(root):
    return "".join("".join("".join(text.itertext()) for text in root.iter(f"{SVG}text")).split())


def lines_end(root):
    """Height of the picture, and the foot of the last line that stands in it as it is."""
    last = max(float(text.get("y")) for text in root.findall(f"{SVG}text"))
    return float(root.get("height")), last


@every("name", NAMES)
def test_a_name_in_a_table_is_text_in_the_picture(name):
    html = table(["Plan", "Profit"], [(name, [figure("1 bn", name)])], "all plans")
    (block,) = blocks_of(html)
    words = " ".join(name.split())
    assert (block.rows[0][0].text, block.rows[0][1].below) == (words, words)
    assert words_in(sheet_of(html)).count("".join(legible(name).split())) == 2


@every("language", LANGUAGES)
def test_the_chain_of_a_figure_stands_in_the_picture_with_the_looks_of_its_equations(language):
    use_language(language)
    chain = chain_of("dau", "")
    chips, legend = blocks_of(method_chain.picture(chain) + method_chain.legend())
    looks = [chip.look for row in chips.rows for chip in row[1].chips]
    assert looks.count("direct") == len({*chain.direct} - {*chain.sources})
    assert {chip.look for chip in legend.rows[0][1].chips} >= set(looks)
    root = sheet_of(method_chain.picture(chain) + method_chain.legend())
    every_chip = [chip.text for row in (*chips.rows, *legend.rows) for chip in row[1].chips]
    together = words_in(root)
    assert not [text for text in every_chip if "".join(text.split()) not in together]


@pytest.mark.slow
def test_what_was_seen_stands_beside_what_was_told_on_its_scale():
    some = next(one for one in episodes() if len(one.checks) > 1)
    told_of = scores(some, draws=50)
    (findings,) = blocks_of(seen_told.rows(told_of, with_episode=True))
    assert len(findings.rows) == len(told_of)
    for _, place, seen, told, verdict in findings.rows:
        scale = place.range
        assert 0.0 <= scale.low <= scale.centre <= scale.high <= 1.0
        assert (scale.seen is None) == (seen.text == NOTHING)
        assert told.text
        assert verdict.text
    assert sheet_of(seen_told.rows(told_of)).findall(f"{SVG}g")


def test_a_table_too_long_for_the_picture_says_how_many_rows_are_left():
    rows = [(f"<{number}>", [""]) for number in range(200)]
    root = sheet_of(table(["", "n"], rows, "numbers"))
    told = words_in(root)
    shown = sum(f"<{number}>" in told for number in range(200))
    assert f"{200 - shown}morerowsonthepage" in told
    assert 10 < shown < 200
    height, last = lines_end(root)
    assert last < height <= HEIGHT


def test_dots_pictures_and_words_are_read_and_what_is_hidden_is_not():
    image = f'<img src="data:image/png;base64,{b64encode(png(40, 20)).decode()}" alt="x">'
    html = (
        "<style>p{color:red}</style>"
        + paragraph("a < b", "quiet-note")
        + '<h3>Head</h3><div class="twenty" style="--own:#123456">'
        + '<i class="reached"></i><i></i></div>'
        + "<details><summary>Seen</summary><p>folded</p></details>"
        + '<p>x<span class="unseen">y</span></p>'
        + image
    )
    quiet, head, dots, summary, last, picture = blocks_of(html)
    assert quiet == Text(text="a < b", kind="quiet")
    assert head.kind == "head"
    assert dots == Dots(reached=1, count=2, colour="#123456")
    assert (summary.text, last.text) == ("Seen", "x")
    assert isinstance(picture, Image)
    assert is_worth_a_slide(html)
    assert not is_worth_a_slide(paragraph("words alone"))
    root = sheet_of(html, grade="D")
    assert len(list(root.iter(f"{SVG}image"))) == 1
    assert "D" in [text.text for text in root.iter(f"{SVG}text")]


def test_a_picture_ends_where_its_page_ends():
    short, long = (sheet_of(paragraph("word " * count)) for count in (3, 900))
    assert lines_end(short)[0] < lines_end(long)[0] <= HEIGHT
    page = PageSheet(finding="F", below="", style=style_of(load_market()))
    wide, high = Pixels.open(BytesIO(sheet_png(page))).size
    assert (wide, high < wide / 4) == (2 * WIDTH, True)


def test_footers_say_each_thing_once():
    assert joined(["A · plan 1 · model 2", "A · Model 2 · rivals follow", ""]) == (
        "A · plan 1 · Model 2 · rivals follow"
    )


@every("language", LANGUAGES)
def test_a_picture_speaks_the_language_of_its_page_whoever_draws_it(language):
    use_language(language)
    style, wanted = style_of(load_market()), t("picture.grades")
    use_language(next(other for other in LANGUAGES if other != language))
    told = [Told(blocks=blocks_of(paragraph("x")), grade="C")]
    page = PageSheet(finding="F", below="", told=told, style=style)
    assert "".join(wanted.split()) in words_in(ET.fromstring(sheet_svg(page)))
