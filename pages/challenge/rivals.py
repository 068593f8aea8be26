"""Rivals: who takes back how much of our gain, what that costs them, and how both would play."""

import streamlit as st

from models.errors import ModelError
from pages import compute
from pages.compute.questions import challenge_questions as questions
from pages.figures.answer_html import sheet
from pages.figures.outcome_figures import style_of
from pages.frame.example_line import example_line
from pages.labels.names import plain
from pages.panels.challenge import rivals_page
from pages.plan import example

scenario, market = example.looked_at()
style = style_of(market, dark=st.context.theme.type == "dark")
st.html(sheet())
try:
    reaction = compute.ask(questions.reaction, scenario)
except ModelError as error:
    st.error(plain(str(error)))
    st.stop()

example_line(scenario)
st.html(rivals_page.headline_of(reaction, scenario, market))
rivals_page.draw(reaction, scenario, market, style)
rivals_page.details(reaction, scenario, market, style)
