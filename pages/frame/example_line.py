"""One line that says that a page shows an example, with the ways to a plan of one's own."""

import streamlit as st

from models.scenario import Scenario
from pages.frame import shown
from pages.frame.menu import COCKPIT
from pages.labels.catalogue import t
from pages.labels.names import plain
from pages.plan import plan


def example_line(scenario: Scenario, *, several: bool = False) -> None:
    """Say that ``scenario`` is an example, where it is not the reader's own plan.

    ``several`` where it stands for all plans of a case.
    """
    shown.look_at(scenario)
    if plan.current().steps:
        return
    with st.container(key="example", horizontal=True, gap="small", vertical_alignment="center"):
        words = "example.several" if several else "example.line"
        st.caption(plain(t(words, market=scenario.market, name=scenario.name)), width="content")
        if several:  # each has its own way into the Cockpit
            return
        # Not adopted unasked: a page that is only looked at changes nothing.
        if st.button(
            t("example.open"),
            key="example.open",
            type="tertiary",
            on_click=plan.adopt,
            args=(scenario,),
        ):
            st.switch_page(COCKPIT, query_params={})
