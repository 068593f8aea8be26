"""Cockpit: what the plan gains, what it costs, what the rivals do about it."""

import streamlit as st

from models.errors import ModelError
from pages.components import canvas, compute, plan
from pages.components.finding import finding, period
from pages.components.kpi import cards
from pages.components.report import plain, reading_report
from pages.labels.catalogue import t
from pages.labels.html import headline

reading_report()
scenario = plan.current()
try:
    outcome = compute.outcome(scenario)
except ModelError as error:
    st.error(plain(str(error)))
    st.stop()

st.html(headline(finding(outcome, scenario.rivals), period(outcome, scenario.name)))
cards(outcome)

stage = canvas.stage(outcome, scenario)
left, right = st.columns([3, 2], gap="medium")
with left:
    canvas.draw(stage.trajectory(changes=canvas.as_changes()), canvas.view_control)
with right:
    canvas.draw(stage.rivals())

st.subheader(t("cockpit.below"))
left, right = st.columns(2, gap="medium")
with left:
    canvas.draw(stage.sides())
    canvas.draw(stage.sellers())
with right:
    canvas.draw(stage.revenue())
    if delivery := stage.delivery():
        canvas.draw(delivery)
    else:
        st.info(t("figure.delivery.empty"))
