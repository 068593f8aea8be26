"""What the open page has shown in this run: its finding and its charts, for whoever takes them.

A page draws as ever; what it draws is noted here, so that Present and the picture of the page need
nothing of the page itself.
"""

from contextvars import ContextVar

import streamlit as st

from pages.charts.figure import Figure
from pages.labels import html

PRESENT = "present"
"""Name in the address of the view that shows one chart at a time."""

_figures: ContextVar[tuple[Figure, ...]] = ContextVar("figures", default=())


def begin() -> None:
    """Forget what the run before has shown."""
    _figures.set(())
    html.forget_headline()


def note(figure: Figure) -> bool:
    """Note a chart of the page; return whether the page draws it, which Present does instead."""
    kept = [one for one in _figures.get() if one.name != figure.name]
    _figures.set((*kept, figure))
    return not is_presented()


def figures() -> tuple[Figure, ...]:
    """Give the charts of the page in their order."""
    return _figures.get()


def finding() -> tuple[str, str]:
    """Give the sentence of the page and the line below it; empty before it has one."""
    return html.written_headline()


def is_presented() -> bool:
    """Return whether the address asks for the present view."""
    return PRESENT in st.query_params
