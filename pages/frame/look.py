"""What the theme cannot say, as one style sheet, and the two inks that it needs."""

from functools import cache
from pathlib import Path

import streamlit as st

from pages.charts.style import Style

ICON = "🛣️"
"""What a browser shows on the tab."""

_SHEET = Path(__file__).with_name("look.css")


def look(more: str = "") -> None:
    """Send the style sheet with the inks of the reader's theme, and ``more`` rules of ours."""
    dark = st.context.theme.type == "dark"
    st.html(f"<style>{_inks(dark=dark)}{_sheet()}{more}</style>")


@cache
def _sheet() -> str:
    return _SHEET.read_text(encoding="utf-8")


def _inks(*, dark: bool) -> str:
    style = Style(own="", dark=dark)
    inks = {"ink": "text", "ground": "ground", "quiet": "quiet"}
    return ":root{" + "".join(f"--{name}:{style.ink(ink)};" for name, ink in inks.items()) + "}"
