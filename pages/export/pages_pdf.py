"""The pages of a plan as one PDF, without an office program: each page's SVG, joined.

The renderer embeds of our typefaces what a page uses, so that Chinese reads alike everywhere.
"""

from collections.abc import Iterable
from io import BytesIO

import vl_convert
from pypdf import PdfReader, PdfWriter

from pages.charts.figure import Figure
from pages.export import page, pictures, typeface
from pages.export.page import Page

WIDE = 960.0
"""Width of every page in points: 13⅓ inches, that of slides of 16:9."""


def pages_pdf(first: Page, figures: Iterable[Figure], title: str) -> bytes:
    """Draw the page of a plan, then a page for each chart."""
    return joined([page.page_svg(first), *map(pictures.svg, figures)], title)


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
