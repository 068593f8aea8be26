"""Details folded away under their own words; they cost nothing until they are opened."""

from collections.abc import Callable, Mapping

import streamlit as st

from pages.labels.catalogue import t


def drawers(parts: Mapping[str, Callable[[], object]]) -> None:
    """Draw one drawer below the other, each under the words of its key, and what is open."""
    for key, draw in parts.items():
        drawer(key, draw)


def drawer(key: str, draw: Callable[[], object], label: str = "") -> None:
    """Draw a drawer, and if it is open what lies in it; ``label`` in place of the key's words.

    What was open is so again under other words and when the reader comes back to the page.
    """
    place, label = f"drawer.{key}", label or t(key)
    words, before = st.session_state.get(f"{place}.kept", (label, False))
    if place not in st.session_state or words != label:
        # Another widget to Streamlit, which would begin closed.
        st.session_state[place] = st.session_state.get(place, before)
    part = st.expander(label, key=place, on_change="rerun", type="compact")
    st.session_state[f"{place}.kept"] = label, part.open
    if part.open:
        with part:
            draw()
