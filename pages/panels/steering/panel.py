"""The lever panel in the sidebar: one component, or plain sliders where it did not load."""

from collections.abc import Callable
from contextlib import AbstractContextManager

import streamlit as st

from pages.components import loader
from pages.frame.panel_answer import MODULE
from pages.labels.catalogue import t
from pages.panels.steering import levers, panel_acts, panel_state, panel_words, precedent
from pages.panels.steering.spending import spending
from pages.plan import dragging, history, plan

_PANEL, _WORDS = "panel", "panel.words"


def marks() -> str:
    """Give rules of style for plain sliders; the component needs none."""
    if not loader.has_failed(MODULE):
        return ""
    precedent.note()
    return levers.marks()


def lever_panel(ahead: Callable[[], AbstractContextManager[None]], *, folded: bool) -> None:
    """Draw the levers and what they cost; as a part where the page is drawn in parts.

    ``ahead`` sends what the page shows of the levers ahead of all else; the levers are drawn within
    it, while that is computed. ``folded`` says that the page has no use for levers, which then
    stand folded to a rail.
    """
    if not loader.has_failed(MODULE):  # words seldom change: they are no matter of the part
        words = panel_words.words(plan.sheet().market)
        loader.mount(MODULE, key=_WORDS, data={"words": words}, isolated=True)
    if dragging.has_parts() and not loader.has_failed(MODULE):
        _part(ahead)
    elif loader.has_failed(MODULE):
        st.caption(t("panel.failed"))
        levers.plain_sliders()
        spending()
    else:
        _component(live=False, folded=folded)
        spending()


@st.fragment(key=dragging.LEVERS)
def _part(ahead: Callable[[], AbstractContextManager[None]]) -> None:
    with dragging.alone():
        with ahead():
            _component(live=not loader.has_failed(dragging.MODULE), folded=False)
        spending()


def _component(*, live: bool, folded: bool) -> None:
    if not dragging.is_on():  # a drag is one step, made when the hand lets go
        history.record()
    precedent.note()
    token = panel_words.words(plan.sheet().market)["token"]
    loader.mount(
        MODULE,
        key=_PANEL,
        data=panel_state.state(token, live=live, folded=folded),
        isolated=True,
        on_drag_change=lambda: panel_acts.drag(st.session_state[_PANEL]["drag"]),
        on_act_change=lambda: panel_acts.act(st.session_state[_PANEL]["act"]),
    )
