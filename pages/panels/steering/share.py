"""The menu Share: a button that copies the address, and the lines that give the same numbers."""

import streamlit as st

from models.scenario import Scenario
from pages import compute
from pages.components import loader
from pages.figures.reproduce import lines_of_plan, terminal_line
from pages.labels.catalogue import t
from pages.labels.names import slug


def share_menu(scenario: Scenario) -> None:
    """Draw the button, say what the address carries, and show how to compute the plan again."""
    data = {name: t(f"share.{name}") for name in ("copy", "copied", "refused")}
    loader.mount("share.js", key="share", data=data)
    st.caption(t("scenario.share_help"))
    draws = compute.screen_draws(scenario)
    st.caption(t("reproduce.terminal"))
    st.code(terminal_line(f"{slug(scenario.name)}.csv", scenario, draws), language=None)
    st.caption(t("reproduce.python"))
    st.code(lines_of_plan(scenario, draws), language=None)
