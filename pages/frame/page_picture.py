"""The picture of any page, to take away: its finding, its charts and their grades."""

from collections.abc import Callable, Mapping
from typing import TypeVar

import streamlit as st

from pages import compute
from pages.compute.questions import picture_questions
from pages.export.page_sheet import PageSheet
from pages.frame import shown
from pages.frame.carrying import carrying
from pages.frame.take_away import logged
from pages.labels.catalogue import t

_Page = TypeVar("_Page")

_MIMES = {"png": "image/png", "svg": "image/svg+xml"}

_DRAWN = {"png": picture_questions.sheet_png, "svg": picture_questions.sheet_svg}


def take_page(name: str) -> None:
    """Offer the page that has run as PNG and SVG; the buttons exist while the menu is open."""
    figures = shown.figures()
    if not figures or shown.is_presented():
        return

    def page() -> PageSheet:
        sentence, below = shown.finding()
        return PageSheet(finding=sentence, below=below, figures=figures, style=figures[0].style)

    offer("take.sheet", page, _DRAWN, name)


def offer(
    key: str, make: Callable[[], _Page], drawn: Mapping[str, Callable[[_Page], bytes]], name: str
) -> None:
    """Offer a page by the kinds of ``drawn``; it is made, and the buttons exist, in an open menu.

    ``key`` is that of the menu, ``name`` that of the files without their ending.
    """
    menu = st.popover(
        t("take.page"),
        icon=":material/photo_camera:",
        type="tertiary",
        key=key,
        on_change="rerun",
    )
    if menu.open:
        page = make()
        with menu:
            for kind, draw in drawn.items():
                _file(f"{key}.{kind}", page, kind, draw, name)


def _file(key: str, page: _Page, kind: str, draw: Callable[[_Page], bytes], name: str) -> None:
    st.download_button(
        t(f"figure.{kind}"),
        logged(carrying(lambda: compute.ask(draw, page))),
        file_name=f"{name}.{kind}",
        mime=_MIMES[kind],
        key=key,
        on_click="ignore",
        type="tertiary",
    )
