"""Drawers below the reason: who wins, why, deliveries, what money buys; each tells its finding."""

from collections.abc import Callable

import streamlit as st

from models.errors import ModelError
from pages import compute
from pages.compute.questions import cockpit_questions as questions
from pages.figures.cockpit.kpi import strip
from pages.figures.outcome_figures import Stage
from pages.frame import canvas
from pages.frame.drawer import drawer
from pages.labels.catalogue import t
from pages.labels.names import plain
from pages.panels.cockpit import instant_panel, money_panel
from pages.panels.cockpit.drivers_panel import drivers
from pages.panels.cockpit.worth_panel import worth_panel
from pages.plan import dragging, plan


def below() -> None:
    """Draw each drawer as a part of its own: one that is closed costs a move of a lever nothing."""
    with st.container(key="below", gap=None):
        for key in dragging.DRAWERS:
            if key != "below.instant" or plan.market().instant:
                _part(key)


def _part(key: str) -> None:
    @st.fragment(key=key)
    def part() -> None:
        drawer(key, lambda: _inside(key))

    part()


def _inside(key: str) -> None:
    with dragging.alone():
        scenario = plan.current()
        try:
            _DRAWN[key](canvas.stage(compute.ask(questions.outcome, scenario), scenario))
        except ModelError as error:
            st.error(plain(str(error)))


def _delivery(stage: Stage) -> None:
    if delivery := stage.delivery():
        canvas.draw(delivery)
    else:
        st.info(t("figure.delivery.empty"))


_DRAWN: dict[str, Callable[[Stage], object]] = {
    "below.stakes": money_panel.who_wins,
    "below.drivers": drivers,
    "below.sides": lambda stage: canvas.draw(stage.sides()),
    "below.revenue": lambda stage: canvas.draw(stage.revenue()),
    "below.sellers": lambda stage: canvas.draw(stage.sellers()),
    "below.delivery": _delivery,
    "below.worth": lambda stage: worth_panel(stage.scenario),
    "below.more": lambda stage: st.html(strip(stage.outcome)),
    "below.instant": instant_panel.instant,
    "money.section": money_panel.billion,
    "money.yields.ask": money_panel.yields,
}
