"""The pack of a plan in every format but the deck: workbook, memo, pages, charts."""

from collections.abc import Callable

from models.analysis.board_numbers import BoardNumbers
from models.documents.plan_document import with_plan
from models.scenario.csv.scenario_file import write_bytes
from pages.export.memo import memo_file
from pages.export.overview import overview
from pages.export.pages_pdf import pages_pdf
from pages.export.pictures import SCALE, svg
from pages.export.sheet import to_png
from pages.export.workbook import workbook
from pages.figures.pack.pack_book import book
from pages.figures.pack.pack_figures import pack_figures, stage_of
from pages.figures.pack.pack_memo import FIGURES, memo
from pages.figures.pack.pack_model import BoardPack
from pages.labels.catalogue import in_language


def workbook_of(numbers: BoardNumbers, pack: BoardPack, file: str) -> bytes:
    """Write the workbook under the name ``file``."""
    return workbook(book(numbers, pack), file)


def memo_of(numbers: BoardNumbers, pack: BoardPack, file: str) -> bytes:
    """Write the memo under the name ``file``."""
    drawn = pack_figures(numbers, pack.language, pack.date, FIGURES)
    return memo_file(memo(numbers, pack), drawn, file)


def pages_of(numbers: BoardNumbers, pack: BoardPack, _: str) -> bytes:
    """Write the pages: the plan's own, then a chart each."""
    figures = pack_figures(numbers, pack.language, pack.date)
    with in_language(pack.language):
        first = overview(stage_of(numbers, pack.date))
        return pages_pdf(first, figures.values(), pack.scenario)


Writer = Callable[[BoardNumbers, BoardPack, str], bytes]

WRITERS: dict[str, Writer] = {"xlsx": workbook_of, "docx": memo_of, "pdf": pages_of}
"""Writers by the ending of their files."""


def charts_of(numbers: BoardNumbers, pack: BoardPack) -> dict[str, bytes]:
    """Draw every chart of the pack as PNG and SVG, by the name of its file, the plan in each."""
    plan = write_bytes([pack.scenario])
    figures = pack_figures(numbers, pack.language, pack.date)
    files = {}
    with in_language(pack.language):
        for name, figure in figures.items():
            drawn = svg(figure)
            files[f"{name}.png"] = with_plan(to_png(drawn, SCALE), plan)
            files[f"{name}.svg"] = with_plan(drawn, plan)
    return files
