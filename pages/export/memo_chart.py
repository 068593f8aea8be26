"""A native chart in a Word file, for which python-docx has no words."""

from typing import TYPE_CHECKING

from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part, XmlPart
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm

from pages.export.chart_draw import draw_alone
from pages.export.chart_setting import PAGE, heading
from pages.figures.pack.pack_model import Chart

if TYPE_CHECKING:
    from docx.document import Document
    from docx.text.paragraph import Paragraph

_CHART = "http://schemas.openxmlformats.org/drawingml/2006/chart"
_INCH = 2.54
"""cm."""


def put_chart(
    document: "Document", paragraph: "Paragraph", chart: Chart, size: tuple[float, float]
) -> None:
    """Put a chart behind what a paragraph holds; ``size`` is its width and height, cm."""
    wide, high = size
    place = document.part.relate_to(_chart_part(document, chart, size), RELATIONSHIP_TYPE.CHART)
    inline = parse_xml(
        f"<wp:inline {nsdecls('wp', 'a', 'r')} xmlns:c='{_CHART}'>"
        f'<wp:extent cx="{Cm(wide)}" cy="{Cm(high)}"/><wp:docPr id="{document.part.next_id}"/>'
        f'<wp:cNvGraphicFramePr/><a:graphic><a:graphicData uri="{_CHART}">'
        f'<c:chart r:id="{place}"/></a:graphicData></a:graphic></wp:inline>'
    )
    # What a reader hears who cannot see the chart.
    said = inline.find(qn("wp:docPr"))
    said.set("name", chart.key)
    said.set("descr", heading(chart))
    drawing = OxmlElement("w:drawing")
    drawing.append(inline)
    paragraph.add_run()._r.append(drawing)


def _chart_part(document: "Document", chart: Chart, size: tuple[float, float]) -> XmlPart:
    """Make the part of a chart, with the workbook that an office program opens to edit it."""
    package, number = document.part.package, len(document.inline_shapes) + 1
    space, book = draw_alone(chart, (size[0] / _INCH, size[1] / _INCH), PAGE)
    part = XmlPart(
        PackURI(f"/word/charts/chart{number}.xml"), CONTENT_TYPE.DML_CHART, space, package
    )
    sheet = Part(
        PackURI(f"/word/embeddings/chart{number}.xlsx"), CONTENT_TYPE.SML_SHEET, book, package
    )
    space.get_or_add_externalData().rId = part.relate_to(sheet, RELATIONSHIP_TYPE.PACKAGE)
    return part
