"""Below the statement: when the plan pays, what the reader counts a visitor at, and its parts."""

from collections.abc import Callable

import streamlit as st

from models.analysis.plan_worth import PlanWorth
from models.levers import INSTANT
from models.scenario import Scenario
from pages.components import loader
from pages.figures.cockpit import verdict
from pages.frame.panel_answer import MODULE
from pages.frame.visitor_prices import shopper_price
from pages.labels.catalogue import t
from pages.plan import asides, dragging

TRAFFIC = "taobao_traffic_share"
"""The lever that the product is named for."""


def verdict_panel(told: PlanWorth, scenario: Scenario) -> None:
    """Draw the condition with the field that ends its sentence, and how sure it is below."""
    instant = any(step.lever in INSTANT for step in scenario.steps)
    with st.container(key="verdict", horizontal=True, gap="small", vertical_alignment="center"):
        st.html(verdict.html(told, instant=instant), width="content")
        shopper_price("verdict.visitor_value")
    with st.container(key="sure", horizontal=True, gap="small", vertical_alignment="center"):
        st.html(verdict.sure_html(told))
        parts()


def parts() -> None:
    """Offer the traffic alone and the whole plan, where these are two plans."""
    levers = asides.of_whole_plan()
    if len(levers) < 2 or not (TRAFFIC in levers or asides.values()):
        return
    _part("whole", asides.put_back_all, chosen=not asides.values())
    if TRAFFIC in levers:
        _part("traffic", _traffic_only, chosen=levers - asides.values().keys() == {TRAFFIC})


def _part(name: str, act: Callable[[], None], *, chosen: bool) -> None:
    st.button(
        t(f"parts.{name}"),
        key=f"parts.{name}",
        type="secondary" if chosen else "tertiary",
        on_click=_taken,
        args=(act,),
    )


def _taken(act: Callable[[], None]) -> None:
    act()
    if loader.has_failed(MODULE):  # plain sliders are no part of their own
        st.rerun()
    dragging.redraw()


def _traffic_only() -> None:
    asides.only(TRAFFIC)
