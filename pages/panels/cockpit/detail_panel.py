"""Below the main charts: one figure at a time, so that a move of a lever redraws few of them."""

from collections.abc import Callable

import streamlit as st

from pages.figures.outcome_figures import Stage
from pages.frame import canvas, choices
from pages.labels.catalogue import t
from pages.panels.cockpit import instant_panel, money_panel
from pages.panels.cockpit.drivers_panel import drivers
from pages.panels.cockpit.worth_panel import worth_panel


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
    chosen = choices.row(t("below.choose"), list(parts), "below", words=t)
    with st.container(key="below-figure"):
        parts[chosen]()


def _delivery(stage: Stage) -> None:
    if delivery := stage.delivery():
        canvas.draw(delivery)
    else:
        st.info(t("figure.delivery.empty"))
