"""The memo as a Word file: styles, lists and tables of the program itself, so that it is edited."""

from collections.abc import Sequence
from datetime import datetime
from io import BytesIO
from typing import TYPE_CHECKING

import docx
from docx.shared import Cm

from pages.export.chart_columns import names_of
from pages.export.chart_setting import PAGE
from pages.export.memo_chart import put_chart
from pages.export.memo_styles import (
    CALL,
    CAPTION,
    CHARTS,
    CODE,
    dress,
    framed,
    lead,
    paragraph,
)
from pages.figures.pack.pack_memo import Exhibit, Memo, Part
from pages.figures.pack.pack_model import Chart, Table
from pages.figures.reproduce import terminal_line
from pages.labels.catalogue import in_language, t

if TYPE_CHECKING:
    from docx.document import Document

_WIDTH = 16.6
"""Width between the margins, cm."""

_OVER_TIME = 4.4
_HEAD, _LINE, _GAP = 1.3, 0.34, 0.12
"""Heights of charts, cm: over time; in others of heading and axis, a line of a name, a gap."""

_COLUMNS = (4.4, 2.2, 2.3, 2.2, 2.2, 3.3)


def memo_file(memo: Memo, file: str = "memo.docx") -> bytes:
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
            _part(document, part)
        paragraph(document, CAPTION, f"{t('picture.grades')} {t('memo.reproduce')}")
        paragraph(document, CODE, terminal_line(file, pack.scenario, pack.scenario.draws))
    data = BytesIO()
    document.save(data)
    return data.getvalue()


def _head(document: "Document", memo: Memo) -> None:
    paragraph(document, "Title", memo.subject)
    paragraph(document, "Subtitle", f"{t('memo.title')} · {memo.pack.date} · {memo.meta}")
    for name in ("call", "cost", "risk"):
        if text := getattr(memo, name):
            _led(document, t(f"memo.{name}"), text, CALL)


def _led(document: "Document", about: str, text: str, style: str) -> None:
    """Write a paragraph that begins with what it is about."""
    added = paragraph(document, style)
    lead(added, about)
    added.add_run(f"  {text}")


def _part(document: "Document", part: Part) -> None:
    paragraph(document, "Heading 1", part.heading)
    for text in part.paragraphs:
        added = document.add_paragraph(text)
        added.paragraph_format.keep_with_next = bool(part.bullets) or None
    for about, text in part.bullets:
        _led(document, about, text, "List Number" if part.key == "win" else "List Bullet")
    if part.table:
        _table(document, part.table)
    if part.exhibit:
        _exhibit(document, part.exhibit)


def _table(document: "Document", table: Table) -> None:
    paragraph(document, CAPTION, table.title)
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


def _exhibit(document: "Document", exhibit: Exhibit) -> None:
    """Put charts beside each other below their finding; how they are read stands behind it."""
    _led(document, exhibit.finding, exhibit.how, CAPTION)
    line = paragraph(document, CHARTS)
    wide = _WIDTH / len(exhibit.charts)
    for chart in exhibit.charts:
        put_chart(document, line, chart, (wide, _high(exhibit.charts)))


def _high(charts: Sequence[Chart]) -> float:
    """Give the height of charts that stand beside each other, cm: rows take what they need."""
    names = [name for chart in charts if chart.texts for name in names_of(chart, PAGE)]
    rows = max(len(chart.texts) for chart in charts)
    lines = max((name.count("\n") + 1 for name in names), default=0)
    return _HEAD + rows * (lines * _LINE + _GAP) if rows else _OVER_TIME
