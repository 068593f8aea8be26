"""Taking a figure away: its picture and its data, made when they are asked for."""

import logging
from collections.abc import Callable
from dataclasses import replace
from functools import partial

import streamlit as st

from pages import compute
from pages.charts.figure import Figure
from pages.compute.questions import picture_questions
from pages.export.data import csv_of
from pages.figures.provenance import dated
from pages.frame import shown
from pages.frame.carrying import carrying
from pages.labels.catalogue import t
from pages.labels.names import plain

_MIMES = {"png": "image/png", "svg": "image/svg+xml", "csv": "text/csv"}

_LOG = logging.getLogger(__name__)


def dialog(figure: Figure) -> None:
    """Offer picture and data over the page."""
    st.dialog(t("figure.download"))(_offer)(figure)


def menu(figure: Figure) -> None:
    """Offer picture and data behind a button; theirs exist only while it is open."""
    opened = st.popover(
        t("figure.download"),
        icon=":material/download:",
        type="tertiary",
        key=f"take.{figure.name}",
        on_change="rerun",
    )
    if opened.open:
        with opened:
            _files(figure)


def _offer(figure: Figure) -> None:
    st.caption(plain(figure.title))
    with st.container(horizontal=True):
        _files(figure)


def _files(figure: Figure) -> None:
    for kind, make in makers(figure).items():
        _file(figure, kind, make)


def makers(undated: Figure) -> dict[str, Callable[[], bytes]]:
    """Give what makes each file of a figure by its ending; pictures bear the day of today."""
    figure = replace(undated, footer=dated(undated.footer, shown.today()))
    drawn = {"png": picture_questions.png, "svg": picture_questions.svg}
    pictures = {kind: carrying(partial(compute.ask, draw, figure)) for kind, draw in drawn.items()}
    return {**pictures, "csv": partial(csv_of, figure)}


def _file(figure: Figure, kind: str, make: Callable[[], bytes]) -> None:
    st.download_button(
        t(f"figure.{kind}"),
        logged(make),
        file_name=f"{figure.name}.{kind}",
        mime=_MIMES[kind],
        key=f"take.{figure.name}.{kind}",
        on_click="ignore",
        type="tertiary",
    )


def logged(make: Callable[[], bytes]) -> Callable[[], bytes]:
    """Log why a download failed: the browser learns only that it did."""

    def call() -> bytes:
        try:
            return make()
        except Exception:
            _LOG.exception("a download could not be made")
            raise

    return call
