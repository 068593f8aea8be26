"""Cases: how far to trust the plan, by what came of seven decisions and what the model says."""

import streamlit as st

from models.errors import ModelError
from models.inputs import load_market
from models.notation import OWN
from pages.figures import answer_html
from pages.frame.shown import look_at
from pages.labels.catalogue import t
from pages.labels.names import plain
from pages.panels.trust import case_scores, laws
from pages.panels.trust.case_choice import choose, looked_at

platform = load_market().platforms[OWN]
own = platform.colour_dark if st.context.theme.type == "dark" else platform.colour
st.html(f"<style>:root{{--own:{own};}}{laws.style()}</style>{answer_html.sheet()}")
line, top = st.container(), st.empty()
top.html(answer_html.answer(t("cases.computing")))
case = choose()
scenario = looked_at(case)
with line:
    case_scores.example(case)
look_at(scenario)
try:
    top.html(case_scores.answer_of(scenario))
    case_scores.findings(case)
    case_scores.details(case)
except ModelError as error:
    st.error(plain(str(error)))
