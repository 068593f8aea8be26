"""Cockpit: what the plan gains, what it costs, what the rivals do about it."""

import streamlit as st

from models.errors import ModelError
from pages import compute
from pages.components.cockpit import money
from pages.components.cockpit.below import below
from pages.components.cockpit.kpi import cards
from pages.components.cockpit.opening import opening
from pages.components.shell import canvas, present
from pages.components.shell.report import plain
from pages.components.shell.takeaway import take_page
from pages.components.steering import plan
from pages.compute.questions import cockpit as questions
from pages.labels.catalogue import t

scenario = plan.current()
try:
    outcome = compute.ask(questions.outcome, scenario)
except ModelError as error:
    st.error(plain(str(error)))
    st.stop()

stage = canvas.stage(outcome, scenario)
if present.is_on():
    present.show(stage, money.figures(stage, scenario))
    st.stop()

take_page(stage)
opening(outcome, scenario)
cards(outcome)

left, right = st.columns([3, 2], gap="medium")
with left:
    canvas.draw(stage.trajectory(changes=canvas.as_changes()), canvas.view_control)
with right:
    canvas.draw(stage.rivals())

st.subheader(t("cockpit.below"))
below(stage)
money.what_money_buys(stage, scenario)
