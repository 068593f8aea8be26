"""What readers of files say, in the language in use.

The readers know no language but English. Each of their sentences stands in the catalogue under a
key that begins with ``said.``, with places for what varies; a sentence that is not there is told
as it is. A place named ``rule`` or ``hint`` holds a sentence of its own, one named ``series`` the
name of a series of figures.
"""

import re
from functools import cache

from pages.labels.catalogue import LANGUAGES, catalogue, language

_FOUND = re.compile("found (?:'.*?'|nothing), but (.+)", re.DOTALL)
_PLACE = re.compile(r"\{(\w+)\}")
_NESTED = ("rule", "hint", "reason", "kind")
_LISTS = ("list.one_of", "list.more", "list.last")
_FORMS = {
    "names": _LISTS,
    "n": _LISTS,
    "test": ("list.test",),
    "span": ("list.span",),
    "usual": ("list.span",),
}
"""Of what form the words at a place may be, by its name: lists of names, a test, a span."""
_LONGEST = 4_000


def said(message: str) -> str:
    """Write a message or a note of a reader in the language in use."""
    bare = _FOUND.fullmatch(message)
    text = bare[1] if bare else message
    if language() == LANGUAGES[0] or len(text) > _LONGEST:
        return text
    return _translated(text) or text


def _translated(text: str) -> str | None:
    """Translate a sentence, or else all parts of it that semicolons divide; None for neither."""
    return _whole(text, is_one=True) or _divided(text) or _whole(text, is_one=False)


def _whole(text: str, *, is_one: bool) -> str | None:
    """Translate a sentence; what stands at a place of ``is_one`` is not another sentence."""
    for pattern, chinese in _sentences():
        if match := pattern.fullmatch(text):
            parts = match.groupdict()
            if is_one and any("; " in part for name, part in parts.items() if name not in _NESTED):
                continue
            return chinese.format(**{name: _part(name, part) for name, part in parts.items()})
    return None


def _divided(text: str) -> str | None:
    for cut in re.finditer("; ", text):
        left, right = _translated(text[: cut.start()]), _translated(text[cut.end() :])
        if left and right:
            return f"{left}\uff1b{right}"
    return None


def _part(name: str, text: str) -> str:
    if name in _NESTED:
        return _translated(text) or text
    key = f"accuracy.series.{text}"
    if name == "series" and key in catalogue():
        return catalogue()[key]["chinese"]
    for form in _FORMS.get(name, ()):
        if match := _pattern(catalogue()[form]["english"]).fullmatch(text):
            return catalogue()[form]["chinese"].format(**match.groupdict())
    return text


@cache
def _sentences() -> list[tuple[re.Pattern[str], str]]:
    """List patterns of English sentences, the most literal first, with the Chinese ones."""
    rows = [row for key, row in catalogue().items() if key.startswith("said.")]
    rows.sort(key=lambda row: -len(_PLACE.sub("", row["english"])))
    return [(_pattern(row["english"]), row["chinese"]) for row in rows]


def _pattern(english: str) -> re.Pattern[str]:
    pieces = _PLACE.split(english)
    groups = (f"(?P<{x}>.+?)" if i % 2 else re.escape(x) for i, x in enumerate(pieces))
    return re.compile("".join(groups), re.DOTALL)
