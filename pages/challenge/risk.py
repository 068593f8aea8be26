"""Risk: how sure the targets are, in which futures the plan misses, and what shows it first."""

import streamlit as st

from models.errors import ModelError
from models.notation import quarters_after
from pages import compute
from pages.compute.questions import challenge_questions as questions
from pages.figures.challenge import risk_figures, risk_words
from pages.figures.html_tables import paragraph, sheet
from pages.figures.outcome_figures import style_of
from pages.frame import canvas
from pages.labels.names import plain
from pages.panels.challenge.risk_page import headline_of, tabs
from pages.panels.challenge.risk_targets import targets
from pages.plan import plan

scenario, market = plan.current(), plan.market()
style = style_of(market, dark=st.context.theme.type == "dark")
st.html(sheet())
top = st.empty()
wanted = targets(scenario)
try:
    stress = (
        compute.ask(questions.stressed, scenario, wanted) if wanted and scenario.steps else None
    )
except ModelError as error:
    st.error(plain(str(error)))
    st.stop()

top.html(headline_of(stress, scenario, quarters_after(market.vintage, scenario.horizon)[-1]))
if stress:
    sentences = [risk_words.sentence(stress, market)]
    if stress.signpost:
        sentences.append(risk_words.signpost(stress.signpost, market))
    st.html("".join(paragraph(sentence) for sentence in sentences))
    left, right = st.columns(2, gap="large")
    with left:
        canvas.draw(risk_figures.chances(stress, scenario, market, style))
    with right:
        canvas.draw(risk_figures.box(stress, scenario, market, style))
if scenario.steps:
    tabs(scenario, market, style)
