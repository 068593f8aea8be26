"""What the open page has shown in this run: its finding, its charts, what it tells beside them.

A page draws as ever; what it draws is noted here, so that Present and the picture of the page need
nothing of the page itself.
"""

from contextvars import ContextVar
from dataclasses import dataclass
from datetime import UTC, datetime
from html import escape

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from models.scenario import Scenario
from pages.charts.figure import Figure
from pages.figures.provenance import page_footer
from pages.labels import html
from pages.labels.names import plain

PRESENT = "present"
"""Name in the address of the view that shows one part of the page at a time."""


@dataclass(frozen=True, kw_only=True)
class Piece:
    """What a page tells without a chart; ``grade`` is that of the weakest number in it."""

    html: str
    grade: str = ""


_parts: ContextVar[tuple[Figure | Piece, ...]] = ContextVar("parts", default=())
_plans: ContextVar[tuple[Scenario, ...]] = ContextVar("plans", default=())


class NothingMoreError(Exception):
    """The page has said all that there is to say; it is no fault, and what all share follows."""


def begin(scenario: Scenario) -> None:
    """Forget what the run before has shown; a page looks at ``scenario`` unless it says else."""
    _parts.set(())
    _plans.set((scenario,))
    html.forget_headline()


def note(figure: Figure) -> bool:
    """Note a chart of the page; return whether the page draws it, which Present does instead."""
    others = (one for one in _parts.get() if isinstance(one, Piece) or one.name != figure.name)
    _parts.set((*others, figure))
    return not is_presented()


def tell(told: str, place: DeltaGenerator | None = None, head: str = "", grade: str = "") -> None:
    """Show HTML of ours on the page or in a ``place`` of it, and note it as a part of the page.

    ``head`` is a text to stand above it, ``grade`` that of the weakest number in it.
    """
    above = f"<h3>{escape(head)}</h3>" if head else ""
    _parts.set((*_parts.get(), Piece(html=above + told, grade=grade)))
    if not is_presented():
        if head:
            (place or st).subheader(plain(head))
        (place or st).html(told)


def look_at(*scenarios: Scenario) -> None:
    """Note whose figures the page shows; none where they are nobody's plan."""
    _plans.set(scenarios)


def plans() -> tuple[Scenario, ...]:
    """Give the plans that the page looks at."""
    return _plans.get()


def parts() -> tuple[Figure | Piece, ...]:
    """Give charts and HTML of the page in their order."""
    return _parts.get()


def finding() -> tuple[str, str, str]:
    """Give the sentence of the page, what belongs to it, and the line below; empty before one."""
    return html.written_headline()


def footer() -> str:
    """Say which plans the page looks at, when, and with which model."""
    date = today()
    charts = [part for part in parts() if isinstance(part, Figure)]
    # What is nobody's plan has the model of its charts, which name it.
    return page_footer(plans(), date) if plans() or not charts else date


def today() -> str:
    """Give the day that pictures of the page bear, ISO 8601."""
    return datetime.now(UTC).date().isoformat()


def is_presented() -> bool:
    """Return whether the address asks for the present view."""
    return PRESENT in st.query_params
