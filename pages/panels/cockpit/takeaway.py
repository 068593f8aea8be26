"""The whole page as a picture to take away."""

from collections.abc import Callable

import streamlit as st

from pages import compute
from pages.compute.questions import picture_questions
from pages.export.overview import overview
from pages.export.page import Page
from pages.figures.outcome_figures import Stage
from pages.frame.carrying import carrying
from pages.frame.take_away import logged
from pages.labels.catalogue import t
from pages.labels.names import slug

_KINDS: dict[str, tuple[str, Callable[[Page], bytes]]] = {
    "png": ("image/png", picture_questions.page_png),
    "svg": ("image/svg+xml", picture_questions.page_svg),
}


def take_page(stage: Stage) -> None:
    """Offer the page as PNG and SVG; the buttons exist only while the menu is open."""
    menu = st.popover(
        t("take.page"),
        icon=":material/photo_camera:",
        type="tertiary",
        key="take.page",
        on_change="rerun",
    )
    if menu.open:
        page = overview(stage)
        with menu:
            for kind in _KINDS:
                _file(page, kind, slug(stage.scenario.name))


def _file(page: Page, kind: str, name: str) -> None:
    mime, draw = _KINDS[kind]
    st.download_button(
        t(f"figure.{kind}"),
        logged(carrying(lambda: compute.ask(draw, page))),
        file_name=f"{name}.{kind}",
        mime=mime,
        key=f"take.page.{kind}",
        on_click="ignore",
        type="tertiary",
    )
