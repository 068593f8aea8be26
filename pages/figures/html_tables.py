"""Tables of figures and the style sheet that the pages of Challenge share."""

from collections.abc import Iterable, Sequence
from functools import cache
from html import escape
from pathlib import Path

from pages.labels.catalogue import t
from pages.labels.html import Html, html, measured

_SHEET = Path(__file__).with_name("challenge.css")


@cache
def sheet() -> str:
    """Give the style sheet as an element."""
    return f"<style>{_SHEET.read_text(encoding='utf-8')}</style>"


def table(heads: Sequence[str], rows: Iterable[tuple[str, Sequence[str]]], label: str) -> str:
    """Lay figures out, a row its head and its cells; texts but for what is `Html`."""
    first, *others = (html(head) for head in heads)
    columns = "".join(f'<th scope="col">{head}</th>' for head in (first, *others))
    body = "".join(_row(head, cells) for head, cells in rows)
    return (
        f'<table class="figures" aria-label="{escape(label)}"><thead><tr>{columns}</tr></thead>'
        f"<tbody>{body}</tbody></table>"
    )


def _row(head: str, cells: Sequence[str]) -> str:
    cell_html = "".join(f"<td>{html(cell)}</td>" for cell in cells)
    return f'<tr><th scope="row">{html(head)}</th>{cell_html}</tr>'


def figure(value: str, below: str = "") -> Html:
    """Write a figure with its range in small type below."""
    small = f"<small>{escape(below)}</small>" if below else ""
    return Html(f"{escape(value)}{small}")


def dotted(name: str, colour: str) -> Html:
    """Put the dot of a platform's colour before its name."""
    return Html(f'<i class="dot" style="--dot:{escape(colour)}"></i>{escape(name)}')


def behind_numbers(metrics: Iterable[str]) -> Html:
    """Name metrics with the way to what each is; nothing without one."""
    names = [measured(metric, t(f"measure.{metric}")) for metric in metrics]
    return Html(f"{escape(t('what.behind'))} {' · '.join(names)}" if names else "")


def paragraph(text: str, kind: str = "told-more") -> str:
    """Write a sentence of its own."""
    return f'<p class="{kind}">{escape(text)}</p>'


def capital(text: str) -> str:
    """Begin a text with a capital letter."""
    return text[:1].upper() + text[1:]
