"""Below the statement: when the plan pays, what the reader counts a visitor at, and its parts."""

import streamlit as st

from models.analysis.plan_worth import PlanWorth
from models.levers import INSTANT
from models.scenario import Scenario
from pages.components import loader
from pages.figures.cockpit import verdict
from pages.frame.panel_answer import MODULE
from pages.frame.visitor_prices import shopper_price
from pages.labels.catalogue import t
from pages.labels.names import plain
from pages.plan import asides, dragging, locks

TRAFFIC = "taobao_traffic_share"
"""The lever that the product is named for."""

PARTS = WHOLE, TRAFFIC_ONLY = ("whole", "traffic")
_PARTS = "parts"


def condition(told: PlanWorth, scenario: Scenario) -> None:
    """Draw the condition as one sentence that ends in a field, its label and widget in one."""
    instant = any(step.lever in INSTANT for step in scenario.steps)
    when, lead = verdict.condition(told), verdict.counted(told, instant=instant)
    shopper_price("verdict.visitor_value", f"**{plain(when)}** {plain(lead)}")


def parts() -> None:
    """Offer the traffic alone and the whole plan, where these are two plans."""
    levers, closed = asides.of_whole_plan(), asides.values()
    if len(levers) < len(PARTS) or TRAFFIC not in levers:
        return
    is_traffic = levers - closed.keys() == {TRAFFIC}
    shown = TRAFFIC_ONLY if is_traffic else WHOLE if not closed else None
    if st.session_state.get(_PARTS) != shown:
        st.session_state[_PARTS] = shown
    st.segmented_control(
        t("parts.show"),
        PARTS,
        key=_PARTS,
        format_func=lambda part: t(f"parts.{part}"),
        label_visibility="collapsed",
        disabled=_is_locked(),
        on_change=_taken,
    )
    if _is_locked():
        st.caption(t("parts.locked"))


def _is_locked() -> bool:
    """Tell whether a lock keeps the parts as they are; the traffic itself stays in both."""
    return bool(locks.locked() & (asides.of_whole_plan() - {TRAFFIC} | asides.values().keys()))


def _taken() -> None:
    """Show the part that is chosen; one that is chosen already stays."""
    if _is_locked():  # a lever was locked beside it, and nothing has drawn it anew
        return
    chosen = st.session_state[_PARTS]
    if chosen == TRAFFIC_ONLY:
        asides.only(TRAFFIC)
    elif chosen == WHOLE:
        asides.put_back_all()
    if loader.has_failed(MODULE):  # plain sliders are no part of their own
        st.rerun()
    dragging.redraw()
