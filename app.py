"""Two Roads in the browser: the router, and what every page shares."""

import streamlit as st

from pages.components.server import compute
from pages.components.server.turn import turn
from pages.components.shell import present
from pages.components.shell.look import ICON, look
from pages.components.shell.menu import menu
from pages.components.shell.settings import settings_bar
from pages.components.shell.speech import language_switch, speak
from pages.components.steering import address, plan
from pages.components.steering.levers import lever_panel, marks
from pages.components.steering.scenario_io import scenario_bar
from pages.labels.catalogue import t

SECTIONS = {
    "section.decide": {
        "page.cockpit": "pages/decide/cockpit.py",
        "page.compare": "pages/decide/compare.py",
        "page.best_plan": "pages/decide/best_plan.py",
    },
    "section.challenge": {
        "page.rivals": "pages/challenge/rivals.py",
        "page.risk": "pages/challenge/risk.py",
        "page.organisation": "pages/challenge/organisation.py",
    },
    "section.trust": {
        "page.cases": "pages/trust/cases.py",
        "page.accuracy": "pages/trust/accuracy.py",
        "page.assumptions": "pages/trust/assumptions.py",
    },
}
"""Sections in the order of the menu; each page by its label."""

SIDEBAR_WIDTH = 300


def page() -> None:
    """Draw what every page shares, then the page that is open."""
    speak()
    st.set_page_config(
        page_title=t("app.title"),
        page_icon=ICON,
        layout="wide",
        initial_sidebar_state=SIDEBAR_WIDTH,
    )
    compute.warm_up()
    opened = menu(SECTIONS)
    address.read()
    if not opened.url_path:
        compute.ahead(plan.current())
    with st.container(key="topbar", horizontal=True, gap="small"):
        settings_bar()
        if not opened.url_path:  # the first page is the one to present
            present.enter_button()
        language_switch()
    look(marks())
    with st.sidebar:
        scenario_bar()
        lever_panel()
    address.write()
    opened.run()


with turn():
    page()
