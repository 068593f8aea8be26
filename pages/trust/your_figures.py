"""Your figures: what figures and tests of the reader's own change, before they are taken."""

import streamlit as st

from models.errors import ModelError
from pages.figures.outcome_figures import style_of
from pages.figures.trust import own_day_figures
from pages.frame import choices
from pages.labels.catalogue import t
from pages.labels.html import headline
from pages.labels.names import plain
from pages.labels.said import said
from pages.panels.trust import laws, own_day, own_figures
from pages.plan import plan

scenario = plan.current()
style = style_of(plan.market(), dark=st.context.theme.type == "dark")
st.html(f"<style>{laws.style()}</style>")
answer = own_day.Answer()
try:
    moved = answer.moved() if answer.built else ()
except ModelError as error:
    st.error(plain(said(str(error))))
    st.stop()
if answer.built:
    sentence = own_day_figures.finding(moved, answer.built)
    st.html(headline(sentence, own_day_figures.below(answer.built)))
else:
    st.html(headline(t("your_figures.finding"), t("your_figures.purpose")))
choices.tabs(
    {
        "your_figures.tab.today": lambda: own_day.figures(answer, moved, style),
        "your_figures.tab.actuals": lambda: own_figures.actuals(scenario, style),
        "your_figures.tab.experiments": lambda: own_figures.experiments(scenario, style),
    },
    "your_figures.tabs",
)
