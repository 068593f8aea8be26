"""Plans to go on with: those of this browser, the last of the library, and a file."""

from typing import Literal

import streamlit as st

from models.errors import ModelError
from models.library import finding, is_begun, open_library
from models.library.finding import Entry
from models.scenario import Scenario
from pages.figures.share import library_words
from pages.frame import report
from pages.frame.menu import COCKPIT, LIBRARY
from pages.labels.catalogue import t
from pages.labels.names import plain
from pages.labels.said import said
from pages.panels.share.library_plan import open_plan
from pages.panels.steering.scenario_io import has_opened, open_panel
from pages.plan import declared, plan, shelf

Kind = Literal["primary", "secondary", "tertiary"]

_MOST = 5
"""Saved plans that are listed; the library has the others."""


def saved_plans() -> None:
    """Draw the plans that are open, the last of the library, and the box for a file."""
    mine = _open_here()
    for number, scenario in enumerate(mine):
        with st.container(gap=None):
            way_in(scenario.name, f"start.plan.{number}", scenario)
            st.caption(plain(t("start.open_here", market=scenario.market)))
    try:
        kept = _last_saved()
    except ModelError as error:
        kept = []
        st.caption(plain(said(str(error))))
    if not (mine or kept):
        st.caption(t("start.no_plans"))
    for number, entry in enumerate(kept):
        with st.container(gap=None):
            _saved(number, entry)
    _file()


def way_in(label: str, key: str, scenario: Scenario, *, kind: Kind = "tertiary") -> None:
    """Offer a plan; the Cockpit shows it, and what was open stays beside it."""
    if st.button(plain(label), key=key, type=kind, on_click=_adopt, args=(scenario,)):
        st.switch_page(COCKPIT, query_params={})


def _adopt(scenario: Scenario) -> None:
    try:
        plan.check(scenario)
    except ModelError as error:
        report.notify(str(error))
    else:
        shelf.open_beside([scenario])


def _open_here() -> list[Scenario]:
    """Give the open plans; a blank one that nobody touched is none."""
    if plan.is_touched():
        return shelf.with_active(plan.current())
    return list(shelf.plans())


def _last_saved() -> list[Entry]:
    if not is_begun():
        return []
    return finding.recent(open_library(), declared.person(), _MOST)


def _saved(number: int, entry: Entry) -> None:
    if st.button(plain(entry.name), key=f"start.saved.{number}", type="tertiary"):
        try:
            library = open_library()
            open_plan(library, finding.revision(library, entry.name))
        except ModelError as error:
            st.error(plain(said(str(error))))
    st.caption(plain(library_words.below(entry)))


def _file() -> None:
    """Offer to open a file, as the bar above the levers does, which stands folded here."""
    if has_opened():
        st.switch_page(COCKPIT)
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        menu = st.popover(t("start.file"), key="start.file", on_change="rerun", type="tertiary")
        st.page_link(LIBRARY, label=t("start.library"))
    if menu.open:
        with menu:
            open_panel(leads_on=True)
