"""The switch of the language, in the bar."""

import streamlit as st

from pages.labels.catalogue import LANGUAGES, t, use_language
from pages.plan.session_language import LANGUAGE_KEY
from pages.plan.untitled import retitle


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
    other = LANGUAGES[1 - LANGUAGES.index(st.session_state[LANGUAGE_KEY])]
    st.session_state[LANGUAGE_KEY] = other
    use_language(other)
    retitle()
