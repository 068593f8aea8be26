"""The template of the deck: ours, or one that is given, with layouts and placeholders by name."""

import io
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from zipfile import BadZipFile, ZipFile
from zlib import error as ZlibError

from lxml.etree import LxmlError
from pptx import Presentation
from pptx.exc import PythonPptxError

from models.documents.plan_document import DOCUMENT_LIMIT
from models.errors import ModelError
from pages.labels.catalogue import t

OURS = Path(__file__).parents[3] / "data" / "deck" / "board-pack.pptx"

LAYOUTS: Mapping[str, tuple[str, ...]] = {
    "title": ("Title", "Finding", "Meta", "Footer"),
    "answer": (
        *("Title", "Kicker", "Card 1", "Card 2", "Card 3", "Chart 1", "Chart 2", "Chart 3"),
        *("Text", "Footer"),
    ),
    "reason": (*("Title", "Kicker", "Chart 1", "Chart 2", "Chart 3", "Table", "Method", "Footer"),),
    "two charts": (
        *("Title", "Kicker", "Caption 1", "Chart 1", "Caption 2", "Chart 2", "Method", "Footer"),
    ),
    "chart and text": ("Title", "Kicker", "Chart 1", "Table", "Text", "Method", "Footer"),
    "table": ("Title", "Kicker", "Text", "Table", "Method", "Footer"),
}
"""Layouts that a template must have, each with the placeholders that are filled."""

MOST_UNPACKED = 8 * DOCUMENT_LIMIT
"""Bytes of all parts of a deck together: a zip that unpacks to more is not read."""

_UNREADABLE = (
    *(PythonPptxError, BadZipFile, ZlibError, LxmlError, LookupError, ValueError, AttributeError),
    *(NotImplementedError, RuntimeError, EOFError, OSError, TypeError),
)
"""What a file that is no deck, a broken or a locked one ends in."""

_KINDS = {"Chart": "chart", "Table": "tbl"}


class TemplateError(ModelError):
    """A template cannot be used; the message names what it lacks, in the language in use."""


def opened(data: bytes | None) -> Any:  # noqa: ANN401
    """Open a template, ours where none is given, without slides.

    Raises
    ------
    TemplateError
        The bytes are no presentation, or layouts or placeholders are missing.
    """
    deck = presentation(OURS.read_bytes() if data is None else data)
    if lacking := missing(deck):
        raise TemplateError(t("deck.lacks", what=t("finding.semicolon").join(lacking)))
    slides = deck.slides._sldIdLst
    for slide in list(slides):
        deck.part.drop_rel(slide.rId)
        slides.remove(slide)
    return deck


def presentation(data: bytes) -> Any:  # noqa: ANN401
    """Read a presentation.

    Raises
    ------
    TemplateError
        The bytes are none, or too many.
    """
    with readable():
        if len(data) <= DOCUMENT_LIMIT and _unpacked(data) <= MOST_UNPACKED:
            return Presentation(io.BytesIO(data))
    raise TemplateError(
        t("deck.too_large", size=f"{len(data) / 1e6:,.0f}", most=f"{DOCUMENT_LIMIT / 1e6:,.0f}")
    )


@contextmanager
def readable() -> Iterator[None]:
    """Say of a file that it is no deck where its parts do not hold what they should.

    They are read when they are needed, so that a broken one may show late.
    """
    try:
        yield
    except _UNREADABLE as error:
        raise TemplateError(t("deck.unreadable")) from error


def _unpacked(data: bytes) -> int:
    """Add up what the parts unpack to; no part gives more than it says."""
    with ZipFile(io.BytesIO(data)) as package:
        return sum(entry.file_size for entry in package.infolist())


def missing(deck: Any) -> list[str]:  # noqa: ANN401
    """Name the layouts and placeholders that a template lacks, a line each."""
    found = []
    layouts = {layout.name.lower(): layout for layout in deck.slide_layouts}
    for name, places in LAYOUTS.items():
        layout = layouts.get(name)
        if layout is None:
            found.append(t("deck.no_layout", layout=name, places=", ".join(places)))
            continue
        has = {_key(shape) for shape in layout.placeholders}
        lacks = [place for place in places if (place.lower(), _kind(place)) not in has]
        if lacks:
            found.append(t("deck.no_place", layout=name, places=", ".join(lacks)))
    return found


def _kind(place: str) -> str:
    return _KINDS.get(place.split()[0], "text")


def _key(shape: Any) -> tuple[str, str]:  # noqa: ANN401
    kind = shape._element.ph.get("type", "obj")
    return shape.name.lower(), kind if kind in _KINDS.values() else "text"


def layout_of(deck: Any, name: str) -> Any:  # noqa: ANN401
    """Give a layout by its name."""
    return next(layout for layout in deck.slide_layouts if layout.name.lower() == name)
