"""The language of the screen: of the session, kept in the address; at first that of the browser."""

from collections.abc import Mapping

import streamlit as st

from pages.compute import framework
from pages.labels.catalogue import LANGUAGES, ask_for_language, use_language

LANGUAGE_KEY = "language"
"""Where the session keeps its language."""

_ADDRESS = "lang"
_CODES = dict(zip(("en", "zh"), LANGUAGES, strict=True))


def _of_session() -> str | None:
    """Give the language of the session that this thread works for."""
    return st.session_state.get(LANGUAGE_KEY) if framework.in_session() else None


ask_for_language(_of_session)


def set_language() -> None:
    """Use the language of the session in this run; that of address or browser at its start."""
    asked = str(st.query_params.get(_ADDRESS, ""))[:2].lower()
    use_language(st.session_state.setdefault(LANGUAGE_KEY, _CODES.get(asked, _of_browser())))


def _of_browser() -> str:
    """Give the language that the browser asks for, English where it is none of ours."""
    return _CODES.get((st.context.locale or "")[:2].lower(), LANGUAGES[0])


def in_address(query: Mapping[str, str]) -> dict[str, str]:
    """Add the language to the parameters of an address; that of the browser is left out."""
    others = {name: text for name, text in query.items() if name != _ADDRESS}
    chosen = st.session_state[LANGUAGE_KEY]
    return others if chosen == _of_browser() else {_ADDRESS: _code(chosen)} | others


def _code(language: str) -> str:
    return next(code for code, name in _CODES.items() if name == language)
