"""The menu Share: a button that copies the address, and the lines that give the same numbers."""

from functools import cache
from pathlib import Path
from typing import Any

import streamlit as st

from models.scenario import Scenario
from pages import compute
from pages.figures.reproduce import lines_of_plan, terminal_line
from pages.labels.catalogue import t
from pages.labels.names import slug


def share_menu(scenario: Scenario) -> None:
    """Draw the button, say what the address carries, and show how to compute the plan again."""
    data = {name: t(f"share.{name}") for name in ("copy", "copied", "refused")}
    _component()(data=data, key="share")
    st.caption(t("scenario.share_help"))
    draws = compute.screen_draws(scenario)
    st.caption(t("reproduce.terminal"))
    st.code(terminal_line(f"{slug(scenario.name)}.csv", scenario, draws), language=None)
    st.caption(t("reproduce.python"))
    st.code(lines_of_plan(scenario, draws), language=None)


@cache
def _component() -> Any:  # noqa: ANN401
    here = Path(__file__)
    css, js = (here.with_name(f"share.{kind}").read_text("utf-8") for kind in ("css", "js"))
    html = '<button type="button"></button> <span role="status"></span>'
    return st.components.v2.component("share", html=html, css=css, js=js)
