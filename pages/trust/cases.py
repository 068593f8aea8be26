"""Cases: how far to trust the plan, by what came of seven decisions and what the model says."""

import streamlit as st

from models.errors import ModelError
from models.inputs import load_market
from models.notation import OWN
from pages.figures.trust import seen_told
from pages.labels.catalogue import named, t
from pages.labels.html import headline
from pages.labels.names import plain
from pages.panels.trust import case_instant, case_scores, laws
from pages.panels.trust.case_choice import choose
from pages.panels.trust.case_options import lines, side_by_side
from pages.plan import plan

platform = load_market().platforms[OWN]
own = platform.colour_dark if st.context.theme.type == "dark" else platform.colour
st.html(f"<style>:root{{--own:{own};}}{laws.style()}</style>")
top = st.empty()
case = choose()
lesson = seen_told.lesson(case_scores.of_decision(case))
finding = t("cases.on", case=named(case), lesson=lesson)
top.html(headline(finding, case_scores.trust(case, plan.current())))
case_scores.findings(case)

st.subheader(t("cases.decision"))
st.html(case_scores.happened(case))
try:
    outcomes = side_by_side(case)
    case_instant.services_and_prices(case)
    with st.expander(t("cases.lines")):
        lines(case, outcomes)
except ModelError as error:
    st.error(plain(str(error)))
    st.stop()
case_scores.misses()
