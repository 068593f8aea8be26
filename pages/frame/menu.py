"""The menu: sections and pages of the app, each page looked up on the disk once."""

from collections.abc import Mapping
from copy import copy
from functools import cache
from pathlib import Path

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from pages.labels.catalogue import t

_ROOT = Path(__file__).parents[2]
COCKPIT, CASES = (str(_ROOT / "pages" / name) for name in ("decide/cockpit.py", "trust/cases.py"))
"""Pages that others lead to; Streamlit looks for a bare path beside the page script."""


def menu(sections: Mapping[str, Mapping[str, str]]) -> StreamlitPage:
    """Draw the menu and give the page that is open.

    ``sections`` maps a section's label to its pages, label to path from the root, in
    the order shown.
    """
    pages = {
        t(section): [copy(_page(path, t(label))) for label, path in parts.items()]
        for section, parts in sections.items()
    }
    return st.navigation(pages, position="top")


def linked(path: str) -> StreamlitPage:
    """Give a page to link to; a part of the page that is drawn alone knows none by its path."""
    return copy(_page(path, Path(path).stem))


# A page remembers whether it was run, so every run gets a copy of its own.
@cache
def _page(path: str, title: str) -> StreamlitPage:
    return st.Page(_ROOT / path, title=title)
