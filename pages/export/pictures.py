"""A chart as a picture for a slide: title, subtitle and provenance drawn in, 16:9.

The specification is the one on the screen; the renderer carries its own typefaces, so a picture
looks the same on every machine and needs no browser.
"""

from pages.charts.figure import Figure
from pages.export.sheet import Picture, to_png

WIDTH, HEIGHT, SCALE = 1280, 720, 2
"""Pixels of a picture, 16:9, and how many of a PNG each of them is."""

_MARGIN = 40
_TITLE, _SUBTITLE, _FOOTER = 26, 16, 14
_ZOOM = 1.4
"""How much larger than on the screen a chart's letters are: those of a slide."""


def png(figure: Figure, width: int = WIDTH, height: int = HEIGHT) -> bytes:
    """Draw ``figure`` at twice ``width`` by ``height`` pixels."""
    return to_png(svg(figure, width, height), SCALE)


def svg(figure: Figure, width: int = WIDTH, height: int = HEIGHT) -> bytes:
    """Draw ``figure`` as vectors, with its texts as texts."""
    sheet = Picture(figure.style, width, height)
    inside = width - 2 * _MARGIN
    y = sheet.graded(figure.title, figure.grade, _MARGIN, _MARGIN, _TITLE, inside)
    y = sheet.lines(figure.subtitle, _MARGIN, y, _SUBTITLE, inside, ink="quiet")
    foot = sheet.foot(figure.footer, _MARGIN, height - _MARGIN / 2, _FOOTER, inside)
    top = y + _SUBTITLE
    sheet.chart(figure, _MARGIN, top, inside, foot - _FOOTER * 2 - top, _ZOOM)
    return sheet.svg()
