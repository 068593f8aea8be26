"""The menu: sections and pages of the app, each page looked up on the disk once."""

import re
from collections.abc import Iterable, Mapping
from copy import copy
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from pages.labels.catalogue import t

_ADDRESS = re.compile(r"[\w-]+\Z")
"""What the last part of an address may be made of for a page of our own to stand there."""
_PAGES = Path(__file__).parents[1]
START, COCKPIT, COMPARE, CASES, ASSUMPTIONS, METHOD, LIBRARY, BOARD, NOT_FOUND = (
    str(_PAGES / f"{name}.py")
    for name in (
        "start/start",
        "decide/cockpit",
        "decide/compare",
        "trust/cases",
        "trust/assumptions",
        "trust/method",
        "share/library",
        "share/board",
        "start/not_found",
    )
)
"""Pages that others lead to; Streamlit looks for a bare path beside the page script."""


def menu(sections: Mapping[str, Mapping[str, str]]) -> StreamlitPage:
    """Draw the menu and give the page that is open; the Cockpit's address is the root.

    ``sections`` maps a section's label to its pages, label to path below ``pages``, in the order
    shown. Under an address that no page has, `NOT_FOUND` is open.
    """
    pages = {
        t(section): [copy(_page(path, t(label))) for label, path in parts.items()]
        for section, parts in sections.items()
    }
    if unknown := _unknown([one.url_path for parts in pages.values() for one in parts]):
        found = st.Page(NOT_FOUND, title=t("page.missing"), url_path=unknown, visibility="hidden")
        pages[""] = [found]
    return st.navigation(pages, position="top")


def linked(path: str) -> StreamlitPage:
    """Give a page to link to; a part of the page that is drawn alone knows none by its path."""
    return copy(_page(path, Path(path).stem))


# A page remembers whether it was run, so every run gets a copy of its own.
@cache
def _page(path: str, title: str) -> StreamlitPage:
    script = str(_PAGES / path)
    # Streamlit takes an address from every page, also from the one at the root: one nobody types.
    first = script == COCKPIT
    return st.Page(script, title=title, default=first, url_path="~" if first else None)


def _unknown(known: Iterable[str]) -> str:
    """Give the last part of the address where no page has it and one could; else nothing."""
    last = urlsplit(st.context.url or "").path.rpartition("/")[2]
    return last if _ADDRESS.match(last) and last not in known else ""
