"""Any page as one picture: its finding above, its charts side by side with their grades."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from pages.charts.figure import Figure
from pages.charts.style import Style
from pages.export.page import HEIGHT, SCALE, WIDTH
from pages.export.sheet import Picture, to_png
from pages.labels.catalogue import t

MOST = 6
"""Charts that one picture holds; a page with more is presented or printed."""

_MARGIN, _GAP = 48, 36
_FOOTER = 13
_TITLE, _SUBTITLE = {1: 22, 2: 18, 3: 16}, {1: 15, 2: 13, 3: 12}
"""Sizes of words above a chart by the number of columns."""


@dataclass(frozen=True, kw_only=True, eq=False)
class PageSheet:
    """What stands on a page: its sentence with the line below, and its charts in their order."""

    finding: str
    below: str
    figures: Sequence[Figure]
    style: Style


def sheet_png(page: PageSheet) -> bytes:
    """Draw ``page`` at twice its size."""
    return to_png(sheet_svg(page), SCALE)


def sheet_svg(page: PageSheet) -> bytes:
    """Draw ``page`` as vectors, with its texts as texts."""
    sheet = Picture(page.style, WIDTH, HEIGHT)
    inside = WIDTH - 2 * _MARGIN
    y = sheet.lines(page.finding, _MARGIN, _MARGIN * 0.6, 28, inside, bold=True)
    y = sheet.lines(page.below, _MARGIN, y + 2, 16, inside, ink="quiet") + _GAP / 2
    shown = page.figures[:MOST]
    footers = dict.fromkeys(figure.footer for figure in shown)
    words = " · ".join(filter(None, [next(iter(footers), ""), t("picture.grades")]))
    foot = sheet.foot(words, _MARGIN, HEIGHT - _MARGIN / 2, _FOOTER, inside)
    _charts(sheet, shown, y, foot - 2 * _FOOTER)
    return sheet.svg()


def _charts(sheet: Picture, figures: Sequence[Figure], top: float, foot: float) -> None:
    """Lay charts out in rows of up to three, all of one size."""
    if not figures:
        return
    columns = 1 if len(figures) == 1 else 2 if len(figures) <= MOST - 2 else 3
    rows = ceil(len(figures) / columns)
    wide = (WIDTH - 2 * _MARGIN - _GAP * (columns - 1)) / columns
    high = (foot - top - _GAP * (rows - 1)) / rows
    for number, figure in enumerate(figures):
        row, column = divmod(number, columns)
        x, y = _MARGIN + column * (wide + _GAP), top + row * (high + _GAP)
        below = sheet.graded(figure.title, figure.grade, x, y, _TITLE[columns], wide)
        below = sheet.lines(figure.subtitle, x, below, _SUBTITLE[columns], wide, ink="quiet")
        sheet.chart(figure, x, below + 8, wide, y + high - below - 8)
