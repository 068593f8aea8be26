"""The part of the Cockpit that follows a drag: statement, figures, two main charts.

While a hand drags, a frame of it is sent alone, from the central run and a thin fan, as data of
one small component that writes them into the places where they stand. Everything else waits until
the hand lets go.
"""

from collections.abc import Sequence

import streamlit as st

from models.analysis.outcome import Outcome
from models.errors import ModelError
from models.scenario import Scenario
from pages import compute
from pages.components import loader
from pages.compute.questions import cockpit_questions as questions
from pages.figures.cockpit import rests
from pages.figures.cockpit.kpi import cards
from pages.figures.outcome_figures import Stage
from pages.frame import canvas
from pages.frame.menu import ASSUMPTIONS, linked
from pages.labels.catalogue import t
from pages.labels.names import plain
from pages.panels.cockpit.opening import opening, said
from pages.panels.record_line import record
from pages.plan import dragging, plan

_KEY = "live.frame"


@st.fragment(key=dragging.LIVE)
def live() -> None:
    """Draw what a drag is followed by, with the whole fan."""
    with dragging.alone():
        scenario = plan.current()
        if scenario.steps:
            compute.prefetch(questions.verdict, scenario)
        try:
            outcome = compute.ask(questions.outcome, scenario)
            opening(outcome, scenario)
        except ModelError as error:
            st.error(plain(str(error)))
            return
        _links(outcome, scenario)
        canvas.row(_figures(canvas.stage(outcome, scenario)), columns=(3, 2))


def _links(outcome: Outcome, scenario: Scenario) -> None:
    """Lead to what the ranges rest on, and to the record of a like decision, in a room that stays.

    Both are lines of small type.
    """
    with st.container(key="links", gap=None):
        st.page_link(
            linked(ASSUMPTIONS),
            label=plain(rests.line(outcome)),
            icon=":material/balance:",
            help=plain(t("reason.rests_help")),
        )
        record(scenario)


@st.fragment(key=dragging.FRAME)
def frame() -> None:
    """Send one frame of a drag; nothing while no hand drags."""
    if loader.has_failed(dragging.MODULE):
        return
    data: dict[str, object] = {}
    if dragging.is_on():
        with dragging.alone():
            try:
                data = _frame(compute.ask(questions.live, plan.current()))
            except ModelError:  # the whole run, when the hand lets go, says why
                data = {}
    loader.mount(dragging.MODULE, key=_KEY, data=data)


def _frame(outcome: Outcome) -> dict[str, object]:
    scenario = plan.current()
    return {
        "n": dragging.told(),
        "said": said(outcome, scenario),
        "cards": cards(outcome, thin=True),
        "figures": canvas.data(_figures(canvas.stage(outcome, scenario))),
    }


def _figures(stage: Stage) -> Sequence[canvas.Shown]:
    trajectory = stage.trajectory(changes=canvas.as_changes())
    return (
        canvas.Shown(figure=trajectory, control=canvas.view_control()),
        canvas.Shown(figure=stage.rivals()),
    )
