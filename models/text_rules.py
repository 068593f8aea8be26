"""Foreign text: what a name or a note may hold, and how a message quotes it.

A rule is None, or the text that says what is allowed; `Scenario` and the reader of files share the
rules, so that both refuse the same things in the same words.
"""

import re
import unicodedata

from models.errors import Problem

NAME_LENGTH = 80
NOTE_LENGTH = 2_000

# Bidirectional embeddings, overrides and isolates, line separators and surrogates make a text
# look like another one or break its line. Direction marks and joiners stay: scripts need them.
# The last two are no letters, and no document may hold them.
_HIDDEN = "\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff"
_ONE_LINE = re.compile(f"[\x00-\x1f{_HIDDEN}]")
_LINES = re.compile(f"[\x00-\x08\x0b\x0c\x0e-\x1f{_HIDDEN}]")
# Greek, Cyrillic and full-width letters that pass for Latin ones.
_LOOKALIKE = re.compile("[\u0370-\u052f\uff01-\uff5e]")


def shown(text: str, limit: int = 60) -> str:
    """Quote foreign text: short, nothing that a terminal would obey, no letter in disguise."""
    short = text if len(text) <= limit else text[: limit - 1] + "…"
    if re.search("[A-Za-z]", short):
        short = _LOOKALIKE.sub(lambda match: _escape(match[0]), short)
    return printable(short)


def printable(text: str) -> str:
    """Give words of ours, in which foreign text is quoted, with nothing a terminal would obey."""
    return "".join(c if c.isprintable() else _escape(c) for c in text)


def _escape(character: str) -> str:
    return character.encode("unicode_escape").decode("ascii")


def refusal(line: int | None, column: str | None, cell: object, rule: str) -> Problem:
    """Turn a broken rule into a problem that quotes what was found."""
    text = shown(str(cell))
    what = f"'{text}'" if text else "nothing"
    return Problem(line=line, column=column, found=text, message=f"found {what}, but {rule}")


def name_key(name: str) -> str:
    """Give what two names share when they count as one: composed, case folded, trimmed."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name.strip()).casefold())


def name_rule(name: str) -> str | None:
    """Check a scenario's name: something visible, at most 80 characters, none of them hidden."""
    if len(name) > NAME_LENGTH:
        return f"a scenario name has at most {NAME_LENGTH} characters, not {len(name)}; shorten it"
    if hidden := text_rule(name):
        return hidden
    if any(unicodedata.category(character)[0] not in "ZC" for character in name):
        return None
    return "every row needs the name of its scenario; it is not filled down"


def text_rule(text: str, *, lines: bool = False) -> str | None:
    """Refuse characters that nobody sees; ``lines`` lets tabs and line ends pass."""
    hidden = (_LINES if lines else _ONE_LINE).search(text)
    if not hidden:
        return None
    return f"it holds the control or invisible character U+{ord(hidden[0]):04X}; delete it"


def note_rule(note: str) -> str | None:
    """Check a note: at most 2,000 characters, lines and tabs allowed, nothing hidden."""
    if len(note) > NOTE_LENGTH:
        return f"a note has at most {NOTE_LENGTH:,} characters, not {len(note):,}; shorten it"
    return text_rule(note, lines=True)
