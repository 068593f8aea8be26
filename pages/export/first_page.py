"""What a reader of the pack sees first, as small pictures: a slide or a page of words."""

from collections.abc import Sequence

from pages.charts.style import Style
from pages.export.sheet import LINE_HEIGHT, Picture
from pages.export.typeface import legible, wrapped
from pages.export.words import Words

SLIDE = (960, 540)
"""Pixels of a slide, 16:9."""

PAPER = (600, 848)
"""Pixels of a page, A4."""

_MARGIN, _PLAIN = 48, 12
_TAOBAO, _TMALL = "#E8590C", "#7A1F3D"


def title_slide(name: str, finding: str, meta: str, footer: str, style: Style) -> bytes:
    """Draw the first slide of the deck as SVG."""
    sheet = Picture(style, *SLIDE)
    wide = SLIDE[0] - 2 * _MARGIN
    _roads(sheet, 24)
    lines = list(wrapped(legible(name), 40, wide, bold=True))[:2]
    y = sheet.lines(
        "".join(lines), _MARGIN, 225 - 40 * LINE_HEIGHT * len(lines), 40, wide, bold=True
    )
    y = sheet.lines(finding, _MARGIN, y + 12, 22, wide)
    sheet.lines(meta, _MARGIN, y + 24, 14, wide, ink="quiet")
    sheet.foot(footer, _MARGIN, SLIDE[1] - 24, 10, wide)
    return sheet.svg()


def page_of_words(paragraphs: Sequence[Words], style: Style) -> bytes:
    """Draw as many paragraphs as a page holds as SVG."""
    sheet = Picture(style, *PAPER)
    wide, y = PAPER[0] - 2 * _MARGIN, 44.0
    _roads(sheet, 28)
    for one in filter(lambda one: one.text.strip(), paragraphs):
        size = one.size or _PLAIN
        lines = wrapped(legible(one.text), size, wide, bold=one.bold)
        high = one.before + size * LINE_HEIGHT * len(lines)
        if y + high > PAPER[1] - _MARGIN:
            break
        y = sheet.lines(
            one.text, _MARGIN, y + one.before, size, wide, bold=one.bold, ink=one.ink or "text"
        )
    return sheet.svg()


def _roads(sheet: Picture, y: float) -> None:
    """Draw the two roads, the mark of the pack."""
    for place, ink in enumerate((_TAOBAO, _TMALL)):
        sheet.box(_MARGIN + place * 42, y, 38, 4, fill=ink)
