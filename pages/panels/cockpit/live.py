"""The part of the Cockpit that follows the levers at once: finding, cards and the main charts.

It is sent ahead as data of one small component that writes them into the places where they stand:
while a hand drags, and where cores are short, from the central run and a thin fan. Everything else
waits until the hand lets go and the browser has drawn them.
"""

from collections.abc import Sequence
from contextlib import suppress

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
from pages.panels.cockpit import detail_panel
from pages.panels.cockpit.opening import opening, said
from pages.panels.record_line import record, told
from pages.plan import dragging, plan

_KEY, _REST, _DRAWN = "live.frame", "live.rest", "live.drawn"


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
        st.session_state[_DRAWN] = _others(outcome)


def ahead() -> None:
    """Send ahead what the plan in hand shows; nothing in runs that draw all of it."""
    if loader.has_failed(dragging.MODULE):
        return
    data: dict[str, object] = {}
    if dragging.is_ahead():
        data = {"n": dragging.told(), "rest": not dragging.is_on(), "whole": True}
        question = questions.live if dragging.is_thin() else questions.outcome
        with suppress(ModelError):  # the rest says why
            outcome = compute.ask(question, plan.current())
            data |= {"shown": _shown(outcome), "whole": not _is_all(outcome)}
    loader.mount(dragging.MODULE, key=_KEY, data=data)


def asking() -> None:
    """Let the browser ask for the rest, from the part that is all of the rest most of the time."""
    if not loader.has_failed(dragging.MODULE):
        loader.mount(dragging.MODULE, key=_REST, data={"asks": True}, on_rest_change=_rest)


def _rest() -> None:
    dragging.rest(whole=bool(st.session_state[_REST]["rest"]["whole"]))


def _is_all(outcome: Outcome) -> bool:
    """Return whether what is sent ahead is all that a move changes of what is on the page."""
    drawn = _others(outcome)
    return not dragging.is_thin() and drawn[0] and drawn == st.session_state.get(_DRAWN)


def _others(outcome: Outcome) -> tuple[bool, str, list[str]]:
    """Give what else the page says of a plan: whether there is one, its record, what is below."""
    scenario = plan.current()
    below = detail_panel.chosen(canvas.stage(outcome, scenario))
    names = [figure.name for figure in below if not st.session_state.get(dragging.YIELDS)]
    return bool(outcome.planned and names), told(scenario), names


def _shown(outcome: Outcome) -> dict[str, object]:
    """Write down finding, cards and figures; with a whole fan also the figure below them."""
    scenario, thin = plan.current(), dragging.is_thin()
    stage = canvas.stage(outcome, scenario)
    below = [] if thin else [canvas.Shown(figure=figure) for figure in detail_panel.chosen(stage)]
    return {
        "said": said(outcome, scenario),
        "cards": cards(outcome, draws=min(scenario.draws, questions.LIVE_DRAWS) if thin else 0),
        "figures": canvas.data([*_figures(stage), *below]),
    }


def _figures(stage: Stage) -> Sequence[canvas.Shown]:
    trajectory = stage.trajectory(changes=canvas.as_changes())
    return (
        canvas.Shown(figure=trajectory, control=canvas.view_control()),
        canvas.Shown(figure=stage.rivals()),
    )
