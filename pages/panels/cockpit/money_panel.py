"""Below the main charts: who wins and loses, and what money buys."""

from dataclasses import replace

import streamlit as st

from models.scenario import Scenario
from pages import compute
from pages.charts.figure import Figure
from pages.compute.questions import cockpit_questions as questions
from pages.figures.cockpit.money_figures import (
    returns_figure,
    subsidy_figure,
    winners_losers_figure,
)
from pages.figures.outcome_figures import Stage
from pages.frame import canvas
from pages.labels.catalogue import t


def figures(stage: Stage, scenario: Scenario) -> list[Figure]:
    """Give the figures that need no asking, for a view that shows one at a time."""
    possible = (winners_losers_figure(stage), _billion(stage, scenario))
    return [figure for figure in possible if figure]


def _billion(stage: Stage, scenario: Scenario) -> Figure:
    """Draw what RMB 1 bn buys from today's market on; the plan plays no part."""
    today = replace(scenario, steps=())
    return subsidy_figure(stage, compute.ask(questions.bundles, today))


def who_wins(stage: Stage) -> None:
    """Draw the stakes of sellers and rivals, or say how to see them."""
    if figure := winners_losers_figure(stage):
        canvas.draw(figure)
    else:
        st.info(t("money.stakes.empty"))


def billion(stage: Stage) -> None:
    """Draw RMB 1 bn as orders."""
    canvas.draw(_billion(stage, stage.scenario))


def yields(stage: Stage) -> None:
    """Draw what one RMB bn more buys in each lever."""
    canvas.draw(returns_figure(stage, compute.ask(questions.marginal_returns, stage.scenario)))
