"""Single cells: numbers, and the apostrophe that keeps a spreadsheet from running a text."""

import re
import unicodedata
from decimal import Decimal
from math import isfinite

_NUMBER = re.compile(r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?")
_WHOLE = re.compile("-?[0-9]{1,18}")
# A cell that a spreadsheet would run, after any blanks and invisible marks; the last four pairs
# are the full-width and small forms.
_RISKY = re.compile(
    "'|[\\s\u200b-\u200f\u2060\ufeff]*[\t\r=+\\-@\uff1d\uff0b\uff0d\uff20\ufe66\ufe62\ufe63\ufe6b]"
)

_THOUSANDS = re.compile("[+-]?[0-9]{1,3}(,[0-9]{3})+([.][0-9]+)?")
_DECIMAL_COMMA = re.compile("[+-]?[0-9]+,[0-9]+")
_WITH_UNIT = re.compile(r"([+-]?[0-9][0-9.]*) *([^0-9.,\s+-][^0-9]*)")
_LONGEST_SLIP = 40


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


def slip(cell: str) -> str:
    """Say how a cell that is no plain number was meant; empty where that is not to be told."""
    plain = unicodedata.normalize("NFKC", unguarded(cell.strip())).strip().replace("\u2212", "-")
    if len(plain) > _LONGEST_SLIP or number(cell) is not None:
        return ""
    if plain.endswith("%") and number(plain[:-1]) is not None:
        return f"write {Decimal(plain[:-1].strip()) / 100:f} for {plain}"
    joined, pointed = plain.replace(",", ""), plain.replace(",", ".")
    if _DECIMAL_COMMA.fullmatch(plain) and _THOUSANDS.fullmatch(plain):
        return f"write {pointed} with a decimal point, or {joined} without the comma of thousands"
    if _DECIMAL_COMMA.fullmatch(plain):
        return f"write {pointed} with a decimal point"
    bare = "".join(plain.split())
    if _THOUSANDS.fullmatch(plain) or number(bare) is not None:
        return f"write {bare.replace(',', '')} in plain digits"
    if found := _WITH_UNIT.fullmatch(plain):
        return f"write the number alone, {found[1]}, without '{found[2].strip()}'"
    return ""


def with_slip(rule: str, cell: str) -> str:
    """Put before a rule for numbers how the cell was meant, where that is to be told."""
    hint = slip(cell)
    return f"{hint}; {rule}" if hint else rule


def guarded(text: str) -> str:
    """Put an apostrophe before a text that a spreadsheet would run, or that begins with one."""
    return f"'{text}" if _RISKY.match(text) else text


def unguarded(cell: str) -> str:
    """Undo `guarded`: strip exactly one apostrophe."""
    return cell.removeprefix("'")
