"""The catalogue of words: one CSV, one look-up.

The language belongs to the thread that draws, so a download prepared in the background must
call `use_language` itself. Where a thread has not chosen one, as when it answers a click before
anything is drawn, the language is what `ask_for_language` was told to ask.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from typing import Protocol

from models.inputs import label_rows
from models.levers import LEVERS, Lever

LANGUAGES = ("english", "chinese")
_language: ContextVar[str | None] = ContextVar("language", default=None)
_sources: list[Callable[[], str | None]] = []


def use_language(name: str) -> None:
    """Choose the language of all later look-ups in this thread.

    Raises
    ------
    ValueError
        ``name`` is not one of `LANGUAGES`.
    """
    if name not in LANGUAGES:
        msg = f"{name!r} is not a language of the catalogue; choose one of {', '.join(LANGUAGES)}"
        raise ValueError(msg)
    _language.set(name)


@contextmanager
def in_language(name: str) -> Iterator[None]:
    """Look everything up in one language, then in the one before.

    Raises
    ------
    ValueError
        ``name`` is not one of `LANGUAGES`.
    """
    before = _language.get()
    use_language(name)
    try:
        yield
    finally:
        _language.set(before)


def language() -> str:
    """Language of this thread, one of `LANGUAGES`."""
    chosen = _language.get() or next((name for ask in _sources if (name := ask())), None)
    return chosen or LANGUAGES[0]


def ask_for_language(source: Callable[[], str | None]) -> None:
    """Name what knows the language of a thread that has not chosen one; None where it does not."""
    _sources[:] = [source]


@cache
def catalogue() -> Mapping[str, Mapping[str, str]]:
    """Read all rows by id; columns english, chinese, help, help_chinese.

    Raises
    ------
    ValueError
        A lever, or the unit of one, has no label.
    """
    rows = {row["id"]: row for row in label_rows()}
    refuse_unlabelled(rows, LEVERS.values())
    return rows


def refuse_unlabelled(rows: Mapping[str, Mapping[str, str]], levers: Iterable[Lever]) -> None:
    """Refuse a catalogue that lacks the name of a lever, or of its unit, in some language."""
    due = {name: lever.name for lever in levers for name in (lever.name, f"unit.{lever.unit}")}
    for name, lever in due.items():
        missing = [locale for locale in LANGUAGES if not rows.get(name, {}).get(locale)]
        if missing:
            lacks = f"the lever {lever!r} has no label {name!r} in {' and '.join(missing)}"
            msg = f"{lacks}; add it to labels.csv"
            raise ValueError(msg)


def t(key: str, **values: object) -> str:
    """Text of ``key`` in the language in use, its ``{name}`` places filled from ``values``.

    Raises
    ------
    KeyError
        The catalogue lacks ``key``, or the text names a place that ``values`` lacks.
    """
    text = catalogue()[key][language()]
    return _joined(text, values).format(**values) if values else text


_CHINESE = re.compile(r"[\u2e80-\u9fff\uff00-\uffef]")
_SPACED = re.compile(r"(\{\w+\}|\S) (?=(\{\w+\}|\S))")


def _joined(text: str, values: Mapping[str, object]) -> str:
    """Take out the space between Chinese signs and a place that is filled with Chinese ones.

    The catalogue writes it for figures and foreign words, which a place may hold as well.
    """
    if language() == LANGUAGES[0]:
        return text

    def is_chinese(piece: str, at: int) -> bool:
        filled = str(values.get(piece[1:-1], "")) if piece.startswith("{") else piece
        return bool(filled) and bool(_CHINESE.match(filled[at]))

    def join(found: re.Match[str]) -> str:
        both = is_chinese(found[1], -1) and is_chinese(found[2], 0)
        return found[1] if both else found[0]

    return _SPACED.sub(join, text)


def explain(key: str) -> str:
    """One sentence of help on ``key``; empty where the catalogue has none."""
    column = "help" if language() == LANGUAGES[0] else "help_chinese"
    return catalogue()[key][column]


class Named(Protocol):
    """Anything that carries its name in both languages: platform, storefront, market."""

    @property
    def english(self) -> str:
        """Name in English."""

    @property
    def chinese(self) -> str:
        """Name in Chinese."""


def named(thing: Named) -> str:
    """Name of ``thing`` in the language in use."""
    return str(getattr(thing, language()))


def sentences(*texts: str) -> str:
    """Put sentences one after the other, with a space where the language has one."""
    return (" " if language() == LANGUAGES[0] else "").join(filter(None, texts))
