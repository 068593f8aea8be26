"""Cockpit: what the plan gains, what it costs, what the rivals do about it."""

import streamlit as st

from models.errors import ModelError
from pages import compute
from pages.compute.questions import cockpit_questions as questions
from pages.figures.cockpit.answer_look import sheet
from pages.frame import canvas, present
from pages.labels.names import plain
from pages.panels.cockpit import money_panel
from pages.panels.cockpit.below import below
from pages.panels.cockpit.live import live, main_charts
from pages.panels.cockpit.takeaway import take_page
from pages.plan import dragging, plan

scenario = plan.current()
try:
    outcome = compute.ask(questions.outcome, scenario)
except ModelError as error:
    live() if dragging.has_parts() else st.error(plain(str(error)))  # both say why
    st.stop()

stage = canvas.stage(outcome, scenario)
st.html(sheet(stage.market, dark=stage.style.dark))
if present.is_on():
    present.show(stage, money_panel.figures(stage, scenario))
    st.stop()

take_page(stage)
live()
main_charts()

below()
