"""Rivals: what they take back of our gain, what that costs them, and what both sides would do."""

import streamlit as st

from models.errors import ModelError
from pages import compute
from pages.compute.questions import challenge_questions as questions
from pages.figures.challenge import rivals_figures, rivals_tables
from pages.figures.html_tables import sheet
from pages.figures.outcome_figures import style_of
from pages.frame import canvas
from pages.labels.names import plain
from pages.panels.challenge import rivals_control
from pages.panels.challenge.rivals_game import game
from pages.panels.challenge.rivals_page import headline_of, measure
from pages.plan import plan

scenario, market = plan.current(), plan.market()
style = style_of(market, dark=st.context.theme.type == "dark")
st.html(sheet())
try:
    reaction = compute.ask(questions.reaction, scenario) if scenario.steps else None
    money = compute.ask(questions.money, scenario) if scenario.steps else None
except ModelError as error:
    st.error(plain(str(error)))
    st.stop()

st.html(headline_of(reaction, scenario, market))
rivals_control.bar(scenario, market)
if reaction:
    left, right = st.columns([3, 2], gap="large")
    with left:
        metric = measure()
        canvas.draw(rivals_figures.picture(reaction, metric, scenario, market, style))
    with right:
        st.html(rivals_tables.bill(reaction, market, style))
if reaction and money:
    st.html(rivals_tables.money(money, market, style, reaction.quarter))
game(scenario, market)
if reaction:
    st.html(rivals_tables.before_after(reaction))
