"""The pages of a plan as one PDF, without an office program: each page's SVG, joined.

The renderer embeds of our typefaces what a page uses, so that Chinese reads alike everywhere.
"""

from collections.abc import Iterable
from io import BytesIO

import vl_convert
from pypdf import PdfReader, PdfWriter

from models.documents.plan_document import with_plan
from models.scenario import Scenario
from models.scenario.csv.scenario_file import write_bytes
from pages.charts.figure import Figure
from pages.export import page, pictures, typeface
from pages.export.page import Page

WIDE = 960.0
"""Width of every page in points: 13⅓ inches, that of slides of 16:9."""


def pages_pdf(first: Page, figures: Iterable[Figure], scenario: Scenario) -> bytes:
    """Draw the page of a plan and a page for each chart; the plan itself is attached."""
    drawn = [page.page_svg(first), *map(pictures.svg, figures)]
    return with_plan(joined(drawn, scenario.name), write_bytes([scenario]))


def joined(drawn: Iterable[bytes], title: str) -> bytes:
    """Turn drawings into pages of one PDF, all of one width."""
    typeface.register()
    writer = PdfWriter()
    for svg in drawn:
        pdf = PdfReader(BytesIO(vl_convert.svg_to_pdf(svg.decode("utf-8"))))
        for sheet in pdf.pages:
            added = writer.add_page(sheet)
            added.scale_by(WIDE / float(added.mediabox.width))
    writer.add_metadata({"/Title": title})
    file = BytesIO()
    writer.write(file)
    return file.getvalue()
