"""Accuracy: how the forecast did on quarters it had not seen, the group's own revenue first."""

import streamlit as st

from pages.figures.answer_html import sheet
from pages.frame.shown import look_at
from pages.panels.trust import accuracy_page, accuracy_report, laws

st.html(f"<style>{laws.style()}</style>{sheet()}")
look_at()  # at figures that were published, and no plan
st.html(accuracy_report.answer_of())
accuracy_page.picture(dark=st.context.theme.type == "dark")
accuracy_page.details()
laws.law_line()
