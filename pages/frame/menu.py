"""The menu: sections and pages of the app, each page looked up on the disk once."""

import re
from collections.abc import Iterable, Mapping
from copy import copy
from functools import cache
from urllib.parse import urlsplit

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from pages.labels.catalogue import t

_ADDRESS = re.compile(r"[\w-]+\Z")
"""What the last part of an address may be made of for a page of our own to stand there."""


def menu(sections: Mapping[str, Mapping[str, str]], root: str, missing: str) -> StreamlitPage:
    """Draw the menu and give the page that is open.

    Parameters
    ----------
    sections
        A section's label to its pages, label to path, in the order shown.
    root
        Path of the page that opens without an address.
    missing
        Path of the page that opens under an address that no page has.
    """
    pages = {
        t(section): [copy(_page(path, t(label), path == root)) for label, path in parts.items()]
        for section, parts in sections.items()
    }
    if unknown := _unknown([one.url_path for parts in pages.values() for one in parts]):
        found = st.Page(missing, title=t("page.missing"), url_path=unknown, visibility="hidden")
        pages[""] = [found]
    return st.navigation(pages, position="top")


# A page remembers whether it was run, so every run gets a copy of its own.
@cache
def _page(path: str, title: str, is_root: bool) -> StreamlitPage:
    return st.Page(path, title=title, default=is_root)


def _unknown(known: Iterable[str]) -> str:
    """Give the last part of the address where no page has it and one could; else nothing."""
    last = urlsplit(st.context.url or "").path.rpartition("/")[2]
    return last if _ADDRESS.match(last) and last not in known else ""
