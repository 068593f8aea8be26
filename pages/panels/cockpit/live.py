"""The part of the Cockpit that follows a drag: finding, cards and the two main charts.

While a hand drags it is drawn alone, from the central run and a thin fan; everything else waits
until the hand lets go.
"""

import streamlit as st

from models.errors import ModelError
from pages import compute
from pages.compute.questions import cockpit_questions as questions
from pages.figures.cockpit.kpi import cards
from pages.frame import canvas
from pages.frame.panel_answer import answer
from pages.labels.names import plain
from pages.panels.cockpit.opening import opening
from pages.panels.record_line import record
from pages.plan import dragging, plan


@st.fragment(key=dragging.LIVE)
def live() -> None:
    """Draw what follows a drag, in whole runs with the whole fan."""
    is_frame = dragging.is_on()
    with dragging.alone():
        try:
            _draw(is_frame=is_frame)
        except ModelError as error:
            st.error(plain(str(error)))
        if is_frame:
            answer(dragging.LIVE)


def _draw(*, is_frame: bool) -> None:
    scenario = plan.current()
    outcome = compute.ask(questions.live if is_frame else questions.outcome, scenario)
    stage = canvas.stage(outcome, scenario)
    opening(outcome, scenario, cards(outcome, thin=is_frame))
    record(scenario)
    trajectory = stage.trajectory(changes=canvas.as_changes())
    canvas.row(
        [
            canvas.Shown(figure=trajectory, control=canvas.view_control()),
            canvas.Shown(figure=stage.rivals()),
        ],
        columns=(3, 2),
    )
