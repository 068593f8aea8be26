"""The picture of any page, to take away: its finding, charts and their grades, what it tells."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import TypeVar

import streamlit as st

from models.scenario import Scenario
from pages import compute
from pages.charts.figure import Figure
from pages.compute.questions import picture_questions
from pages.export.page_sheet import PageSheet
from pages.export.told import Told
from pages.export.told_html import blocks_of
from pages.frame import canvas, shown
from pages.frame.carrying import carrying
from pages.frame.take_away import logged
from pages.labels.catalogue import t

_Page = TypeVar("_Page")

_MIMES = {"png": "image/png", "svg": "image/svg+xml"}

_DRAWN = {"png": picture_questions.sheet_png, "svg": picture_questions.sheet_svg}


def take_page(name: str) -> None:
    """Offer the page that has run as PNG and SVG; the buttons exist while the menu is open."""
    if shown.finding()[0] and not shown.is_presented():
        offer("take.sheet", _sheet, _DRAWN, name, shown.plans())


def _sheet() -> PageSheet:
    """Compose the picture of what the page has shown."""
    sentence, more, below = shown.finding()
    parts = shown.parts()
    figures = [part for part in parts if isinstance(part, Figure)]
    pieces = [part for part in parts if isinstance(part, shown.Piece)]
    told = (Told(blocks=blocks_of(one.html), grade=one.grade) for one in pieces)
    return PageSheet(
        finding=sentence,
        more=more,
        below=below,
        figures=figures,
        told=[one for one in told if one.blocks],
        footer=shown.footer(),
        style=figures[0].style if figures else canvas.own_style(),
    )


def offer(
    key: str,
    make: Callable[[], _Page],
    drawn: Mapping[str, Callable[[_Page], bytes]],
    name: str,
    plans: Sequence[Scenario] = (),
) -> None:
    """Offer a page by the kinds of ``drawn``; it is made, and the buttons exist, in an open menu.

    ``key`` is that of the menu, ``name`` that of the files without their ending; they carry the
    one of ``plans``, else the reader's own.
    """
    menu = st.popover(
        t("take.page"),
        icon=":material/photo_camera:",
        type="tertiary",
        key=key,
        help=t("take.page"),  # a sign alone says little to a new reader
        on_change="rerun",
    )
    if menu.open:
        page = make()
        with menu:
            for kind, draw in drawn.items():
                make_file = carrying(partial(compute.ask, draw, page), plans)
                _file(f"{key}.{kind}", make_file, kind, name)


def _file(key: str, make: Callable[[], bytes], kind: str, name: str) -> None:
    st.download_button(
        t(f"figure.{kind}"),
        logged(make),
        file_name=f"{name}.{kind}",
        mime=_MIMES[kind],
        key=key,
        on_click="ignore",
        type="tertiary",
    )
