"""Risk: how sure the targets are, on what that hangs, and in which futures the plan misses."""

import streamlit as st

from models.errors import ModelError
from pages import compute
from pages.compute.questions import challenge_questions as questions
from pages.compute.questions.cockpit_questions import outcome
from pages.figures.answer_html import answer, sheet
from pages.figures.challenge.risk_words import examples
from pages.figures.outcome_figures import style_of
from pages.frame.example_line import example_line
from pages.labels.catalogue import t
from pages.labels.names import plain
from pages.panels.challenge import risk_page
from pages.panels.challenge.risk_targets import targets
from pages.plan import example

scenario, market = example.looked_at()
style = style_of(market, dark=st.context.theme.type == "dark")
st.html(sheet())
example_line(scenario)
above = st.empty()
above.html(answer(t("risk.running")))
try:
    wanted = targets(scenario, examples(compute.ask(outcome, scenario)))
    stress = compute.ask(questions.stressed, scenario, wanted) if wanted else None
except ModelError as error:
    st.error(plain(str(error)))
    st.stop()

with above.container():
    st.html(risk_page.headline_of(stress, scenario, market))
    if stress:
        risk_page.picture(stress, market, style)
risk_page.details(stress, scenario, market, style)
