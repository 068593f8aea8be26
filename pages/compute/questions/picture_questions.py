"""Charts and pages as pictures."""

from pages.compute.questions import long
from pages.export.page import page_png, page_svg
from pages.export.page_sheet import sheet_png, sheet_svg
from pages.export.pictures import png, svg

__all__ = ["page_png", "page_svg", "png", "sheet_png", "sheet_svg", "svg"]

for _draw in (page_png, page_svg, sheet_png, sheet_svg, png, svg):
    long(_draw)
