"""Figures side by side as one component, which holds specifications and is sent data alone.

A specification is an ``altair.Chart`` of `pages.charts` as its ``to_dict``; the browser fetches it
once, by an address with its hash, makes a Vega view of it and gives that view new data as they
come, so nothing is mounted anew while the specification stays. A fragment redraws figures by
drawing the same board, under the same ``key``, inside itself: the view stays as well, and the
message holds the fragment's data alone. When everything that a message changed is drawn, the
window gets an event ``two-roads.drawn``.

``data`` of the component, as ``static/charts.js`` reads them::

    {"columns": [3, 2],              parts of the width, left to right
     "figures": [{"name": "trajectory",
                  "spec": "/app/static/charts/<hash>.json",
                  "height": 440,     pixels, kept free from the beginning
                  "alt": "…",        what the chart shows, for those who cannot see it
                  "words": "<div …", title, subtitle and mark, HTML with all text escaped
                  "table": {"rows": 57, "columns": {…}},      see `packing`
                  "choice": {"label": "…", "options": ["…", "…"], "at": 0} or null,
                  "take": "Download" or "",
                  "pick": "pick" or ""}]}                     a selection of the specification

Its state: ``picked``, key of the mark clicked last by figure; ``chosen`` and ``take``, sent when
the reader chooses or asks to take away, ``{"figure": name, "value": place}``.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import pyarrow as pa
import streamlit as st

from pages.charts.style import Spec
from pages.components import loader, specifications
from pages.components.packing import packed

MODULE = "charts.js"


@dataclass(frozen=True, kw_only=True)
class Choice:
    """A choice that stands beside a figure's words: what it is, the options, the one taken."""

    label: str
    options: tuple[str, ...]
    at: int


@dataclass(frozen=True, kw_only=True, eq=False)
class Drawing:
    """A figure as the component draws it; see the module for what each field is."""

    name: str
    spec: Spec
    table: pa.Table
    alt: str
    words: str
    choice: Choice | None = None
    take: str = ""
    pick: str = ""

    def data(self) -> dict[str, Any]:
        """Write it down for the browser."""
        choice = self.choice and vars(self.choice)
        return {
            "name": self.name,
            "spec": specifications.address(self.spec),
            "height": self.spec["height"],
            "alt": self.alt,
            "words": self.words,
            "table": packed(self.table),
            "choice": choice,
            "take": self.take,
            "pick": self.pick,
        }


def is_possible() -> bool:
    """Return whether the component runs in this session's browser, as far as is known."""
    return not loader.has_failed(MODULE)


def board(
    drawings: Sequence[Drawing],
    *,
    key: str,
    columns: Sequence[int] = (1,),
    chosen: Callable[[str, int], None] | None = None,
) -> str:
    """Draw figures side by side, ``columns`` their parts of the width.

    ``chosen`` is called before the page is drawn anew, with the figure and the place of the
    option. Returns the name of the figure that the reader asks to take away, or nothing.
    """

    def choose() -> None:
        if chosen and (told := st.session_state[key]["chosen"]):
            chosen(told["figure"], told["value"])

    state = loader.mount(
        MODULE,
        key=key,
        data={"columns": list(columns), "figures": [drawing.data() for drawing in drawings]},
        on_picked_change=_nothing,
        on_chosen_change=choose,
        on_take_change=_nothing,
    )
    return str(state["take"]["figure"]) if state["take"] else ""


def picked(key: str, figure: str) -> str:
    """Give the key of the mark of ``figure`` that was clicked last on the board ``key``."""
    state = st.session_state.get(key) or {}
    return str((state.get("picked") or {}).get(figure, ""))


def _nothing() -> None:
    """To be asked is enough: the page is drawn anew."""
