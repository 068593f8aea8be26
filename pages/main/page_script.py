"""The page script: the router, and what every page shares; `app.py` serves it."""

import streamlit as st

from models.inputs import leave_out, vintages
from models.scenario import Scenario
from pages import compute
from pages.compute.questions import cockpit_questions as questions
from pages.compute.questions import file_questions
from pages.compute.run_lock import run_lock
from pages.frame import present
from pages.frame.keyboard import keyboard
from pages.frame.language import language_switch
from pages.frame.look import ICON, look
from pages.frame.menu import menu
from pages.frame.panel_answer import answer
from pages.frame.report import markets_left_out, no_market, notify, reading_report
from pages.frame.settings import settings_bar
from pages.labels.catalogue import t
from pages.labels.names import plain
from pages.panels.steering import panel
from pages.panels.steering.scenario_io import scenario_bar
from pages.plan import address, dragging, own_markets, plan, storage
from pages.plan.session_language import set_language

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
        "page.method": "pages/trust/method.py",
        "page.your_figures": "pages/trust/your_figures.py",
    },
}
"""Sections in the order of the menu; each page by its label."""

WITHOUT_LEVERS = {"cases", "accuracy", "method", "your_figures"}
"""Pages, by their address, that show nothing of the plan: the levers stand folded there."""

SIDEBAR_WIDTH = 300


def page() -> None:
    """Draw what every page shares, then the page that is open."""
    set_language()
    st.set_page_config(
        page_title=t("app.title"),
        page_icon=ICON,
        layout="wide",
        initial_sidebar_state=SIDEBAR_WIDTH,
    )
    if not compute.has_begun():
        st.caption(t("serve.bare"))
    leave_out(compute.ask(file_questions.failed_trials))
    if not vintages():
        no_market()
    opened = menu(SECTIONS)
    storage.note_address()
    address.read()
    _leave_lost_market()
    live = not opened.url_path and not present.is_on()
    dragging.begin(parts=live)
    if not opened.url_path:
        compute.prefetch(questions.outcome, plan.current())
    with st.container(key="topbar", horizontal=True, gap="small"):
        settings_bar()
        if not opened.url_path:  # the first page is the one to present
            present.enter_button()
        language_switch()
    look(panel.marks())
    with st.sidebar:
        scenario_bar()
        panel.lever_panel(folded=opened.url_path in WITHOUT_LEVERS)
        with st.container(key="plan.kept"):  # last here, where what is hidden moves nothing
            _kept_part() if live else _keep()
    markets_left_out()
    if not present.is_on():
        reading_report()
    keyboard()
    _tell_cap(plan.current())
    try:
        opened.run()
    except compute.ComputationError as error:
        st.error(plain(str(error)))
    answer("page")


def _leave_lost_market() -> None:
    if lost := own_markets.leave_lost_market():
        notify(t("own_day.lost", market=lost))


def _keep() -> None:
    """Write the plan into the address, and give the browser what is open to keep."""
    address.write()
    storage.storage()


@st.fragment(key=dragging.KEPT)
def _kept_part() -> None:
    with dragging.alone():
        _keep()
        if dragging.is_part():
            answer(dragging.KEPT)


def _tell_cap(scenario: Scenario) -> None:
    """Show a note where the screen computes fewer draws than the plan asks for."""
    if (draws := compute.screen_draws(scenario)) < scenario.draws:
        asked, quarters = f"{scenario.draws:,}", scenario.horizon
        st.caption(t("compute.capped", draws=f"{draws:,}", asked=asked, quarters=quarters))


with run_lock():
    page()
