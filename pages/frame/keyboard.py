"""Undo and redo by keys, by a listener of our own.

Streamlit's shortcut of a button also answers inside text and number fields, where the same keys
take back what was typed.
"""

from functools import cache
from pathlib import Path
from typing import Any

import streamlit as st

from pages.plan import history

_KEY = "plan.keys"
_WAYS = {"undo": -1, "redo": 1}


def keyboard() -> None:
    """Answer Ctrl+Z, Ctrl+Shift+Z and Ctrl+Y, on Macs by Cmd, as the buttons of `history` do.

    A press of the button itself would close the menu that is open, as a click beside it does.
    """
    _component()(key=_KEY, on_way_change=_go)


def _go() -> None:
    history.go(_WAYS[st.session_state[_KEY]["way"]])


@cache
def _component() -> Any:  # noqa: ANN401
    js = Path(__file__).with_suffix(".js").read_text("utf-8")
    return st.components.v2.component("plan_keys", js=js)
