"""The equations as the specification has them: mathematics, parameters, files, what feeds what.

The pages of `models/equations/` are read themselves, so nothing here can differ from them.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from models.inputs import MODELS
from models.levers import LEVERS

FOLDER = MODELS / "equations"
ORDER_PAGE = "baseline"
"""Page whose numbered list under `_ORDER` is the order of execution."""

_ENTRY = re.compile(r"^### (E\d+)\. (.+?)\n(.+?)(?=^#|\Z)", re.MULTILINE | re.DOTALL)
_FORMULA = re.compile(r"\$\$(.+?)\$\$", re.DOTALL)
_BULLET = re.compile(r"^- \*\*([^*]+):\*\* (.+?)(?=^- \*\*|^$|\Z)", re.MULTILINE | re.DOTALL)
_ORDER = re.compile(r"^## Order within a quarter\n(.+?)(?=^## )", re.MULTILINE | re.DOTALL)
_STAGE = re.compile(r"^\d\. (.+?)(?=^\d\. |^$|\Z)", re.MULTILINE | re.DOTALL)
_NUMBER = re.compile(r"\bE([1-9]\d?)(?:-E([1-9]\d?))?\b")
_LETTER_OR_NAME = re.compile(r"\$([^$]+)\$|`(\w+)`")
_BEFORE = "of the quarter before"


@dataclass(frozen=True, kw_only=True)
class Equation:
    """One entry of the specification.

    ``formulas`` are LaTeX, ``parameters`` pairs of a letter (LaTeX, empty where it has none) and a
    name, ``code`` pairs of a file and the names in it. ``uses`` are equations of the same quarter,
    ``before`` those whose state of the quarter before enters; ``gives`` has metrics, each with
    what of ``uses`` it rests on. ``text`` is the entry without its heading, Markdown in English.
    """

    number: str
    title: str
    page: str
    text: str
    formulas: tuple[str, ...]
    parameters: tuple[tuple[str, str], ...]
    levers: tuple[str, ...]
    uses: tuple[str, ...]
    before: tuple[str, ...]
    gives: Mapping[str, tuple[str, ...]]
    code: tuple[tuple[str, tuple[str, ...]], ...]


@cache
def equations() -> dict[str, Equation]:
    """Give every equation by its number, in the order of execution."""
    found = {
        entry.number: entry
        for path in sorted(FOLDER.glob("*.md"))
        for entry in read_page(path.stem, path.read_text(encoding="utf-8"))
    }
    listed = [number for stage in stages() for number in stage]
    return {number: found[number] for number in listed} | found


@cache
def stages() -> tuple[tuple[str, ...], ...]:
    """Give the numbers of the equations by stage of a quarter, each where it first stands."""
    return read_order((FOLDER / f"{ORDER_PAGE}.md").read_text(encoding="utf-8"))


def read_order(text: str) -> tuple[tuple[str, ...], ...]:
    """Read the stages off the numbered list of a page."""
    listed = _ORDER.search(text)
    seen: set[str] = set()
    found = []
    for stage in _STAGE.findall(listed[1] if listed else ""):
        here = [number for number in dict.fromkeys(numbers(stage)) if number not in seen]
        seen.update(here)
        found.append(tuple(here))
    return tuple(found)


def read_page(page: str, text: str) -> Iterator[Equation]:
    """Read the entries of a page."""
    for number, title, body in _ENTRY.findall(text):
        bullets = {name: " ".join(said.split()) for name, said in _BULLET.findall(body)}
        now, _, before = bullets.get("Uses", "").partition(_BEFORE)
        levers = _quoted(bullets.get("Levers", ""))
        every = "Levers" in bullets and not levers
        yield Equation(
            number=number,
            title=title,
            page=page,
            text=body.strip(),
            formulas=tuple(formula.strip() for formula in _FORMULA.findall(body)),
            parameters=tuple(_parameters(bullets.get("Parameters", ""))),
            levers=tuple(LEVERS) if every else levers,
            uses=tuple(numbers(now)),
            before=tuple(numbers(before)),
            gives=_gives(bullets.get("Gives", ""), tuple(numbers(now))),
            code=tuple(_code(bullets.get("In", ""))),
        )


def numbers(text: str) -> Iterator[str]:
    """Give the equations that a text names; E1-E4 are four."""
    for first, last in _NUMBER.findall(text):
        yield from (f"E{number}" for number in range(int(first), int(last or first) + 1))


def _quoted(text: str) -> tuple[str, ...]:
    return tuple(re.findall(r"`(\w+)`", text))


def _gives(text: str, uses: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
    """Read metrics with what they rest on: "`dau` of E10; `dac`" rest on E10, and on all."""
    found = {}
    for part in text.split(";"):
        narrowed = tuple(numbers(part)) or uses
        found.update(dict.fromkeys(_quoted(part), narrowed))
    return found


def _parameters(text: str) -> Iterator[tuple[str, str]]:
    """Pair names with the letter before them, which holds until a semicolon or a full stop."""
    for part in re.split(r";|\. ", text):
        letter = ""
        for found in _LETTER_OR_NAME.finditer(part):
            if found[1]:
                letter = found[1]
            else:
                yield letter, found[2]


def _code(text: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Pair each file with the names listed behind it."""
    for part in text.split(";"):
        names: list[str] = []
        for quoted in reversed(re.findall(r"`([^`]+)`", part)):
            if quoted.endswith(".py"):
                yield f"models/{quoted.removeprefix('models/')}", tuple(reversed(names))
                names = []
            elif quoted.isidentifier():
                names.append(quoted)
