"""Undo and redo by keys, by a listener of our own.

Streamlit's shortcut of a button also answers inside text and number fields, where the same keys
take back what was typed.
"""

import streamlit as st

from pages.components import loader
from pages.plan import history

_KEY, _MODULE = "plan.keys", "keyboard.js"
_WAYS = {"undo": -1, "redo": 1}


def keyboard() -> None:
    """Answer Ctrl+Z, Ctrl+Shift+Z and Ctrl+Y, on Macs by Cmd, as the buttons of `history` do.

    A press of the button itself would close the menu that is open, as a click beside it does.
    """
    if not loader.has_failed(_MODULE):
        loader.mount(_MODULE, key=_KEY, data=None, on_way_change=_go)


def _go() -> None:
    history.go(_WAYS[st.session_state[_KEY]["way"]])
