"""Below the main charts: one figure at a time, so that a move of a lever redraws few of them."""

from collections.abc import Callable

import streamlit as st

from pages.charts.figure import Figure
from pages.figures.cockpit.money_figures import winners_losers_figure
from pages.figures.outcome_figures import Stage
from pages.frame import canvas, choices
from pages.labels.catalogue import t
from pages.panels.cockpit import instant_panel, money_panel
from pages.panels.cockpit.drivers_panel import drivers
from pages.panels.cockpit.worth_panel import worth_panel

_BELOW = "below"
_FOLLOWING: dict[str, Callable[[Stage], Figure | None]] = {
    "below.stakes": winners_losers_figure,
    "below.sides": Stage.sides,
    "below.revenue": Stage.revenue,
    "below.sellers": Stage.sellers,
    "below.delivery": Stage.delivery,
}


def chosen(stage: Stage) -> list[Figure]:
    """Give the figure that stands here, where it is one whose data alone the levers change."""
    figure = _FOLLOWING.get(st.session_state.get(_BELOW) or "below.stakes")  # the first at first
    return list(filter(None, [figure(stage)])) if figure else []


def detail_panel(stage: Stage) -> None:
    """Draw the figure that is chosen; the others cost nothing until they are asked for.

    Tabs would do the same, but the browser takes a tenth longer for each move of a lever.
    """
    parts: dict[str, Callable[[], object]] = {
        "below.stakes": lambda: money_panel.who_wins(stage),
        "below.drivers": lambda: drivers(stage),
        "below.sides": lambda: canvas.draw(stage.sides()),
        "below.revenue": lambda: canvas.draw(stage.revenue()),
        "below.sellers": lambda: canvas.draw(stage.sellers()),
        "below.delivery": lambda: _delivery(stage),
        "below.worth": lambda: worth_panel(stage.scenario),
    }
    if stage.market.instant:
        parts["below.instant"] = lambda: instant_panel.instant(stage)
    taken = choices.row(t("below.choose"), list(parts), _BELOW, words=t)
    with st.container(key="below-figure"):
        parts[taken]()


def _delivery(stage: Stage) -> None:
    if delivery := stage.delivery():
        canvas.draw(delivery)
    else:
        st.info(t("figure.delivery.empty"))
