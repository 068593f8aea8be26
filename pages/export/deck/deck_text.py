"""Text on slides: as large as its place holds, Chinese in a Chinese typeface, never obeyed."""

import re
from collections.abc import Sequence
from typing import Any

from pptx.oxml.ns import qn
from pptx.util import Pt

from pages.export.chart_draw import EAST_ASIAN, LATIN
from pages.export.chart_setting import INKS
from pages.export.chart_xml import element
from pages.export.typeface import is_wide, wrapped
from pages.export.words import Words

LINE = 1.2
"""Height of a line in parts of its letters' size."""

_SMALLEST = 9
_LEAST, _STEP = 0.4, 0.04
"""Of the size meant, the least that letters shrink to, and by how much at a time."""

_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
"""What XML cannot hold."""


def clean(text: str) -> str:
    """Leave out what XML cannot hold."""
    return _CONTROLS.sub("", text)


_RANGE = re.compile(r"(?<=[\d,−-]) (?=[^\]\[]*\])")
_UNIT = re.compile(r"(?<=\d) (?=(?:bn|m)\b)")


def unbroken(text: str) -> str:
    """Keep a figure with its unit, and a range, on one line."""
    return _UNIT.sub("\N{NO-BREAK SPACE}", _RANGE.sub("\N{NO-BREAK SPACE}", text))


def shown(text: str) -> str:
    """Write a text as it stands on a slide."""
    return clean(unbroken(text))


def put(shape: Any, paragraphs: Sequence[Words]) -> None:  # noqa: ANN401
    """Write paragraphs into a shape, all of them smaller where its place would not hold them."""
    frame = shape.text_frame
    usual = _usual(shape)
    given = [one.size or usual for one in paragraphs]
    factor = _fitting(paragraphs, given, shape.width / Pt(1), shape.height / Pt(1))
    for number, (one, size) in enumerate(zip(paragraphs, given, strict=True)):
        paragraph = frame.paragraphs[0] if number == 0 else frame.add_paragraph()
        if one.before:
            paragraph.space_before = Pt(one.before)
        run = paragraph.add_run()
        run.text = shown(one.text)
        points = size if factor == 1.0 else max(_SMALLEST, round(size * factor))
        ink = one.ink and INKS.ink(one.ink)
        dress(run, points if points != usual else 0, bold=one.bold, ink=ink)


def _usual(shape: Any) -> float:  # noqa: ANN401
    """Size that the layout gives to letters of a placeholder, points."""
    for layer in (shape._base_placeholder, None):
        if layer is None:
            break
        found = layer._element.find(f".//{qn('a:lvl1pPr')}/{qn('a:defRPr')}")
        if found is not None and found.get("sz"):
            return int(found.get("sz")) / 100.0
    return 14.0


def _fitting(
    paragraphs: Sequence[Words], sizes: Sequence[float], width: float, height: float
) -> float:
    """Give the factor, 1 or less, by which all sizes shrink to fit."""
    factor = 1.0
    while factor > _LEAST:
        high = sum(
            one.before
            + size * factor * LINE * lines_of(unbroken(one.text), size * factor, width, one.bold)
            for one, size in zip(paragraphs, sizes, strict=True)
        )
        if high <= height:
            return factor
        factor -= _STEP
    return factor


def lines_of(text: str, size: float, width: float, bold: bool = False) -> int:
    """Count the lines that a text takes."""
    return len(wrapped(text, size, width * 0.97, bold=bold)) if text else 1


def dress(run: Any, size: float = 0, *, bold: bool = False, ink: str = "") -> None:  # noqa: ANN401
    """Set the letters of a run; Chinese ones get a typeface that has them."""
    font = run.font
    if size:
        font.size = Pt(size)
    if bold:
        font.bold = True
    if ink:
        fill = element(f'<a:solidFill><a:srgbClr val="{ink.lstrip("#")}"/></a:solidFill>')
        font._element.insert(0, fill)
    if any(map(is_wide, run.text)):
        properties = run._r.get_or_add_rPr()
        properties.set("lang", "zh-CN")
        properties.set("altLang", "en-US")
        properties.append(element(f'<a:latin typeface="{LATIN}"/>'))
        properties.append(element(f'<a:ea typeface="{EAST_ASIAN}"/>'))
