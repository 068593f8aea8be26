"""What the page of the board pack asks for."""

import io
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from models.analysis.board_numbers import BoardNumbers
from models.scenario import Scenario
from pages.compute.questions import long
from pages.export import first_page, pack_writers
from pages.export.sheet import to_png
from pages.export.words import Words
from pages.figures.outcome_figures import style_of
from pages.figures.pack.board_pack import board_pack
from pages.figures.pack.pack_memo import memo
from pages.figures.pack.pack_numbers import DOES, DOUBTS, numbers_of
from pages.labels.catalogue import in_language

_ABOVE = 5
"""Pixels above a paragraph of the first page."""


@long
def pack_does(plans: tuple[Scenario, ...]) -> dict[str, Any]:
    """Compute the parts that say what the first plan does, the others beside it."""
    numbers = numbers_of(plans[0], plans[1:])
    return {name: numbers.part(name) for name in DOES}


@long
def pack_doubts(scenario: Scenario) -> dict[str, Any]:
    """Compute the parts that question a plan."""
    numbers = numbers_of(scenario)
    return {name: numbers.part(name) for name in DOUBTS}


@long
def pack_file(kind: str, numbers: BoardNumbers, language: str, date: str) -> bytes:
    """Write a document of the pack, by its ending.

    Raises
    ------
    KeyError
        No writer has that ending.
    """
    with in_language(language):
        return pack_writers.FILES[kind](numbers, board_pack(numbers, language, date))


@long
def pack_refreshed(
    edited: bytes, numbers: BoardNumbers, language: str, date: str, screen: str
) -> tuple[bytes, dict[str, int]]:
    """Bring an edited deck up to a plan; errors are in the language of the ``screen``.

    Raises
    ------
    TemplateError, RefreshError
        As `pack_writers.refreshed`.
    """
    with in_language(screen):
        return pack_writers.refreshed(edited, numbers, board_pack(numbers, language, date))


@long
def pack_charts(numbers: BoardNumbers, language: str, date: str) -> bytes:
    """Draw every chart of the pack as PNG and SVG, in one zip file."""
    files = pack_writers.charts(numbers, board_pack(numbers, language, date))
    buffer = io.BytesIO()
    with ZipFile(buffer, "w", ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(ZipInfo(name), data, ZIP_DEFLATED)
    return buffer.getvalue()


def pack_first_slide(numbers: BoardNumbers, language: str, date: str) -> bytes:
    """Draw the title slide as PNG; of the numbers it shows the outcome alone."""
    pack = board_pack(numbers, language, date)
    section = pack.section("title")
    with in_language(language):
        style = style_of(numbers.market)
        drawn = first_page.title_slide(
            section.title, section.lines["finding"], section.lines["meta"], pack.footer, style
        )
    return to_png(drawn, 1)


@long
def pack_first_page(numbers: BoardNumbers, language: str, date: str) -> bytes:
    """Draw the first page of the memo as PNG: its words, in their order."""
    told = memo(numbers, board_pack(numbers, language, date))
    words = [
        Words(text=told.subject, size=22, bold=True, before=_ABOVE),
        Words(text=told.meta, size=11, ink="quiet", before=_ABOVE),
        Words(text=told.call, size=16, bold=True, before=14),
        *(Words(text=text, before=6) for text in (told.cost, told.risk)),
    ]
    for part in told.parts:
        words.append(Words(text=part.heading, size=14, bold=True, before=16))
        words += [Words(text=text, before=_ABOVE) for text in part.paragraphs if text]
        words += [Words(text=f"{lead} · {text}", before=_ABOVE) for lead, text in part.bullets]
    with in_language(language):
        return to_png(first_page.page_of_words(words, style_of(numbers.market)), 1)
