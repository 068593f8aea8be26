"""The memo as a Word file: styles, lists and tables of the program itself, so that it is edited."""

from collections.abc import Mapping
from datetime import datetime
from io import BytesIO
from typing import TYPE_CHECKING

import docx
from docx.shared import Cm

from pages.charts.figure import Figure
from pages.export.memo_styles import CALL, CAPTION, CODE, LEAD, dress, framed
from pages.export.pictures import bare_png
from pages.figures.pack.pack_memo import Memo, Part
from pages.figures.pack.pack_model import Table
from pages.figures.reproduce import terminal_line
from pages.labels.catalogue import in_language, t

if TYPE_CHECKING:
    from docx.document import Document

_WIDTH = 16.6
"""Width between the margins, cm."""

_PICTURES = {"changes": (720, 262), "stakes": (720, 290), "tornado": (720, 250)}
"""Pixels of a chart before it is drawn at twice its size."""

_COLUMNS = (4.4, 2.2, 2.3, 2.2, 2.2, 3.3)


Pictures = Mapping[str, tuple[Figure, bytes]]
"""Charts by name with the picture of each."""


def pictures(figures: Mapping[str, Figure]) -> Pictures:
    """Draw charts of `pages.figures.pack.pack_figures`, in the language of the memo."""
    return {name: (one, bare_png(one, *_PICTURES[name])) for name, one in figures.items()}


def memo_file(memo: Memo, drawn: Pictures, file: str = "memo.docx") -> bytes:
    """Write the memo; ``file`` is its name, under which it opens as the plan again."""
    document = docx.Document()
    pack = memo.pack
    dress(document, pack.language, pack.colour, pack.footer)
    properties = document.core_properties
    properties.title, properties.author = memo.subject, pack.scenario.author
    properties.created = properties.modified = datetime.fromisoformat(pack.date)
    properties.comments = ""
    with in_language(pack.language):
        _head(document, memo)
        for part in memo.parts:
            _part(document, part, drawn)
        document.add_paragraph(f"{t('picture.grades')} {t('memo.reproduce')}", style=CAPTION)
        line = terminal_line(file, pack.scenario, pack.scenario.draws)
        document.add_paragraph(line, style=CODE)
    data = BytesIO()
    document.save(data)
    return data.getvalue()


def _head(document: "Document", memo: Memo) -> None:
    document.add_paragraph(memo.subject, style="Title")
    document.add_paragraph(f"{t('memo.title')} · {memo.pack.date} · {memo.meta}", style="Subtitle")
    for name in ("call", "cost", "risk"):
        if text := getattr(memo, name):
            _led(document, t(f"memo.{name}"), text, CALL)


def _led(document: "Document", lead: str, text: str, style: str) -> None:
    """Write a paragraph that begins with what it is about."""
    paragraph = document.add_paragraph(style=style)
    paragraph.add_run(lead, style=LEAD)
    paragraph.add_run(f"  {text}")


def _part(document: "Document", part: Part, drawn: Pictures) -> None:
    document.add_heading(part.heading, level=1)
    for text in part.paragraphs:
        paragraph = document.add_paragraph(text)
        paragraph.paragraph_format.keep_with_next = bool(part.bullets) or None
    for lead, text in part.bullets:
        _led(document, lead, text, "List Number" if part.key == "win" else "List Bullet")
    if part.table:
        _table(document, part.table)
    if part.figure in drawn:
        _picture(document, *drawn[part.figure])


def _table(document: "Document", table: Table) -> None:
    document.add_paragraph(table.title, style=CAPTION)
    grid = document.add_table(rows=0, cols=len(table.heads))
    grid.autofit = False
    for cells in (table.heads, *table.rows):
        row = grid.add_row()
        for text, cell, width in zip(cells, row.cells, _COLUMNS, strict=True):
            cell.width = Cm(width)
            cell.paragraphs[0].text = text
    for column, width in zip(grid.columns, _COLUMNS, strict=True):
        column.width = Cm(width)
    framed(grid)


def _picture(document: "Document", figure: Figure, picture: bytes) -> None:
    """Put a chart below its finding; measure and unit stand under the finding."""
    finding = document.add_paragraph(style=CAPTION)
    finding.add_run(figure.title, style=LEAD)
    finding.add_run(f"  {figure.subtitle}")
    paragraph = document.add_paragraph(style="Picture")
    shape = paragraph.add_run().add_picture(BytesIO(picture), width=Cm(_WIDTH))
    # What a reader hears who cannot see the chart.
    shape._inline.docPr.set("descr", f"{figure.title}. {figure.subtitle}")
