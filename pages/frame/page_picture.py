"""The picture of any page, to take away: its finding, its charts and their grades."""

from collections.abc import Callable

import streamlit as st

from pages import compute
from pages.compute.questions import picture_questions
from pages.export.page_sheet import PageSheet
from pages.frame import shown
from pages.frame.carrying import carrying
from pages.frame.take_away import logged
from pages.labels.catalogue import t

_KINDS: dict[str, tuple[str, Callable[[PageSheet], bytes]]] = {
    "png": ("image/png", picture_questions.sheet_png),
    "svg": ("image/svg+xml", picture_questions.sheet_svg),
}


def take_page(name: str) -> None:
    """Offer the page that has run as PNG and SVG; the buttons exist while the menu is open."""
    figures = shown.figures()
    if not figures or shown.is_presented():
        return
    menu = st.popover(
        t("take.page"),
        icon=":material/photo_camera:",
        type="tertiary",
        key="take.sheet",
        on_change="rerun",
    )
    if menu.open:
        sentence, below = shown.finding()
        style = figures[0].style
        page = PageSheet(finding=sentence, below=below, figures=figures, style=style)
        with menu:
            for kind in _KINDS:
                _file(page, kind, name)


def _file(page: PageSheet, kind: str, name: str) -> None:
    mime, draw = _KINDS[kind]
    st.download_button(
        t(f"figure.{kind}"),
        logged(carrying(lambda: compute.ask(draw, page))),
        file_name=f"{name}.{kind}",
        mime=mime,
        key=f"take.sheet.{kind}",
        on_click="ignore",
        type="tertiary",
    )
