"""The style sheet of Decide."""

from functools import cache
from pathlib import Path

_SHEET = Path(__file__).with_name("decide.css")


@cache
def sheet() -> str:
    """Give the style sheet as an element."""
    return f"<style>{_SHEET.read_text(encoding='utf-8')}</style>"
