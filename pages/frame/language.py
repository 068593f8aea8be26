"""The language of the screen: chosen in the bar, kept in the address, English unless asked."""

from collections.abc import Mapping

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from pages.labels.catalogue import LANGUAGES, ask_for_language, t, use_language
from pages.plan import plan

_KEPT, _ADDRESS = "language", "lang"
_CODES = dict(zip(("en", "zh"), LANGUAGES, strict=True))


def _of_session() -> str | None:
    """Give the language of the session that this thread works for."""
    here = get_script_run_ctx(suppress_warning=True)
    return st.session_state.get(_KEPT) if here else None


ask_for_language(_of_session)


def speak() -> None:
    """Speak this run's language."""
    asked = str(st.query_params.get(_ADDRESS, ""))[:2].lower()
    use_language(st.session_state.setdefault(_KEPT, _CODES.get(asked, LANGUAGES[0])))


def in_address(query: Mapping[str, str]) -> dict[str, str]:
    """Leave word of the language in an address."""
    others = {name: text for name, text in query.items() if name != _ADDRESS}
    chosen = st.session_state[_KEPT]
    return others if chosen == LANGUAGES[0] else {_ADDRESS: _code(chosen)} | others


def _code(language: str) -> str:
    return next(code for code, name in _CODES.items() if name == language)


def language_switch() -> None:
    """Offer the other language, under its own name."""
    st.button(
        t("language.other"),
        key="language.other",
        type="tertiary",
        help=t("language.help"),
        on_click=_switch,
    )


def _switch() -> None:
    untitled = plan.sheet().name == t("plan.untitled")
    other = LANGUAGES[1 - LANGUAGES.index(st.session_state[_KEPT])]
    st.session_state[_KEPT] = other
    use_language(other)
    if untitled:
        plan.change(name=t("plan.untitled"))
