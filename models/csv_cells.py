"""Single cells: numbers, and the apostrophe that keeps a spreadsheet from running a text."""

import re
from math import isfinite

_NUMBER = re.compile(r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?")
_WHOLE = re.compile("-?[0-9]{1,18}")
# A cell that a spreadsheet would run, after any blanks and invisible marks; the last four pairs
# are the full-width and small forms.
_RISKY = re.compile(
    "'|[\\s\u200b-\u200f\u2060\ufeff]*[\t\r=+\\-@\uff1d\uff0b\uff0d\uff20\ufe66\ufe62\ufe63\ufe6b]"
)


def number(cell: str) -> float | None:
    """Read a plain finite number in ASCII digits; None for anything else."""
    cell = cell.strip(" ")
    if not _NUMBER.fullmatch(cell):
        return None
    value = float(cell)
    return value if isfinite(value) else None


def whole(cell: str) -> int | None:
    """Read a whole number in ASCII digits; None for anything else."""
    cell = cell.strip(" ")
    return int(cell) if _WHOLE.fullmatch(cell) else None


def number_text(value: float) -> str:
    """Write the shortest text that reads back to the same float."""
    return repr(float(value)).removesuffix(".0")


def guarded(text: str) -> str:
    """Put an apostrophe before a text that a spreadsheet would run, or that begins with one."""
    return f"'{text}" if _RISKY.match(text) else text


def unguarded(cell: str) -> str:
    """Undo `guarded`: strip exactly one apostrophe."""
    return cell.removeprefix("'")
