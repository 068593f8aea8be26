"""The few pieces of HTML that Streamlit has no widget for; every text is escaped here."""

from html import escape


def words(title: str, subtitle: str) -> str:
    """Title and subtitle of a chart, two lines of fixed height."""
    return f'<div class="words"><h3>{escape(title)}</h3><p>{escape(subtitle)}</p></div>'


def headline(sentence: str, below: str) -> str:
    """Put the finding above the line that says when and how sure."""
    return f'<div class="headline"><h1>{escape(sentence)}</h1><p>{escape(below)}</p></div>'
