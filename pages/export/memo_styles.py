"""The styles of the memo, which a reader edits in one place each."""

from typing import TYPE_CHECKING, Any

from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

if TYPE_CHECKING:
    from docx.document import Document
    from docx.table import Table
    from docx.text.paragraph import Paragraph

CALL, CAPTION, CODE, LEAD, CHARTS = "Recommendation", "Caption", "Code", "Lead", "Charts"

_FACES = ("Arial", "Microsoft YaHei")
"""Faces for Latin and Chinese letters; programs without them take their likeness."""

_SIZE = {"english": 10.5, "chinese": 11.5}
"""Size of the text in points: as many pages in both languages."""

_TEXT, _QUIET, _RULE = "14213D", "5B6472", "C9CFD8"


def dress(document: "Document", language: str, accent: str, footer: str) -> None:
    """Set page, styles and footer; ``accent`` is #RRGGBB."""
    colour = accent.removeprefix("#")
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21.0), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.2)
    section.top_margin, section.bottom_margin = Cm(1.7), Cm(1.7)
    section.footer_distance = Cm(0.9)
    size = _SIZE[language]
    _style(document, "Normal", size=size, after=6, line=1.2)
    _style(document, "Title", size=22, bold=True, after=2)
    _style(document, "Subtitle", size=9.5, colour=_QUIET, after=10)
    _style(document, "Heading 1", size=14, bold=True, colour=colour, before=12, after=4)
    for name in ("List Bullet", "List Number"):
        _style(document, name, size=size, after=4, line=1.2)
    caption = _style(document, CAPTION, size=9, colour=_QUIET, before=5, after=3)
    caption.paragraph_format.keep_with_next = True
    _style(document, "Footer", size=7.5, colour=_QUIET)
    _style(document, CODE, size=8, colour=_QUIET, based="Normal", face="Consolas")
    _style(document, CHARTS, size=10, after=4, based="Normal")
    call = _style(document, CALL, size=size + 0.5, after=0, based="Normal", line=1.25)
    _shade(call, colour)
    bold = document.styles.add_style(LEAD, WD_STYLE_TYPE.CHARACTER)
    bold.font.bold = True
    bold.font.color.rgb = RGBColor.from_string(_TEXT)
    document.sections[0].footer.paragraphs[0].text = footer


def paragraph(document: "Document", style: str, text: str = "") -> "Paragraph":
    """Add a paragraph in a style."""
    added = document.add_paragraph(text)
    added._p.style = _id_of(style)
    return added


def lead(paragraph: "Paragraph", text: str) -> None:
    """Write in bold what a paragraph begins with."""
    paragraph.add_run(text)._r.style = _id_of(LEAD)


def _id_of(style: str) -> str:
    """Give the id of a style: to ask python-docx for it takes a millisecond, at every use."""
    return style.replace(" ", "")


def _style(
    document: "Document",
    name: str,
    *,
    size: float,
    bold: bool = False,
    colour: str = _TEXT,
    before: float = 0,
    after: float = 0,
    line: float = 1.0,
    based: str = "",
    face: str = _FACES[0],
) -> Any:  # noqa: ANN401
    """Set a style that there is, or make it on the base of another."""
    if based:
        style = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = document.styles[based]
    else:
        style = document.styles[name]
    style.font.size, style.font.bold, style.font.italic = Pt(size), bold, False
    style.font.color.rgb = RGBColor.from_string(colour)
    style.font.name = face
    fonts = style.element.rPr.rFonts
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{theme}"), None)
    fonts.set(qn("w:eastAsia"), _FACES[1])
    for spread in style.element.rPr.findall(qn("w:spacing")):
        style.element.rPr.remove(spread)
    form = style.paragraph_format
    form.space_before, form.space_after, form.line_spacing = Pt(before), Pt(after), line
    border = style.element.pPr.find(qn("w:pBdr"))
    if border is not None:
        style.element.pPr.remove(border)
    return style


def _shade(style: Any, colour: str) -> None:  # noqa: ANN401
    """Give a style a quiet ground and a rule at its left."""
    properties = style.element.get_or_add_pPr()
    borders = OxmlElement("w:pBdr")
    left = OxmlElement("w:left")
    for name, value in (("val", "single"), ("sz", "24"), ("space", "8"), ("color", colour)):
        left.set(qn(f"w:{name}"), value)
    borders.append(left)
    ground = OxmlElement("w:shd")
    for name, value in (("val", "clear"), ("color", "auto"), ("fill", "F3F5F8")):
        ground.set(qn(f"w:{name}"), value)
    properties.insert_element_before(borders, "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc")
    properties.insert_element_before(ground, "w:tabs", "w:spacing", "w:ind", "w:jc")
    style.paragraph_format.left_indent = Cm(0.35)


def framed(table: "Table") -> None:
    """Rule the head and the end of a table, set numbers at the right, keep its rows together."""
    for number, row in enumerate(table.rows):
        for column, cell in enumerate(row.cells):
            paragraph = cell.paragraphs[0]
            # As much room below the rule as above the next one.
            paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Pt(1)
            paragraph.paragraph_format.keep_with_next = True
            if column:
                paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
            for run in paragraph.runs:
                run.font.size = Pt(9)
                run.font.bold = number == 0
            _rule(cell, heavy=number == 0)


def _rule(cell: Any, *, heavy: bool) -> None:  # noqa: ANN401
    borders = OxmlElement("w:tcBorders")
    bottom = OxmlElement("w:bottom")
    look = {"val": "single", "sz": "8" if heavy else "4", "color": _TEXT if heavy else _RULE}
    for name, value in look.items():
        bottom.set(qn(f"w:{name}"), value)
    borders.append(bottom)
    cell._tc.get_or_add_tcPr().append(borders)
