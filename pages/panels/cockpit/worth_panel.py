"""Below the charts: what the plan is worth, and the price of a visitor that decides it."""

import streamlit as st

from models.scenario import Scenario
from pages import compute
from pages.compute.questions import cockpit_questions as questions
from pages.figures.html_tables import paragraph, sheet
from pages.figures.worth_words import verdict, worth_table
from pages.frame.visitor_prices import visitor_prices
from pages.labels.catalogue import t


def worth_panel(scenario: Scenario) -> None:
    """Show value, worth and prices, with the fields that say what a visitor counts beside them."""
    left, right = st.columns([3, 2], gap="large")
    with right:
        visitor_prices("worth")
    with left:
        if not scenario.steps:
            st.info(t("worth.empty"))
            return
        outcome = compute.ask(questions.outcome, scenario)
        told, level = outcome.worth, outcome.level("worth")
        st.html(sheet() + paragraph(verdict(told)) + worth_table([scenario.name], [told], level))
        st.html(paragraph(t("worth.note", draws=told.draws), "quiet-note"))
