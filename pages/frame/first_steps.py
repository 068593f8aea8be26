"""What helps on every page: terms, what a figure is, and the four steps of a first visit.

One component of the browser does all three. What it tells is fetched once, by address, so that a
run of the page carries a few words; a drag, which draws parts of the page alone, carries none.
"""

from urllib.parse import urlencode

import streamlit as st

from models.scenario.address import to_query
from pages.components import loader, specifications
from pages.frame import shown
from pages.frame.menu import METHOD
from pages.labels.catalogue import t
from pages.labels.glossary import help_texts
from pages.plan import plan

_KEY, _MODULE = "help.layer", "help/help.js"
_AGAIN, _FIGURE = "steps.again", "help.figure"
_NO_STEPS = "present"
"""In place of a page where steps would stand in the picture."""


def help_layer(page: str) -> None:
    """Help on the page of this address; the steps pass Start and the Cockpit."""
    if loader.has_failed(_MODULE):
        return
    loader.mount(
        _MODULE,
        key=_KEY,
        data={
            "texts": specifications.address(help_texts()),
            "page": _NO_STEPS if shown.is_presented() else page,
            "plan": urlencode(to_query(plan.current())),
            "again": st.session_state.get(_AGAIN, 0),
        },
        on_figure_change=_ask,
    )


def again_button() -> None:
    """Offer the steps once more."""
    st.button(t("steps.again"), key="steps.again.button", type="tertiary", on_click=_again)


def follow_figure() -> None:
    """Open Method where the reader asked what a figure is; before the page is drawn."""
    if figure := st.session_state.pop(_FIGURE, ""):
        st.switch_page(METHOD, query_params={"metric": figure})


def _ask() -> None:
    st.session_state[_FIGURE] = str(st.session_state[_KEY]["figure"] or "")


def _again() -> None:
    st.session_state[_AGAIN] = st.session_state.get(_AGAIN, 0) + 1
