"""Below the main charts: one figure at a time, so that a move of a lever redraws few of them."""

from collections.abc import Callable

import streamlit as st

from pages.components import canvas, money
from pages.components.drivers import drivers
from pages.components.figures import Stage
from pages.labels.catalogue import t


def below(stage: Stage) -> None:
    """Draw the figure whose tab is open; the others cost nothing until they are asked for."""
    parts: dict[str, Callable[[], object]] = {
        "below.stakes": lambda: money.who_wins(stage),
        "below.drivers": lambda: drivers(stage),
        "below.sides": lambda: canvas.draw(stage.sides()),
        "below.revenue": lambda: canvas.draw(stage.revenue()),
        "below.sellers": lambda: canvas.draw(stage.sellers()),
        "below.delivery": lambda: _delivery(stage),
    }
    tabs = st.tabs([t(name) for name in parts], key="below", on_change="rerun")
    for tab, draw in zip(tabs, parts.values(), strict=True):
        if tab.open:
            with tab:
                draw()


def _delivery(stage: Stage) -> None:
    if delivery := stage.delivery():
        canvas.draw(delivery)
    else:
        st.info(t("figure.delivery.empty"))
