"""What pages that answer one question share: their style sheet, and the answer itself."""

from functools import cache
from html import escape
from pathlib import Path

from pages.figures import html_tables
from pages.labels.html import remember_headline

_SHEET = Path(__file__).with_name("answer.css")


@cache
def sheet() -> str:
    """Give the style sheets of tables and of answers as elements."""
    return f"{html_tables.sheet()}<style>{_SHEET.read_text(encoding='utf-8')}</style>"


def answer(sentence: str, more: str = "", below: str = "") -> str:
    """Put the answer above what belongs to it, and the line that says when and how sure.

    It is remembered for the picture of the page.
    """
    remember_headline(sentence, more or below)
    second = f'<p class="more">{escape(more)}</p>' if more else ""
    last = f"<p>{escape(below)}</p>" if below else ""
    return f'<div class="headline"><h1>{escape(sentence)}</h1>{second}{last}</div>'
