"""Ledger: how well decisions and forecasts have held, and what made them miss."""

import streamlit as st

from models.errors import ModelError
from models.library import open_library
from pages.figures.answer_html import sheet
from pages.figures.outcome_figures import style_of
from pages.frame.shown import look_at
from pages.labels.names import plain
from pages.labels.said import said
from pages.panels.share import ledger_page
from pages.plan import plan

scenario = plan.current()
style = style_of(plan.market(), dark=st.context.theme.type == "dark")
st.html(sheet())
look_at()  # at decisions, each with a plan of its own
try:
    library = open_library()
    known = ledger_page.read(library)
except ModelError as error:
    st.error(plain(said(str(error))))
    st.stop()
for notice in library.notices:
    st.warning(plain(said(notice)))
ledger_page.opening(known, style)
ledger_page.steps(library, scenario, known)
ledger_page.details(known)
