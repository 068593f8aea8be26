"""Which case is open: what the address asks for, else what the plan is like, else its market's."""

from collections.abc import Mapping
from dataclasses import replace

import streamlit as st

from models.scenario import Scenario
from models.validation.cases import Case, cases
from models.validation.record import tried
from pages.frame.from_address import asked
from pages.labels.catalogue import language, named, t
from pages.plan import page_address, plan

_CASE, _ADDRESS = "case", "case"


def choose() -> Case:
    """Let the reader choose a case; the address remembers it."""
    library = {case.market: case for case in cases()}
    st.session_state[_CASE] = _opened(library)
    # A widget of its own in each language: the browser answers with the words on screen.
    key = f"{_CASE}.{language()}"
    st.session_state[key] = st.session_state[_CASE]
    chosen = st.selectbox(
        t("cases.choose"),
        list(library),
        key=key,
        format_func=lambda market: f"{market} · {named(library[market])}",
        on_change=_chosen,
        args=(key,),
        label_visibility="collapsed",
        width=520,
    )
    page_address.write(_ADDRESS, chosen)
    return library[chosen]


def _opened(library: Mapping[str, Case]) -> str:
    """Find what to open: an address that somebody else wrote wins over what was chosen here."""
    if market := asked(_ADDRESS, library):
        return market
    kept = st.session_state.get(_CASE, "")
    if kept in library and _ADDRESS in st.query_params:
        return str(kept)
    if found := tried(plan.current()):
        return found.case.market
    own = plan.market().vintage
    return own if own in library else list(library)[-1]


def looked_at(case: Case) -> Scenario:
    """Give the reader's plan, or while it moves nothing what was decided in ``case``."""
    scenario = plan.current()
    if scenario.steps:
        return scenario
    return replace(case.taken.scenario, name=named(case.taken))


def _chosen(key: str) -> None:
    st.session_state[_CASE] = st.session_state[key]
