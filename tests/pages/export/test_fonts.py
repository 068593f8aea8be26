"""The typeface that we bring along: every character of ours, and no box in its place."""

import io
from contextlib import suppress
from itertools import product

import pytest
from PIL import Image, ImageFont

from data.build_fonts import FAMILY, FONTS, words
from models.inputs import load_market, vintages
from pages.export import typeface
from pages.export.sheet import to_png
from tests.every import every

NOWHERE = "\ue000"
"""A code point that no font of pictures has; it is drawn as the box."""

MOST_BYTES = 4_500_000
SIZE = 24


def gb2312():
    """Every sign of GB 2312, found by decoding all codes of two bytes."""
    for row, cell in product(range(0xA1, 0xFF), repeat=2):
        with suppress(UnicodeDecodeError):
            yield bytes([row, cell]).decode("gb2312")


ALL = sorted({*map(chr, words()), *gb2312()} - {" ", "\N{NO-BREAK SPACE}", "\N{IDEOGRAPHIC SPACE}"})


def drawn(font, character):
    return font.getmask(character, mode="L").getbbox(), bytes(font.getmask(character))


@pytest.mark.slow
@every("face", ["regular", "bold"])
def test_both_faces_have_every_character_of_the_catalogue_and_of_gb2312(face):
    assert len(set(gb2312())) == 7445
    font = ImageFont.truetype(FONTS / f"two-roads-sans-sc-{face}.otf", SIZE)
    box = drawn(font, NOWHERE)
    missing = [c for c in ALL if drawn(font, c) == box]
    assert not missing, f"{''.join(missing)}: cut the fonts again, see data/fonts/README.md"
    assert font.getname()[0] == FAMILY == typeface.CHINESE


def test_the_fonts_are_small_and_carry_their_licence():
    assert sum(path.stat().st_size for path in FONTS.iterdir()) < MOST_BYTES
    assert "SIL OPEN FONT LICENSE Version 1.1" in (FONTS / "OFL.txt").read_text(encoding="utf-8")


def picture(text, weight="normal"):
    """Pixels of ``text`` as a picture draws it, in our typeface and no other."""
    typeface.register()
    svg = (
        '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="40"><text x="4" y="30" '
        f'font-family="{typeface.CHINESE}" font-size="{SIZE}" font-weight="{weight}">{text}</text>'
        "</svg>"
    )
    return to_png(svg.encode(), 1)


@every("weight", ["normal", "bold"])
def test_a_picture_holds_chinese_and_no_boxes(weight):
    box, empty = picture(NOWHERE, weight), picture("", weight)
    characters = sorted(
        {c for v in vintages() for p in load_market(v).platforms for c in p.chinese}
    )
    pictures = {c: picture(c, weight) for c in [*characters, *"日活用户亿万淘宝天猫"]}
    assert len(set(pictures.values())) == len(pictures), "two characters look the same"
    assert box not in pictures.values()
    assert empty not in pictures.values()


def test_bold_is_bolder():
    dark = [
        sum(Image.open(io.BytesIO(picture("淘", weight))).getchannel("A").histogram()[128:])
        for weight in ("normal", "bold")
    ]
    assert dark[1] > 1.1 * dark[0]


def test_the_family_follows_the_text():
    assert typeface.family("Return to Taobao", "english") == typeface.LATIN
    assert typeface.family("重返淘宝", "english") == typeface.CHINESE
    assert typeface.family("2024Q3", "chinese") == typeface.CHINESE


def test_no_line_begins_with_a_closing_sign():
    lines = typeface.wrapped("日活用户上升，利润下降；对手回应。" * 5, 20, 201)
    assert len(lines) > 3
    assert not [line for line in lines if line[0] in "，；。"]
    assert "".join(lines) == "日活用户上升，利润下降；对手回应。" * 5


def test_a_missing_character_is_written_as_its_code():
    assert typeface.legible("重返淘宝 😀 Żółw") == "重返淘宝 [U+1F600] Żółw"
    assert typeface.legible("".join(ALL)) == "".join(ALL)


def test_a_word_that_is_wider_than_the_line_is_broken():
    lines = typeface.wrapped(f"a {'W' * 80} b", 20, 200)
    assert "".join(lines).replace(" ", "") == f"a{'W' * 80}b"
    assert max(typeface.width_of(line, 20) for line in lines) <= 200


@every("face", ["regular", "bold"])
def test_the_latin_face_is_the_screens_under_a_name_of_ours(face):
    font = ImageFont.truetype(FONTS / f"two-roads-sans-{face}.ttf", SIZE)
    assert font.getname()[0] == typeface.LATIN
    box = drawn(font, NOWHERE)
    letters = map(chr, (*range(0x21, 0x7F), *range(0xC0, 0x180), *range(0x410, 0x450)))
    assert not [c for c in (*letters, *"−≈→·…–×±") if drawn(font, c) == box]
