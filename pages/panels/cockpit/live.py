"""The part of the Cockpit that follows a drag: finding, cards and the two main charts.

While a hand drags, a frame of it is sent alone, from the central run and a thin fan, as data of
one small component that writes them into the places where they stand. Everything else waits until
the hand lets go.
"""

from collections.abc import Sequence

import streamlit as st

from models.analysis.outcome import Outcome
from models.errors import ModelError
from pages import compute
from pages.components import loader
from pages.compute.questions import cockpit_questions as questions
from pages.figures.cockpit.kpi import cards
from pages.figures.outcome_figures import Stage
from pages.frame import canvas
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
        try:
            outcome = compute.ask(questions.outcome, scenario)
        except ModelError as error:
            st.error(plain(str(error)))
            return
        opening(outcome, scenario, cards(outcome))
        record(scenario)
        canvas.row(_figures(canvas.stage(outcome, scenario)), columns=(3, 2))


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
