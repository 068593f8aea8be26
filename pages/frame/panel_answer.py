"""The answer to the lever panel: that the data of what it told last are sent."""

import streamlit as st

from pages.components import loader
from pages.plan import dragging

MODULE = "panel/panel.js"
_KEY = "panel.answer"


def answer() -> None:
    """Tell the panel the number of what it told last; at the end of what is drawn for it."""
    if loader.has_failed(MODULE):
        return
    # A fragment and the page answer in turn, each in a place of its own.
    key = f"{_KEY}.{dragging.LIVE}" if dragging.is_on() else _KEY
    with st.container(key=f"{key}.quiet"):
        loader.mount(MODULE, key=key, data={"answer": {"n": dragging.told()}}, isolated=True)
