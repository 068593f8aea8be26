"""Your figures: what figures and tests of the reader's own change, before they are taken."""

import streamlit as st

from pages.figures.outcome_figures import style_of
from pages.frame import choices
from pages.labels.catalogue import t
from pages.labels.html import headline
from pages.panels.trust import laws, own_figures
from pages.plan import plan

scenario = plan.current()
style = style_of(plan.market(), dark=st.context.theme.type == "dark")
st.html(f"<style>{laws.style()}</style>")
st.html(headline(t("your_figures.finding"), t("your_figures.purpose")))
choices.tabs(
    {
        "your_figures.tab.actuals": lambda: own_figures.actuals(scenario, style),
        "your_figures.tab.experiments": lambda: own_figures.experiments(scenario, style),
    },
    "your_figures.tabs",
)
