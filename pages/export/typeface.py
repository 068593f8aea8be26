"""The typefaces of pictures, both our own: the screen's for Latin letters, one for Chinese.

What opens them loads with the first use: documents that other programs set estimate widths.
"""

import re
import unicodedata
from collections.abc import Callable, Sequence
from functools import cache, lru_cache
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL.ImageFont import FreeTypeFont

LATIN = "Two Roads Sans"
"""In data/fonts, cut out of the screen's typeface; letters of Europe and of Russia."""

CHINESE = "Two Roads Sans SC"
"""In data/fonts; letters, digits, and every sign of GB 2312."""

FOLDER = Path(__file__).parents[2] / "data" / "fonts"

_EM = {False: 0.52, True: 0.56}
"""Mean width of a Latin letter, plain and bold, in parts of the size."""


@cache
def register() -> None:
    """Hand our typefaces to the renderer, once a process."""
    import vl_convert

    vl_convert.register_font_directory(str(FOLDER))


def family(text: str, language: str) -> str:
    """Typeface of ``text`` on a page in ``language``; a name may be Chinese on any page."""
    return CHINESE if language == "chinese" or any(map(is_wide, text)) else LATIN


_OF_LATIN = re.compile("[\u00a0-\u017f\u0400-\u045f]")
"""What the Latin typeface adds to the Chinese one: letters of Europe and of Russia."""


_FACES = {False: "regular", True: "bold"}
_EM_PIXELS = 100
"""Size at which letters are measured; widths grow with it."""


@cache
def _faces(*, bold: bool) -> "dict[str, FreeTypeFont]":
    """Open the faces of one weight by their family."""
    from PIL import ImageFont

    names = {LATIN: "two-roads-sans-{}.ttf", CHINESE: "two-roads-sans-sc-{}.otf"}
    return {
        family: ImageFont.truetype(FOLDER / name.format(_FACES[bold]), _EM_PIXELS)
        for family, name in names.items()
    }


@lru_cache(maxsize=20_000)
def _advance(character: str, face: str, *, bold: bool) -> float:
    return _faces(bold=bold)[face].getlength(character) / _EM_PIXELS


def measured(text: str, size: float, language: str, *, bold: bool = False) -> float:
    """Measure the width of ``text`` in a picture in pixels."""
    face = family(text, language)
    return sum(_advance(c, face, bold=bold) for c in text) * size


@cache
def _ours() -> "tuple[FreeTypeFont, bytes]":
    """Our typeface, and what it draws where it lacks a character."""
    from PIL import ImageFont

    font = ImageFont.truetype(FOLDER / "two-roads-sans-sc-regular.otf", 32)
    return font, bytes(font.getmask("\ue000"))


@lru_cache(maxsize=10_000)
def has(character: str) -> bool:
    """Return whether pictures can hold ``character``."""
    if character.isspace() or _OF_LATIN.match(character):
        return True
    font, box = _ours()
    return bytes(font.getmask(character)) != box


def legible(text: str) -> str:
    """Write the code of each character that no typeface of ours has: [U+1F600], never a box."""
    return "".join(c if has(c) else f"[U+{ord(c):04X}]" for c in text)


def is_wide(character: str) -> bool:
    """Return whether a character is as wide as it is high, as Chinese ones are."""
    return unicodedata.east_asian_width(character) in "WF"


def width_of(text: str, size: float, *, bold: bool = False) -> float:
    """Estimate the width of ``text`` in pixels."""
    return sum(1.0 if is_wide(c) else _EM[bold] for c in text) * size


Measure = Callable[[str], float]


def wrapped(
    text: str, size: float, width: float, *, bold: bool = False, language: str = ""
) -> Sequence[str]:
    """Break ``text`` into lines that fit, between words or between Chinese characters.

    A word that is wider than a line is broken as well. Lines of a picture in ``language`` are
    measured; without one they are estimated, for documents that another program sets.
    """

    def wide(line: str) -> float:
        if language:
            return measured(line, size, language, bold=bold)
        return width_of(line, size, bold=bold)

    lines, line = [], ""
    for piece in chain.from_iterable(_parts(one, wide, width) for one in _pieces(text)):
        if line and wide((line + piece).rstrip()) > width:
            lines.append(line.rstrip())
            line = ""
        line += piece
    return [*lines, line.rstrip()] if line.strip() else lines


def _parts(piece: str, wide: Measure, width: float) -> Sequence[str]:
    """Cut a piece that is wider than a line; nearly none is."""
    if wide(piece.rstrip()) <= width:
        return [piece]
    parts = [""]
    for character in piece:
        if parts[-1] and wide(parts[-1] + character) > width:
            parts.append("")
        parts[-1] += character
    return parts


_STAY_BEHIND = "，。；：、！？）》」』”"


def _pieces(text: str) -> list[str]:
    """Cut where a line may end; no line begins with a closing sign."""
    pieces = [""]
    for character, following in zip(text, f"{text[1:]} ", strict=False):
        pieces[-1] += character
        if (character == " " or is_wide(character)) and following not in _STAY_BEHIND:
            pieces.append("")
    return pieces
