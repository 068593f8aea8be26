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


FILES: dict[str, Writer] = {".pptx": deck}
"""Writers of one file, by its ending."""

FOLDERS: dict[str, FolderWriter] = {}
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
