"""An edited deck handed in on the page Board pack, and given back with the open plan's numbers."""

import streamlit as st

from models.analysis.board_numbers import BoardNumbers
from models.errors import ModelError
from pages import compute
from pages.compute.questions import pack_questions as questions
from pages.export.pack_writers import MIMES
from pages.frame.look import DOCUMENT_MB
from pages.labels.catalogue import language, t
from pages.labels.names import plain
from pages.panels import own_file
from pages.panels.share import pack_page

KIND = "deck"
_ENDING = "pptx"

_ROOM = 4
"""A deck this many times too large still gets here, where it is told so in the reader's words."""


def refresh(numbers: BoardNumbers, locale: str, date: str) -> None:
    """Take an edited deck in and offer it with new numbers; ``locale`` is that of its texts."""
    file = own_file.hand_in_document(KIND, _ENDING, _ROOM * DOCUMENT_MB)
    if file is None:
        return
    name = plain(file.name)
    try:
        with st.spinner(t("pack.refreshing", file=name)):
            known = pack_page.whole(numbers)
            data, counts = compute.ask(
                questions.pack_refreshed, file.data, known, locale, date, language()
            )
    except ModelError as error:
        st.error(plain(str(error)))
        return
    st.success(t("pack.refreshed", file=name, plan=plain(numbers.scenario.name), **counts))
    st.download_button(
        t("pack.take_refreshed"),
        data,
        file_name=file.name,
        mime=MIMES[f".{_ENDING}"],
        key="pack.take.refreshed",
        on_click="ignore",
        width="stretch",
    )
