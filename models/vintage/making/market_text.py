"""The text of a market file: TOML, one number a line."""

import json
from dataclasses import asdict

from models.vintage.making.market_growth import Draft, Table

MIXED = {"instant"}
"""Tables that hold numbers beside tables."""


def render(draft: Draft, head: str) -> str:
    """Write a market as TOML, one number a line, below a comment that says how it was made."""
    tables = _texts(draft, head)
    for place, entry in draft.numbers.items():
        table, _, key = place.rpartition(".")
        cells = ", ".join(f"{k} = {_quoted(v)}" for k, v in asdict(entry).items())
        tables.setdefault(table, []).append(f"{key} = {{ {cells} }}")
    # Sorting is stable: the tables of a platform gather behind its own.
    first = list(tables).index
    order = sorted(tables, key=lambda t: first(_head_of(t)))
    blocks = ["\n".join([f"[{t}]"] * bool(t) + tables[t]) for t in order]
    return "\n\n".join(blocks) + "\n"


def _quoted(value: object) -> str:
    """Write a TOML value; a number as short as it reads back."""
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return f"{value:.12g}" if is_number else json.dumps(value, ensure_ascii=False)


def _head_of(table: str) -> str:
    """Name the table behind which another is written."""
    parts = table.split(".")
    return parts[0] if parts[0] in MIXED else ".".join(parts[:2])


def _texts(draft: Draft, head: str) -> dict[str, list[str]]:
    """Lines of every table that are no numbers with a source."""
    tables: dict[str, list[str]] = {"": [f"# {head}"]}
    for key, text in draft.texts.items():
        if isinstance(text, str):
            tables[""].append(f"{key} = {_quoted(text)}")
        elif text:
            tables |= _nested(key, text)
    return tables


def _nested(name: str, table: Table) -> dict[str, list[str]]:
    """Lines of a table and of those inside it; one of tables alone has no header."""
    own = [f"{k} = {_quoted(v)}" for k, v in table.items() if not isinstance(v, dict)]
    lines = {name: own} if own or name in MIXED else {}
    for key, inner in table.items():
        if isinstance(inner, dict):
            lines[f"{name}.{key}"] = [f"{k} = {_quoted(v)}" for k, v in inner.items()]
    return lines
