"""The guide in the bar of the menu: what the tool is for and what not, and its words."""

import streamlit as st

from pages.frame.first_steps import again_button
from pages.labels.catalogue import explain, t
from pages.labels.glossary import WORDS
from pages.labels.html import definitions

PURPOSE = ("what", "not", "start", "grades")


def guide() -> None:
    """Draw the menu; its text travels only while it is open."""
    menu = st.popover(
        t("guide.open"),
        icon=":material/menu_book:",
        key="guide",
        on_change="rerun",
        width="content",
    )
    if menu.open:
        with menu:
            again_button()
            st.html(definitions(_explanations(), t("guide.open")))


def _explanations() -> dict[str, str]:
    """Give purpose and limits, then the words, each with its explanation."""
    keys = [f"guide.{name}" for name in PURPOSE] + [f"glossary.{word}" for word in WORDS]
    return {t(key): explain(key) for key in keys}
