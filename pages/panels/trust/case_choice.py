"""Which case is open: the one that the address asks for, else that of the plan's own market."""

from collections.abc import Mapping

import streamlit as st

from models.validation.cases import Case, cases
from pages.labels.catalogue import language, named, t
from pages.plan import plan

_CASE, _ADDRESS = "case", "case"
_WRITTEN = "case.written"
"""What this page put into the address last, and before that until the browser has caught up."""


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
    )
    _write(chosen)
    return library[chosen]


def _opened(library: Mapping[str, Case]) -> str:
    """Find what to open: an address that somebody else wrote wins over what was chosen here."""
    asked = st.query_params.get(_ADDRESS)
    if asked is None:
        own = plan.market().vintage
        return own if own in library else list(library)[-1]
    written = st.session_state.get(_WRITTEN, ())
    if asked in library and asked not in written:
        return asked
    if written and asked == written[0]:
        st.session_state[_WRITTEN] = written[:1]
    for market in (st.session_state.get(_CASE, ""), asked):
        if market in library:
            return str(market)
    return list(library)[-1]


def _chosen(key: str) -> None:
    st.session_state[_CASE] = st.session_state[key]


def _write(chosen: str) -> None:
    if st.query_params.get(_ADDRESS) != chosen:
        st.query_params[_ADDRESS] = chosen
    before = st.session_state.get(_WRITTEN, ())
    if chosen not in before[:1]:
        st.session_state[_WRITTEN] = (chosen, *before[:1])
