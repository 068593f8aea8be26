"""Below the main charts: the three services of instant commerce, and what their visitors cost."""

from dataclasses import replace

import streamlit as st

from pages import compute
from pages.compute.questions import cockpit_questions as questions
from pages.figures import instant_words
from pages.figures.cockpit.instant_figures import instant_figures
from pages.figures.outcome_figures import Stage
from pages.frame import canvas
from pages.labels.catalogue import t


def instant(stage: Stage) -> None:
    """Draw orders and profit side by side; below them, the price of a food visitor that decides."""
    found = compute.ask(questions.instant_services, stage.scenario)
    if found is None:
        return
    for column, figure in zip(
        st.columns(2, gap="medium"), instant_figures(stage, found), strict=True
    ):
        with column:
            canvas.draw(figure)
    if not found.moved:
        return
    if "best-reply" in (stage.scenario.rivals, *dict(stage.scenario.conduct).values()):
        st.caption(t("instant.best_reply"))
    idle = replace(stage.scenario, name=t("chart.no_change"), steps=(), notes=())
    ours = replace(stage.scenario, name=t("chart.plan"))
    leads, earns = compute.ask(questions.food_prices, (idle, ours))
    st.caption(instant_words.prices(leads, (idle.name, ours.name), earns))
