"""The guide in the bar of the menu: what the tool is for and what not, and its words."""

import streamlit as st

from pages.labels.catalogue import explain, t
from pages.labels.html import definitions

WORDS = (
    "gmv",
    "dau",
    "dac",
    "aac",
    "ebita",
    "value",
    "take_rate",
    "futures",
    "no_change",
    "judgement",
    "nested_logit",
    "big_ticket",
    "borrowed",
    "full_site",
    "best_reply",
)
"""Terms that the pages use, in the order in which a reader meets them."""

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
            st.html(definitions(_explanations(), t("guide.open")))


def _explanations() -> dict[str, str]:
    """Give purpose and limits, then the words, each with its explanation."""
    keys = [f"guide.{name}" for name in PURPOSE] + [f"glossary.{word}" for word in WORDS]
    return {t(key): explain(key) for key in keys}
