"""Beside the assumption that is chosen: the studies behind it, or the plan under the reader's."""

import streamlit as st

from models.errors import ModelError
from models.scenario import Scenario
from models.vintage import Market
from pages import compute
from pages.charts.style import Style
from pages.compute.questions import trust_questions as questions
from pages.figures.assumption_values import changed
from pages.figures.html_tables import paragraph
from pages.figures.trust import forest_words
from pages.figures.trust.assumption_figures import four_lines, parts_table, sentence
from pages.figures.trust.evidence_known import standing_of, studies_of
from pages.figures.trust.forest_figure import forest_figure
from pages.frame import canvas, choices
from pages.frame.shown import tell
from pages.labels.catalogue import t
from pages.labels.names import plain

VIEW, VIEWS = "assumptions.view", ("studies", "plan")


def views(name: str, scenario: Scenario, market: Market, metric: str, style: Style) -> None:
    """Draw the view that is chosen: studies at first, the plan once a number is moved."""
    if VIEW not in st.session_state:
        st.session_state[VIEW] = VIEWS[bool(changed(scenario))]
    view = choices.row(
        t("assumptions.view"), VIEWS, VIEW, words=lambda one: t(f"assumptions.view.{one}")
    )
    if view == "studies":
        _studies(name, scenario, market, style)
        return
    try:
        _plan(scenario, market, metric, style)
    except ModelError as error:
        st.error(plain(str(error)))


def _studies(name: str, scenario: Scenario, market: Market, style: Style) -> None:
    canvas.draw(forest_figure(name, scenario, market, style))
    tell(paragraph(forest_words.reason(name, standing_of(name)), "quiet-note"))
    if studies := studies_of(name):
        tell(forest_words.listed(studies))


def _plan(scenario: Scenario, market: Market, metric: str, style: Style) -> None:
    """Draw plan and no change under our assumptions and the reader's, and the parts of it."""
    weighing = compute.ask(questions.weighed, scenario)
    split, level = weighing.splits[metric], weighing.level(metric)
    view = "changes" if canvas.as_changes(first="levels") else "levels"
    figure = four_lines(weighing, metric, scenario, market, style, view)
    canvas.draw(figure, canvas.view_control(first="levels"))
    tell(parts_table(split, metric, weighing.quarters[-1], level))
    tell(sentence(split, metric, scenario, level))
