"""Undo and redo by keys, by a listener of our own.

Streamlit's shortcut of a button also answers inside text and number fields, where the same keys
take back what was typed.
"""

from functools import cache
from pathlib import Path
from typing import Any

import streamlit as st


def keyboard() -> None:
    """Have the buttons of `history` pressed by Ctrl+Z, Ctrl+Shift+Z and Ctrl+Y, on Macs by Cmd."""
    _component()(key="plan.keys")


@cache
def _component() -> Any:  # noqa: ANN401
    js = Path(__file__).with_suffix(".js").read_text("utf-8")
    return st.components.v2.component("plan_keys", js=js)
