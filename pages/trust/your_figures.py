"""Your figures: what figures and tests of the reader's own change, before they are taken."""

import streamlit as st

from models.errors import ModelError
from pages.figures.answer_html import answer, sheet
from pages.figures.outcome_figures import style_of
from pages.figures.trust import own_day_figures
from pages.frame.shown import look_at
from pages.labels.catalogue import t
from pages.labels.names import plain
from pages.labels.said import said
from pages.panels.trust import laws, own_day, own_figures
from pages.plan import plan

scenario = plan.current()
style = style_of(plan.market(), dark=st.context.theme.type == "dark")
st.html(f"<style>{laws.style()}</style>{sheet()}")
look_at()  # at a market, and no plan
above = st.container()
taken = own_day.Answer()
try:
    moved = taken.moved() if taken.built else ()
except ModelError as error:
    st.error(plain(said(str(error))))
    st.stop()
with above:
    if taken.is_example:
        st.caption(t("your_figures.example"))
    if taken.built:
        sentence = own_day_figures.finding(moved, taken.built)
        below = own_day_figures.below(taken.built)
        st.html(answer(sentence, own_day_figures.purpose(taken.built), below))
    else:
        st.html(answer(t("your_figures.refused"), below=t("your_figures.purpose")))
own_day.figures(taken, moved, style)
own_day.details(taken)
own_figures.details(scenario, style)
