"""What pages that answer one question share: their style sheet, and the answer itself."""

from collections.abc import Iterable
from functools import cache
from html import escape
from pathlib import Path

from pages.figures import html_tables
from pages.figures.html_tables import behind_numbers
from pages.labels.html import remember_headline

_SHEET = Path(__file__).with_name("answer.css")


@cache
def sheet() -> str:
    """Give the style sheets of tables and of answers as elements."""
    return f"{html_tables.sheet()}<style>{_SHEET.read_text(encoding='utf-8')}</style>"


def answer(sentence: str, more: str = "", below: str = "", behind: Iterable[str] = ()) -> str:
    """Put the answer above what belongs to it, and the line that says when and how sure.

    It is remembered for the picture of the page. ``behind`` names the metrics of its figures: the
    line ends with the ways to what they are.
    """
    remember_headline(sentence, below, more)
    second = f'<p class="more">{escape(more)}</p>' if more else ""
    line = " ".join(filter(None, (escape(below), behind_numbers(behind))))
    last = f"<p>{line}</p>" if line else ""
    return f'<div class="headline"><h1>{escape(sentence)}</h1>{second}{last}</div>'
