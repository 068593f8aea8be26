"""Tables of figures and the style sheet that the pages of Challenge share."""

from collections.abc import Iterable, Sequence
from functools import cache
from html import escape
from pathlib import Path

_SHEET = Path(__file__).with_name("challenge.css")


@cache
def sheet() -> str:
    """Give the style sheet as an element."""
    return f"<style>{_SHEET.read_text(encoding='utf-8')}</style>"


def table(heads: Sequence[str], rows: Iterable[tuple[str, Sequence[str]]], label: str) -> str:
    """Lay figures out; heads are texts, a row is the HTML of its head and of its cells."""
    first, *others = (escape(head) for head in heads)
    columns = "".join(f'<th scope="col">{head}</th>' for head in (first, *others))
    body = "".join(_row(head, cells) for head, cells in rows)
    return (
        f'<table class="figures" aria-label="{escape(label)}"><thead><tr>{columns}</tr></thead>'
        f"<tbody>{body}</tbody></table>"
    )


def _row(head: str, cells: Sequence[str]) -> str:
    return f'<tr><th scope="row">{head}</th>{"".join(f"<td>{cell}</td>" for cell in cells)}</tr>'


def figure(value: str, below: str = "") -> str:
    """Write a figure with its range in small type below."""
    small = f"<small>{escape(below)}</small>" if below else ""
    return f"{escape(value)}{small}"


def dotted(name: str, colour: str) -> str:
    """Put the dot of a platform's colour before its name."""
    return f'<i class="dot" style="--dot:{escape(colour)}"></i>{escape(name)}'


def paragraph(text: str, kind: str = "told-more") -> str:
    """Write a sentence of its own."""
    return f'<p class="{kind}">{escape(text)}</p>'


def capital(text: str) -> str:
    """Begin a text with a capital letter."""
    return text[:1].upper() + text[1:]
