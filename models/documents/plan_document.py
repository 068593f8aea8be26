"""Documents that carry the plan they were made from: deck, workbook, memo, PDF, pictures."""

from collections.abc import Callable
from typing import NamedTuple, NoReturn

from models.documents.office_parts import plan_in_parts, with_part
from models.documents.pdf_attachment import plan_in_pdf, with_attachment
from models.documents.picture_text import PNG, plan_in_png, with_chunk, with_metadata
from models.documents.plan_element import plan_in_xml
from models.errors import Problem, ScenarioError
from models.scenario.csv.text import LIMIT

DOCUMENT_LIMIT = 25_000_000
"""Largest document that is read, bytes: a deck on a company's template holds pictures."""

KINDS = ("csv", "pptx", "xlsx", "docx", "pdf", "png", "svg")
"""Endings of files that open as plans."""


class _Format(NamedTuple):
    """How documents of one format begin, and how a plan is put in and found."""

    starts: tuple[bytes, ...]
    put: Callable[[bytes, bytes], bytes]
    find: Callable[[bytes], bytes | None]
    what: str


_FORMATS = (
    _Format((b"PK\x03\x04",), with_part, plan_in_parts, "office file"),
    _Format((b"%PDF-",), with_attachment, plan_in_pdf, "PDF"),
    _Format((PNG,), with_chunk, plan_in_png, "PNG"),
    _Format((b"<?xml", b"<svg"), with_metadata, plan_in_xml, "SVG"),
)


def with_plan(document: bytes, plan: bytes) -> bytes:
    """Put the bytes of a scenario file into a document, which looks the same as before.

    Raises
    ------
    ValueError
        The document is of no format that carries a plan.
    """
    if form := _format(document):
        return form.put(document, plan)
    msg = f"a document that begins with {document[:8]!r} carries no plan; use one of {KINDS[1:]}"
    raise ValueError(msg)


def plan_within(data: bytes) -> bytes:
    """Give the scenario file inside a document; ``data`` itself where it is no document.

    Raises
    ------
    ScenarioError
        The document is too large or carries no plan, or too large a one.
    """
    form = _format(data)
    if not form:
        return data
    if len(data) > DOCUMENT_LIMIT:
        _refuse(f"the document is larger than the limit of {DOCUMENT_LIMIT:,} bytes")
    plan = form.find(data)
    if plan is None:
        _refuse(f"this {form.what} carries no plan of this app")
    elif len(plan) > LIMIT or _format(plan):
        _refuse(f"this {form.what} carries a plan that is no scenario file")
    return plan


def _format(data: bytes) -> _Format | None:
    return next((form for form in _FORMATS if data.startswith(form.starts)), None)


def _refuse(what: str) -> NoReturn:
    remedy = "open a document that was exported here, or a scenario file (CSV)"
    raise ScenarioError([Problem(line=None, column=None, found="", message=f"{what}; {remedy}")])
