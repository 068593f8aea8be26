"""The few pieces of HTML that Streamlit has no widget for; every text is escaped here."""

from collections.abc import Iterable, Mapping
from contextvars import ContextVar
from html import escape


class Html(str):
    """HTML in which every foreign text is escaped already."""

    __slots__ = ()


def html(text: str) -> Html:
    """Escape ``text``, unless it is `Html` already."""
    return text if isinstance(text, Html) else Html(escape(text))


def words(title: str, subtitle: str, aside: str = "") -> str:
    """Title and subtitle of a chart, two lines of fixed height; ``aside`` is HTML beside them."""
    block = f'<div class="words"><h3>{escape(title)}</h3><p>{escape(subtitle)}</p></div>'
    return f'<div class="headed">{block}{aside}</div>' if aside else block


_headline: ContextVar[tuple[str, str, str]] = ContextVar("headline", default=("", "", ""))


def headline(sentence: str, below: str, aside: str = "") -> str:
    """Put the finding above the line that says when and how sure; HTML ``aside`` ends the line.

    The last one of a thread is the page's, and is remembered for its picture.
    """
    remember_headline(sentence, below)
    line = f"{escape(below)} {aside}".rstrip()
    return f'<div class="headline"><h1>{escape(sentence)}</h1><p>{line}</p></div>'


def remember_headline(sentence: str, below: str, more: str = "") -> None:
    """Remember what the page says first, for its picture; ``more`` belongs to the sentence."""
    _headline.set((sentence, more, below))


def written_headline() -> tuple[str, str, str]:
    """Give the headline that this thread wrote last: sentence, what belongs to it, line below."""
    return _headline.get()


def forget_headline() -> None:
    """Begin another page."""
    _headline.set(("", "", ""))


def source(mark: str, label: str, lines: Iterable[str], name: str) -> str:
    """Put a small mark that tells ``lines`` under the pointer or the keyboard's focus.

    ``label`` says to those who cannot see it what the mark is for; ``name`` is unlike any other
    on the page.
    """
    lines_html = "".join(f"<span>{escape(line)}</span>" for line in lines)
    return (
        f'<span class="source"><button type="button" aria-label="{escape(label)}" '
        f'aria-describedby="told-{name}">{escape(mark)}</button>'
        f'<span class="told" role="tooltip" id="told-{name}">{lines_html}</span></span>'
    )


def measured(metric: str, name: str) -> Html:
    """Name a figure so that it leads to what it is: its equation, inputs and evidence on Method.

    ``static/help`` adds the plan to the address, and tells the meaning under pointer and focus.
    """
    address = f'href="method?metric={escape(metric)}" data-figure="{escape(metric)}"'
    return Html(f'<a class="what" {address}>{escape(name)}</a>')


def definitions(meanings: Mapping[str, str], label: str) -> str:
    """List terms with their explanations; the list scrolls by key as well, under ``label``."""
    rows = "".join(
        f"<dt>{escape(term)}</dt><dd>{escape(text)}</dd>" for term, text in meanings.items()
    )
    opening = f'<div class="guide" role="region" aria-label="{escape(label)}" tabindex="0">'
    return f'{opening}<dl class="definitions">{rows}</dl></div>'
