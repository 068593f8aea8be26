"""The page script: the router, and what every page shares; `app.py` serves it."""

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from models.inputs import leave_out, vintages
from models.scenario import Scenario
from pages import compute
from pages.compute.questions import cockpit_questions as questions
from pages.compute.questions import file_questions
from pages.compute.run_lock import run_lock
from pages.frame import identity, present, shown
from pages.frame.first_steps import follow_figure, help_layer
from pages.frame.keyboard import keyboard
from pages.frame.language import language_switch
from pages.frame.look import ICON, look
from pages.frame.menu import START, menu
from pages.frame.page_picture import take_page
from pages.frame.panel_answer import answer
from pages.frame.report import markets_left_out, no_market, notify, reading_report
from pages.frame.settings import settings_bar
from pages.labels.catalogue import t
from pages.labels.names import plain
from pages.panels.cockpit.live import ahead
from pages.panels.steering import panel
from pages.panels.steering.scenario_io import scenario_bar
from pages.plan import address, dragging, own_markets, plan, storage
from pages.plan.session_language import set_language

SECTIONS = {
    "section.start": {"page.start": "start/start.py"},
    "section.decide": {
        "page.cockpit": "decide/cockpit.py",
        "page.compare": "decide/compare.py",
        "page.best_plan": "decide/best_plan.py",
    },
    "section.challenge": {
        "page.rivals": "challenge/rivals.py",
        "page.risk": "challenge/risk.py",
        "page.organisation": "challenge/organisation.py",
    },
    "section.trust": {
        "page.cases": "trust/cases.py",
        "page.accuracy": "trust/accuracy.py",
        "page.assumptions": "trust/assumptions.py",
        "page.method": "trust/method.py",
        "page.your_figures": "trust/your_figures.py",
    },
    "section.share": {
        "page.board_pack": "share/board.py",
        "page.library": "share/library.py",
        "page.ledger": "share/ledger.py",
    },
}
"""Sections in the order of the menu; each page by its label."""

WITH_LEVERS = {
    *("", "compare", "best_plan", "rivals", "risk", "organisation"),
    *("assumptions", "board", "library"),
}
"""Pages, by their address, that show something of the plan; elsewhere the levers stand folded."""

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
    opened = _opened()
    _leave_lost_market()
    live = not opened.url_path and not present.is_on()
    dragging.begin(parts=live)
    _around(opened.url_path, live=live)
    markets_left_out()
    if not present.is_on():
        reading_report()
    keyboard()
    if opened.url_path != "start":
        identity.plan_line(plan.current())
    _tell_cap(plan.current())
    _run(opened)
    help_layer(opened.url_path)
    answer("page")


def _run(opened: StreamlitPage) -> None:
    """Run the page that is open, then present it or offer its picture."""
    shown.begin(plan.current())
    try:
        opened.run()
    except compute.ComputationError as error:
        st.error(plain(str(error)))
        return
    except shown.NothingMoreError:
        pass  # what it has said is the page
    if opened.url_path:  # the first page has views of its own
        present.page()
        take_page(opened.url_path)
        identity.foot()


def _leave_lost_market() -> None:
    if lost := own_markets.leave_lost_market():
        notify(t("own_day.lost", market=lost))


def _around(name: str, *, live: bool) -> None:
    """Draw what stands around the page of this name: settings above, levers beside it."""
    if not name:
        compute.prefetch(questions.outcome, plan.current())
    with st.container(key="topbar", horizontal=True, gap="small"):
        settings_bar()
        present.enter_button()
        language_switch()
    identity.mark()
    look(panel.marks())
    with st.sidebar:
        scenario_bar()
        panel.lever_panel(ahead, folded=name not in WITH_LEVERS)
    if not live:  # else these go with the part that each move draws
        address.write()
        storage.storage()


def _opened() -> StreamlitPage:
    """Give the page that is open, the plan of its address taken; at first that is Start."""
    opened = menu(SECTIONS)
    storage.note_address()
    address.read()
    if address.is_first_visit() and not opened.url_path:
        st.switch_page(START)
    follow_figure()
    return opened


def _tell_cap(scenario: Scenario) -> None:
    """Show a note where the screen computes fewer draws than the plan asks for."""
    if (draws := compute.screen_draws(scenario)) < scenario.draws:
        asked, quarters = f"{scenario.draws:,}", scenario.horizon
        st.caption(t("compute.capped", draws=f"{draws:,}", asked=asked, quarters=quarters))


with run_lock():
    page()
