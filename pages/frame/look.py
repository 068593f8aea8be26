"""What the theme cannot say, as one style sheet, and the two inks that it needs."""

from functools import cache
from pathlib import Path

import streamlit as st

from models.documents.plan_document import DOCUMENT_LIMIT
from pages.charts.style import Style
from pages.labels.catalogue import LANGUAGES, language, t

ICON = "🛣️"
"""What a browser shows on the tab."""

_SHEETS = [Path(__file__).with_name(name) for name in ("look.css", "phone.css", "print.css")]


def look(more: str = "") -> None:
    """Send the style sheet with the inks of the reader's theme, and ``more`` rules of ours."""
    dark = st.context.theme.type == "dark"
    st.html(f"<style>{_inks(dark=dark)}{_sheet()}{_uploader()}{more}</style>")


UPLOAD_MB, DOCUMENT_MB = 5, DOCUMENT_LIMIT // 1_000_000
"""Sizes of the largest table and of the largest document that are taken in."""


def _uploader() -> str:
    """Put our words into Streamlit's box for files: what is taken in, in the reader's language.

    Its own ones are English, and give the size that the box lets through, not the one we take in.
    """
    limits = t("upload.limits", size=UPLOAD_MB)
    documents, decks = (t(f"upload.{kind}", size=DOCUMENT_MB) for kind in ("documents", "decks"))
    box = '[data-testid="stFileUploaderDropzone'
    words = '[data-testid="stMarkdownContainer"]'
    # Without its own words the button would have no name for those who hear it.
    button = (
        f'{box}"] button {words} p {{ font-size: 0 !important; }}'
        f'{box}"] button {words}::after {{ content: "{t("upload.button")}"; }}'
    )
    return ("" if language() == LANGUAGES[0] else button) + (
        f'{box}Instructions"] span {{ display: none; }}'
        f'{box}Instructions"]::after {{ content: "{limits}"; font-size: .85rem; }}'
        f'.st-key-scenario-upload {box}Instructions"]::after {{ content: "{documents}"; }}'
        f'.st-key-own-deck {box}Instructions"]::after {{ content: "{decks}"; }}'
    )


@cache
def _sheet() -> str:
    return "".join(sheet.read_text(encoding="utf-8") for sheet in _SHEETS)


_INKS = {"ink": "text", "ground": "ground", "quiet": "quiet"}


def _inks(*, dark: bool) -> str:
    screen, paper = Style(own="", dark=dark), Style(own="")
    return _variables(screen) + (f"@media print{{{_on_white(screen, paper)}}}" if dark else "")


def _variables(style: Style) -> str:
    return f":root{{{''.join(f'--{name}:{style.ink(ink)};' for name, ink in _INKS.items())}}}"


def _on_white(screen: Style, paper: Style) -> str:
    """Give inks of ``paper`` to a page that is dark on the screen, whose charts bear its own."""
    words = ".stApp :not(.gain,.gain *,svg *){color:var(--ink)!important}"
    charts = (
        f'svg.marks [{kind}="{screen.ink(ink)}" i]{{{kind}:{paper.ink(ink)}}}'
        for kind in ("fill", "stroke")
        for ink in ("text", "quiet", "grid", "ground")
    )
    return _variables(paper) + words + "".join(charts)
