"""Style of the Cockpit: that of every answer, its own on top, the two roads in their colours."""

from functools import cache
from pathlib import Path

from models.vintage import Market
from pages.figures import answer_html
from pages.figures.cockpit import roads

_SHEET = Path(__file__).with_name("cockpit.css")


def sheet(market: Market, *, dark: bool) -> str:
    """Give the style sheets as elements."""
    return f"{answer_html.sheet()}<style>{roads.colours(market, dark=dark)}{_own()}</style>"


@cache
def _own() -> str:
    return _SHEET.read_text(encoding="utf-8")
