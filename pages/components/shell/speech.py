"""The language of the screen: chosen in the bar, kept in the address, English unless asked."""

import streamlit as st

from pages.components.steering import plan
from pages.labels.catalogue import LANGUAGES, t, use_language

_KEPT, _ADDRESS = "language", "lang"
_CODES = dict(zip(("en", "zh"), LANGUAGES, strict=True))


def speak() -> None:
    """Speak this run's language, and leave word of it in the address."""
    asked = str(st.query_params.get(_ADDRESS, ""))[:2].lower()
    chosen = st.session_state.setdefault(_KEPT, _CODES.get(asked, LANGUAGES[0]))
    use_language(chosen)
    if chosen == LANGUAGES[0]:
        st.query_params.pop(_ADDRESS, None)
    elif asked != _code(chosen):
        st.query_params[_ADDRESS] = _code(chosen)


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
