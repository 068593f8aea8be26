"""The typefaces of pictures, both our own: the screen's for Latin letters, one for Chinese."""

import re
import unicodedata
from collections.abc import Sequence
from functools import cache, lru_cache
from pathlib import Path

import vl_convert
from PIL import ImageFont

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
    vl_convert.register_font_directory(str(FOLDER))


def family(text: str, language: str) -> str:
    """Typeface of ``text`` on a page in ``language``; a name may be Chinese on any page."""
    return CHINESE if language == "chinese" or any(map(is_wide, text)) else LATIN


_OF_LATIN = re.compile("[\u00a0-\u017f\u0400-\u045f]")
"""What the Latin typeface adds to the Chinese one: letters of Europe and of Russia."""


@cache
def _ours() -> tuple[ImageFont.FreeTypeFont, bytes]:
    """Our typeface, and what it draws where it lacks a character."""
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


def wrapped(text: str, size: float, width: float, *, bold: bool = False) -> Sequence[str]:
    """Break ``text`` into lines that fit, between words or between Chinese characters.

    A word that is wider than a line is broken as well.
    """
    lines, line = [], ""
    parts = (part for piece in _pieces(text) for part in _parts(piece, size, width, bold=bold))
    for piece in parts:
        if line and width_of(line + piece, size, bold=bold) > width:
            lines.append(line.rstrip())
            line = ""
        line += piece
    return [*lines, line.rstrip()] if line.strip() else lines


def _parts(piece: str, size: float, width: float, *, bold: bool) -> Sequence[str]:
    """Cut a piece that is wider than a line; nearly none is."""
    if width_of(piece, size, bold=bold) <= width:
        return [piece]
    most = max(1, int(width / size / _EM[True]))
    return [piece[start : start + most] for start in range(0, len(piece), most)]


_STAY_BEHIND = "，。；：、！？）》」』”"


def _pieces(text: str) -> list[str]:
    """Cut where a line may end; no line begins with a closing sign."""
    pieces = [""]
    for character, following in zip(text, f"{text[1:]} ", strict=False):
        pieces[-1] += character
        if (character == " " or is_wide(character)) and following not in _STAY_BEHIND:
            pieces.append("")
    return pieces
