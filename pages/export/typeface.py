"""The typefaces of pictures: one of the renderer, one of ours for Chinese; none of the machine."""

import unicodedata
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import vl_convert

LATIN = "Liberation Sans"
"""Built into the renderer."""

CHINESE = "Two Roads Sans SC"
"""In data/fonts; letters, digits, and the common characters of simplified Chinese."""

FOLDER = Path(__file__).parents[2] / "data" / "fonts"

_EM = {False: 0.52, True: 0.56}
"""Mean width of a Latin letter, plain and bold, in parts of the size."""


@cache
def register() -> None:
    """Hand our typeface to the renderer, once a process."""
    vl_convert.register_font_directory(str(FOLDER))


def family(text: str, language: str) -> str:
    """Typeface of ``text`` on a page in ``language``; a name may be Chinese on any page."""
    return CHINESE if language == "chinese" or any(map(is_wide, text)) else LATIN


def is_wide(character: str) -> bool:
    """Tell a character as wide as it is high, a Chinese one."""
    return unicodedata.east_asian_width(character) in "WF"


def width_of(text: str, size: float, *, bold: bool = False) -> float:
    """Estimate the width of ``text`` in pixels."""
    return sum(1.0 if is_wide(c) else _EM[bold] for c in text) * size


def wrapped(text: str, size: float, width: float) -> Sequence[str]:
    """Break ``text`` into lines that fit, between words or between Chinese characters."""
    lines, line = [], ""
    for piece in _pieces(text):
        if line and width_of(line + piece, size) > width:
            lines.append(line.rstrip())
            line = ""
        line += piece
    return [*lines, line.rstrip()] if line.strip() else lines


_STAY_BEHIND = "，。；：、！？）》」』”"


def _pieces(text: str) -> list[str]:
    """Cut where a line may end; no line begins with a closing sign."""
    pieces = [""]
    for character, following in zip(text, [*text[1:], " "], strict=True):
        pieces[-1] += character
        if (character == " " or is_wide(character)) and following not in _STAY_BEHIND:
            pieces.append("")
    return pieces
