"""A chart as a picture for a slide: title, subtitle and provenance drawn in, 16:9.

The specification is the one on the screen; the renderer carries its own typeface, so a picture
looks the same on every machine and needs no browser.
"""

import unicodedata
from collections.abc import Iterator, Sequence
from xml.etree import ElementTree as ET

import vl_convert

from pages.charts.figure import Figure
from pages.charts.style import Style

FONT = "Liberation Sans"
"""Built into the renderer."""

WIDTH, HEIGHT, SCALE = 1280, 720, 2
"""Pixels of a picture, 16:9, and how many of a PNG each of them is."""

_SVG = "http://www.w3.org/2000/svg"
_MARGIN = 40
_TITLE, _SUBTITLE, _FOOTER = 26, 16, 12
_LEADING = 1.3
_EM_PER_LETTER = 0.52

ET.register_namespace("", _SVG)


def png(figure: Figure, width: int = WIDTH, height: int = HEIGHT) -> bytes:
    """Draw ``figure`` at twice ``width`` by ``height`` pixels."""
    drawn = svg(figure, width, height).decode("utf-8")
    return bytes(vl_convert.svg_to_png(drawn, scale=SCALE))


def svg(figure: Figure, width: int = WIDTH, height: int = HEIGHT) -> bytes:
    """Draw ``figure`` as vectors, with its texts as texts."""
    page = _page(figure.style, width, height)
    inside = width - 2 * _MARGIN
    y = float(_MARGIN)
    for text, size, weight, ink in _words(figure, inside):
        y += size * _LEADING
        _text(page, text, y, size, weight, figure.style.ink(ink))
    foot = height - _MARGIN / 2
    _text(page, figure.footer, foot, _FOOTER, "normal", figure.style.ink("quiet"))
    top = y + _SUBTITLE
    page.append(_chart(figure, top, inside, foot - _FOOTER * 2 - top))
    return ET.tostring(page, encoding="utf-8", xml_declaration=True)


def _words(figure: Figure, width: float) -> Iterator[tuple[str, int, str, str]]:
    """Lines above the chart: text, size, weight, ink."""
    for line in _wrapped(figure.title, _TITLE, width):
        yield line, _TITLE, "bold", "text"
    for line in _wrapped(figure.subtitle, _SUBTITLE, width):
        yield line, _SUBTITLE, "normal", "quiet"


def _page(style: Style, width: int, height: int) -> ET.Element:
    size = {"width": str(width), "height": str(height)}
    page = ET.Element(f"{{{_SVG}}}svg", size | {"viewBox": f"0 0 {width} {height}"})
    ET.SubElement(page, f"{{{_SVG}}}rect", size | {"fill": style.ink("ground")})
    return page


def _text(page: ET.Element, text: str, y: float, size: int, weight: str, ink: str) -> None:
    look = {"font-family": FONT, "font-size": str(size), "font-weight": weight, "fill": ink}
    place = {"x": str(_MARGIN), "y": f"{y:.1f}"}
    ET.SubElement(page, f"{{{_SVG}}}text", look | place).text = text


def _chart(figure: Figure, top: float, width: float, height: float) -> ET.Element:
    """Render the chart to fill the place between words and footer."""
    spec = figure.spec | {
        "datasets": {"main": figure.table.to_pylist()},
        "width": width,
        "height": height,
        "autosize": {"type": "fit", "contains": "padding"},
        "config": {**figure.spec["config"], "font": FONT},
    }
    chart = ET.fromstring(vl_convert.vegalite_to_svg(spec))
    chart.set("x", str(_MARGIN))
    chart.set("y", f"{top:.1f}")
    return chart


def _wrapped(text: str, size: int, width: float) -> Sequence[str]:
    """Break ``text`` into lines that fit, between words or between Chinese characters."""
    lines, line, used = [], "", 0.0
    for piece in _pieces(text):
        wide = sum(1.0 if _is_wide(c) else _EM_PER_LETTER for c in piece) * size
        if line and used + wide > width:
            lines.append(line.rstrip())
            line, used = "", 0.0
        line, used = line + piece, used + wide
    return [*lines, line.rstrip()] if line.strip() else lines


def _pieces(text: str) -> list[str]:
    pieces = [""]
    for character in text:
        pieces[-1] += character
        if character == " " or _is_wide(character):
            pieces.append("")
    return pieces


def _is_wide(character: str) -> bool:
    return unicodedata.east_asian_width(character) in "WF"
