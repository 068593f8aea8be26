"""Library: what changed since a plan was last opened, and all plans that are kept."""

import streamlit as st

from models.errors import ModelError
from pages.figures.answer_html import answer, sheet
from pages.figures.share import library_tables
from pages.frame.shown import NothingMoreError
from pages.labels.catalogue import t
from pages.labels.names import plain
from pages.labels.said import said
from pages.panels.share import library_list, library_plan

st.html(sheet() + library_tables.style())
top = st.empty()
try:
    library = library_list.opened()
    left, right = st.columns([1, 2], gap="large")
    with left:
        chosen = library_list.choose(library)
        library_list.whole(library)
except ModelError as error:
    top.html(answer(t("library.closed"), below=t("library.closed_below")))
    st.error(plain(said(str(error))))
    st.stop()
if not chosen:
    top.html(answer(t("library.none"), below=t("library.none_below")))
    raise NothingMoreError
try:
    with right:
        sentence, below = library_plan.draw(library, chosen)
    top.html(answer(sentence, below=below))
except ModelError as error:
    top.html(answer(t("library.refused", name=chosen), below=t("library.refused_below")))
    right.error(plain(said(str(error))))
