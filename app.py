"""Two Roads in the browser: the router, and what every page shares."""

import streamlit as st

from pages.components import compute
from pages.components.levers import lever_panel, marks
from pages.components.look import look
from pages.components.scenario_io import scenario_bar
from pages.components.settings import settings_bar
from pages.labels.catalogue import t, use_language

SECTIONS = {
    "section.decide": {"page.cockpit": "pages/decide/cockpit.py"},
}
"""Sections in the order of the menu; each page by its label."""

SIDEBAR_WIDTH = 300

use_language(st.session_state.setdefault("language", "english"))
st.set_page_config(
    page_title=t("app.title"),
    page_icon="🛣️",
    layout="wide",
    initial_sidebar_state=SIDEBAR_WIDTH,
)
compute.warm_up()
page = st.navigation(
    {
        t(section): [st.Page(path, title=t(label)) for label, path in pages.items()]
        for section, pages in SECTIONS.items()
    },
    position="top",
)
settings_bar()
look(marks())
with st.sidebar:
    scenario_bar()
    lever_panel()
page.run()
