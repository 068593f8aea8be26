"""The parts of the Cockpit that follow the levers at once: statement, figures, two main charts.

It is sent ahead as data of one small component that writes them into the places where they stand:
while a hand drags, and where cores are short, from the central run and a thin fan. Everything else
waits until the hand lets go and the browser has drawn them.
"""

from collections.abc import Sequence
from contextlib import suppress

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
from pages.frame.panel_answer import answer
from pages.labels.catalogue import t
from pages.labels.names import plain
from pages.panels.cockpit.opening import opening, said
from pages.panels.record_line import record
from pages.plan import address, dragging, plan, storage

_KEY, _REST, _HAD_PLAN = "live.frame", "live.rest", "live.plan"


@st.fragment(key=dragging.LIVE)
def live() -> None:
    """Say what the plan does and when it pays; the address and the browser keep the plan."""
    with dragging.alone():
        _words()
        address.write()
        storage.storage()
        _asking()
        if dragging.is_part():
            answer(dragging.LIVE)


def _words() -> None:
    """Say what the plan does, with the whole fan, and when it pays."""
    scenario = plan.current()
    try:
        outcome = compute.ask(questions.outcome, scenario)
        opening(outcome, scenario)
    except ModelError as error:
        st.error(plain(str(error)))
        return
    _links(outcome, scenario)
    st.session_state[_HAD_PLAN] = bool(outcome.planned)


@st.fragment(key=dragging.CHARTS)
def main_charts() -> None:
    """Draw the two main charts, with the whole fan."""
    with dragging.alone(), suppress(ModelError):  # what stands above says why
        scenario = plan.current()
        outcome = compute.ask(questions.outcome, scenario)
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


def _asking() -> None:
    """Let the browser ask for the rest, from the part that is all of the rest most of the time."""
    if not loader.has_failed(dragging.MODULE):
        loader.mount(dragging.MODULE, key=_REST, data={"asks": True}, on_rest_change=_rest)


def _rest() -> None:
    dragging.rest(whole=bool(st.session_state[_REST]["rest"]["whole"]))


def _is_all(outcome: Outcome) -> bool:
    """Return whether the charts that are sent ahead are all that the charts of the page become."""
    was_plan = st.session_state.get(_HAD_PLAN, False)  # without one stands what to try
    return was_plan and bool(outcome.planned) and not (dragging.is_thin() or dragging.drawers())


def _shown(outcome: Outcome) -> dict[str, object]:
    """Write down statement, figures and charts."""
    scenario, thin = plan.current(), dragging.is_thin()
    draws = min(scenario.draws, questions.LIVE_DRAWS) if thin else 0
    return {
        "said": said(outcome, scenario, draws=draws),
        "cards": cards(outcome, thin=thin),
        "figures": canvas.data(_figures(canvas.stage(outcome, scenario))),
    }


def _figures(stage: Stage) -> Sequence[canvas.Shown]:
    trajectory = stage.trajectory(changes=canvas.as_changes())
    return (
        canvas.Shown(figure=trajectory, control=canvas.view_control()),
        canvas.Shown(figure=stage.rivals()),
    )
