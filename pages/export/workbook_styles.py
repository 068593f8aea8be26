"""How cells of the workbook look, and the rows that every sheet begins with."""

from collections.abc import Sequence
from math import ceil
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from pages.export.typeface import width_of

_LINE, _PER_UNIT = 13.5, 1.8
"""Height of a line in points; a letter of ours in widths of a column, with room to spare."""

_QUIET = "#5B6472"
_TYPEFACE = {"english": "Arial", "chinese": "Microsoft YaHei"}
"""Faces that office programs bring along; where one is missing they take their own."""


class Styles:
    """Formats of one workbook, each made once; ``accent`` is the colour of the own group."""

    def __init__(self, book: Workbook, accent: str, language: str) -> None:
        self._book = book
        # Figures and words may come from two faces: stood on a foot or hung, they miss each other.
        self._base = {"font_name": _TYPEFACE[language], "font_size": 10, "valign": "vcenter"}
        self._numbers: dict[str, Format] = {}
        self.text = self._made()
        self.bold = self._made(bold=True)
        self.quiet = self._made(font_color=_QUIET)
        self.wrapped = self._made(text_wrap=True)
        self.finding = self._made(text_wrap=True, font_size=12)
        self.right = self._made(align="right", text_wrap=True)
        self.whole = self._made(num_format="0", align="left")
        self.centred = self._made(align="center")
        self.code = self._made(font_name="Consolas", font_size=9)
        self.title = self._made(bold=True, font_size=16)
        self.head = self._made(bold=True, bottom=2, bottom_color=accent, text_wrap=True)
        self.head_right = self._made(
            bold=True, bottom=2, bottom_color=accent, text_wrap=True, align="right"
        )

    def _made(self, **look: Any) -> Format:  # noqa: ANN401
        return self._book.add_format(self._base | look)

    def number(self, form: str) -> Format:
        """Give the format of numbers that are written as ``form`` says."""
        if form not in self._numbers:
            self._numbers[form] = self._made(num_format=form, align="right")
        return self._numbers[form]


def tall(sheet: Worksheet, row: int, texts: Sequence[str], widths: Sequence[float]) -> None:
    """Make a row as high as its texts need in columns of these widths, in characters.

    Programs differ in whether they do that themselves.
    """
    lines = max(ceil(width_of(x, _PER_UNIT) / w) for x, w in zip(texts, widths, strict=False))
    if lines > 1:
        sheet.set_row(row, lines * _LINE)


def title(sheet: Worksheet, styles: Styles, text: str, below: str) -> None:
    """Write the title of a sheet and what its numbers are."""
    sheet.set_row(0, 24)
    sheet.write_string(0, 0, text, styles.title)
    sheet.write_string(1, 0, below, styles.quiet)


def heads(sheet: Worksheet, styles: Styles, row: int, texts: Sequence[str], numbers: int) -> None:
    """Write heads of columns; from the column ``numbers`` on they stand at the right."""
    for column, text in enumerate(texts):
        sheet.write_string(
            row, column, text, styles.head_right if column >= numbers else styles.head
        )
