"""The writers of the pack by the ending of the file that is asked for.

Every writer takes the numbers and the pack that tells them, and gives the bytes of one file, or of
several by their names for a folder. Libraries load with the first use of a writer.
"""

from collections.abc import Callable, Mapping

from models.analysis.board_numbers import BoardNumbers
from models.documents.plan_document import with_plan
from models.scenario import Scenario
from models.scenario.csv.scenario_file import write_bytes
from pages.figures.pack.pack_model import BoardPack
from pages.labels.catalogue import in_language
from pages.labels.names import slug

Writer = Callable[[BoardNumbers, BoardPack], bytes]
FolderWriter = Callable[[BoardNumbers, BoardPack], Mapping[str, bytes]]

MIMES = {
    ".pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".pdf": "application/pdf",
    ".zip": "application/zip",
}


def carried(document: bytes, scenario: Scenario) -> bytes:
    """Put the plan into a document, which then opens as that plan."""
    return with_plan(document, write_bytes([scenario]))


def deck(numbers: BoardNumbers, pack: BoardPack, template: bytes | None = None) -> bytes:
    """Write the deck.

    Raises
    ------
    TemplateError
        The template cannot be used.
    """
    from pages.export.deck.deck_writer import deck as write

    return carried(write(pack, template), numbers.scenario)


def workbook(numbers: BoardNumbers, pack: BoardPack) -> bytes:
    """Write the workbook."""
    from pages.export.workbook import workbook as write
    from pages.figures.pack.pack_book import book

    return carried(write(book(numbers, pack), _name(pack, "xlsx")), numbers.scenario)


def memo(numbers: BoardNumbers, pack: BoardPack) -> bytes:
    """Write the memo."""
    from pages.export.memo import memo_file
    from pages.figures.pack.pack_memo import memo as drafted

    return carried(memo_file(drafted(numbers, pack), _name(pack, "docx")), numbers.scenario)


def pages(numbers: BoardNumbers, pack: BoardPack) -> bytes:
    """Write the pages: the plan's own, then a chart each."""
    from pages.export.overview import overview
    from pages.export.pages_pdf import pages_pdf
    from pages.figures.pack.pack_figures import pack_figures, stage_of

    figures = pack_figures(numbers, pack.language, pack.date)
    with in_language(pack.language):
        first = overview(stage_of(numbers, pack.date))
        return carried(pages_pdf(first, figures.values(), pack.scenario.name), numbers.scenario)


def charts(numbers: BoardNumbers, pack: BoardPack) -> dict[str, bytes]:
    """Draw every chart of the pack as PNG and SVG, by the name of its file."""
    from pages.export.pictures import SCALE, svg
    from pages.export.sheet import to_png
    from pages.figures.pack.pack_figures import pack_figures

    files = {}
    with in_language(pack.language):
        for name, figure in pack_figures(numbers, pack.language, pack.date).items():
            drawn = svg(figure)
            files[f"{name}.png"] = carried(to_png(drawn, SCALE), numbers.scenario)
            files[f"{name}.svg"] = carried(drawn, numbers.scenario)
    return files


def _name(pack: BoardPack, kind: str) -> str:
    """Name a file as the page of the pack does, for the lines that open it again."""
    return f"{slug(pack.scenario.name)}.{kind}"


FILES: dict[str, Writer] = {".pptx": deck, ".xlsx": workbook, ".docx": memo, ".pdf": pages}
"""Writers of one file, by its ending."""

FOLDERS: dict[str, FolderWriter] = {"charts": charts}
"""Writers of a folder, by its last name."""


def refreshed(
    edited: bytes, numbers: BoardNumbers, pack: BoardPack
) -> tuple[bytes, dict[str, int]]:
    """Bring an edited deck up to a plan; give it with the counts of what followed and what stays.

    Raises
    ------
    TemplateError, RefreshError
        The deck cannot be read, or holds no record of its numbers.
    """
    from pages.export.deck.refresh import refresh

    found = refresh(edited, pack)
    counts = {"charts": found.charts, "texts": found.texts, "kept": found.kept}
    return carried(found.data, numbers.scenario), counts
