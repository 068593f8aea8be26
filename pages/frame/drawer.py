"""Details folded away under their own words; they cost nothing until they are opened."""

from collections.abc import Callable, Mapping

import streamlit as st

from pages.labels.catalogue import t


def drawers(parts: Mapping[str, Callable[[], object]]) -> None:
    """Draw one drawer below the other, each under the words of its key, and what is open."""
    for key, draw in parts.items():
        drawer(key, draw)


def drawer(key: str, draw: Callable[[], object], label: str = "") -> None:
    """Draw a drawer, and if it is open what lies in it; ``label`` in place of the key's words."""
    part = st.expander(label or t(key), key=f"drawer.{key}", on_change="rerun", type="compact")
    if part.open:
        with part:
            draw()
