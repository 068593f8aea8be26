"""The whole page as one picture: the finding, the cards, the main charts, where it comes from."""

from collections.abc import Sequence
from dataclasses import dataclass

from pages.charts.figure import Figure
from pages.charts.style import Style
from pages.export.sheet import Picture, to_png

WIDTH, HEIGHT, SCALE = 1600, 900, 2
"""Pixels of the page, 16:9, and how many of a PNG each of them is."""

_MARGIN, _GAP = 48, 20
_CARD_HEIGHT, _PAD = 116, 18
_LEFT_PART = 0.6
_FOOTER = 13
_ZOOM = 1.3
"""How much larger than on the screen the letters of charts are: those of a slide."""


@dataclass(frozen=True, kw_only=True)
class Card:
    """A headline figure in words; ``sign`` is 1 for a gain, -1 for a loss, 0 for neither.

    ``grade`` is that of the weakest number behind today's figure.
    """

    title: str
    level: str
    change: str
    interval: str
    period: str
    detail: str
    sign: int
    grade: str = ""


@dataclass(frozen=True, kw_only=True, eq=False)
class Page:
    """What stands on the page; ``figures`` are two, the wider one first."""

    finding: str
    period: str
    cards: Sequence[Card]
    strip: Sequence[str]
    figures: Sequence[Figure]
    footer: str
    style: Style


def page_png(page: Page) -> bytes:
    """Draw ``page`` at twice its size."""
    return to_png(page_svg(page), SCALE)


def page_svg(page: Page) -> bytes:
    """Draw ``page`` as vectors, with its texts as texts."""
    sheet = Picture(page.style, WIDTH, HEIGHT)
    inside = WIDTH - 2 * _MARGIN
    y = sheet.lines(page.finding, _MARGIN, _MARGIN * 0.6, 28, inside, bold=True)
    y = sheet.lines(page.period, _MARGIN, y + 2, 16, inside, ink="quiet") + _GAP
    wide = (inside - _GAP * (len(page.cards) - 1)) / len(page.cards)
    for i, card in enumerate(page.cards):
        _card(sheet, card, _MARGIN + i * (wide + _GAP), y, wide)
    y += _CARD_HEIGHT + 30
    for i, words in enumerate(page.strip):
        sheet.line(words, _MARGIN + i * inside / len(page.strip), y, 16)
    foot = sheet.foot(page.footer, _MARGIN, HEIGHT - _MARGIN / 2, _FOOTER, inside)
    _figures(sheet, page, y + 14, foot - _MARGIN / 2 - _FOOTER)
    return sheet.svg()


def _card(sheet: Picture, card: Card, x: float, y: float, width: float) -> None:
    sheet.box(x, y, width, _CARD_HEIGHT, fill="none", stroke=sheet.style.ink("grid"))
    left, right = x + _PAD, x + width - _PAD
    sheet.line(card.title, left, y + 28, 16, bold=True)
    if card.grade:
        sheet.mark(card.grade, right - 10, y + 22, 10)
    foot = y + 70
    sheet.line(card.level, left, foot, 32, bold=True)
    place = left + sheet.wide(card.level, 32, bold=True) + 16
    place = _pill(sheet, card, place, foot) + 12
    sheet.line(card.interval, place, foot - 3, 17, ink="quiet")
    sheet.line(card.period, left, y + 100, 15, ink="quiet")
    sheet.line(card.detail, right, y + 100, 15, ink="quiet", anchor="end")


def _pill(sheet: Picture, card: Card, x: float, foot: float) -> float:
    """Draw gain and loss by fill: solid, outlined, dotted; return the right edge."""
    ink, ground = sheet.style.ink("text"), sheet.style.ink("ground")
    width = sheet.wide(card.change, 18, bold=True) + 20
    look = {
        "fill": ink if card.sign > 0 else ground,
        "stroke": ink,
        "stroke_width": 1.5,
        "stroke_dasharray": "none" if card.sign else "2 3",
    }
    sheet.box(x, foot - 24, width, 30, **look)
    text_ink = "ground" if card.sign > 0 else "text"
    sheet.line(card.change, x + width / 2, foot - 3, 18, bold=True, ink=text_ink, anchor="middle")
    return x + width


def _figures(sheet: Picture, page: Page, top: float, foot: float) -> None:
    """Draw the charts side by side, their words above."""
    inside = WIDTH - 2 * _MARGIN - 2 * _GAP
    widths = [inside * _LEFT_PART, inside * (1 - _LEFT_PART)]
    places = [_MARGIN, _MARGIN + widths[0] + 2 * _GAP]
    lowest = top
    for figure, x, width in zip(page.figures, places, widths, strict=True):
        y = sheet.graded(figure.title, figure.grade, x, top, 19, width)
        lowest = max(lowest, sheet.lines(figure.subtitle, x, y, 14, width, ink="quiet"))
    for figure, x, width in zip(page.figures, places, widths, strict=True):
        sheet.chart(figure, x, lowest + 10, width, foot - lowest - 10, _ZOOM)
