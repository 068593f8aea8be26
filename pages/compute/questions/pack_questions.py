"""What the page of the board pack asks for."""

from models.analysis.board_numbers import BoardNumbers
from models.scenario import Scenario
from pages.compute.questions import long
from pages.export import first_page, pack_writers
from pages.export.sheet import to_png
from pages.figures.outcome_figures import style_of
from pages.figures.pack.board_pack import board_pack, numbers_of
from pages.labels.catalogue import in_language


@long
def pack_numbers(plans: tuple[Scenario, ...]) -> BoardNumbers:
    """Compute what the pack of the first plan tells, the others beside it."""
    return numbers_of(plans[0], plans[1:])


@long
def pack_file(kind: str, numbers: BoardNumbers, language: str, date: str) -> bytes:
    """Write a document of the pack, by its ending.

    Raises
    ------
    KeyError
        No writer has that ending.
    """
    with in_language(language):
        return pack_writers.FILES[kind](numbers, board_pack(numbers, language, date))


@long
def pack_first_slide(numbers: BoardNumbers, language: str, date: str) -> bytes:
    """Draw the title slide as PNG."""
    pack = board_pack(numbers, language, date)
    section = pack.section("title")
    with in_language(language):
        style = style_of(numbers.market)
        drawn = first_page.title_slide(
            section.title, section.lines["finding"], section.lines["meta"], pack.footer, style
        )
    return to_png(drawn, 1)
