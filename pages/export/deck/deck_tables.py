"""Tables on slides: a rule below the head, figures to the right, rows as high as their words."""

from typing import Any

from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml.ns import qn
from pptx.util import Emu, Pt

from pages.export.chart_setting import INKS
from pages.export.chart_xml import element, outline
from pages.export.deck.deck_text import LINE, dress, lines_of, shown
from pages.figures.pack.pack_model import Table

PLAIN = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"
"""The style of tables without colours and lines."""

_SIZES = (14, 13, 12, 11, 10, 9)
_PAD = 6.0


def table(place: Any, told: Table, first: float = 0.0) -> Any:  # noqa: ANN401
    """Put a table into its placeholder; give the frame that holds it.

    ``first`` is the part of the width that the first column takes, 0 for an equal one.
    """
    wide, high = place.width, place.height
    frame = place.insert_table(len(told.rows) + 1, len(told.heads))
    native = frame.table
    native._tbl.tblPr.find(qn("a:tableStyleId")).text = PLAIN
    widths = _widths(wide, len(told.heads), first)
    for column, width in zip(native.columns, widths, strict=True):
        column.width = width
    size, heights = _fitted(told, [width / Pt(1) for width in widths], high / Pt(1))
    for row, (cells, height) in enumerate(zip((told.heads, *told.rows), heights, strict=True)):
        native.rows[row].height = Emu(int(height * Pt(1)))
        for column, text in enumerate(cells):
            _cell(native.cell(row, column), text, size, is_head=row == 0, is_name=column == 0)
    return frame


def _widths(wide: int, count: int, first: float) -> list[Emu]:
    head = int(wide * (first or 1.0 / count))
    rest = (wide - head) // max(1, count - 1)
    return [Emu(head), *(Emu(rest) for _ in range(count - 1))]


def _fitted(told: Table, widths: list[float], high: float) -> tuple[int, list[float]]:
    """Give the largest size at which all rows fit, and their heights, points."""
    heights: list[float] = []
    for size in _SIZES:
        heights = [
            max(
                lines_of(shown(text), size, width - 2 * _PAD) * size * LINE
                for text, width in zip(cells, widths, strict=True)
            )
            + 2 * _PAD
            for cells in (told.heads, *told.rows)
        ]
        if sum(heights) <= high:
            return size, heights
    return _SIZES[-1], heights


def _cell(cell: Any, text: str, size: int, *, is_head: bool, is_name: bool) -> None:  # noqa: ANN401
    cell.margin_left = cell.margin_right = Pt(_PAD if not is_name else 0)
    cell.margin_top = cell.margin_bottom = Pt(_PAD)
    cell.vertical_anchor = MSO_ANCHOR.BOTTOM if is_head else MSO_ANCHOR.TOP
    paragraph = cell.text_frame.paragraphs[0]
    paragraph.alignment = PP_ALIGN.LEFT if is_name else PP_ALIGN.RIGHT
    run = paragraph.add_run()
    run.text = shown(text)
    dress(run, size, bold=is_head, ink=INKS.ink("quiet") if is_head else INKS.ink("text"))
    rule = outline(INKS.ink("text") if is_head else INKS.ink("grid"), 1.0 if is_head else 0.75)
    cell._tc.get_or_add_tcPr().insert(
        0, element(rule.replace("a:ln ", "a:lnB ", 1).replace("</a:ln>", "</a:lnB>"))
    )
