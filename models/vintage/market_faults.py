"""What is missing, unknown or outside its range in a market file."""

import difflib
import re
from collections.abc import Iterator

from models.notation import quarter_number
from models.text_rules import shown, text_rule
from models.vintage.market_content import Content, Fault
from models.vintage.market_history import TABLE, history_faults, history_rule
from models.vintage.market_instant import instant_faults
from models.vintage.market_rules import LONGEST, Ranges, Rule, parameter_rule, peace_rule, rules_for
from models.vintage.market_terms import term_faults

_TEXTS = ("vintage", "english", "chinese")
_SIDE = ("english", "chinese", "colour", "colour_dark")
_SERVICE = ("english", "chinese")
_PLATFORM = (*_SIDE, "nest")
_COLOUR = re.compile(r"#[0-9A-F]{6}", re.ASCII)
_ID = re.compile(r"[a-z][a-z0-9_]*", re.ASCII)


def all_faults(content: Content, parameters: Ranges) -> Iterator[Fault]:
    """List the faults of single entries, as (place, what was found and what is allowed)."""
    yield from content.faults
    yield from _shape(content)
    yield from _texts(content)
    yield from _numbers(content, parameters)
    yield from history_faults(content)
    yield from instant_faults(content)
    yield from term_faults(content)


def _shape(content: Content) -> Iterator[Fault]:
    if len(content.platforms) < 2:
        yield "platforms", "it takes the own group, which comes first, and at least one rival"
    if len(content.sides) != 2:
        yield "sides", "it takes two: the storefront of small sellers first, then that of brands"
    for table, ids in (("platforms", content.platforms), ("sides", content.sides)):
        for name in ids:
            if not _ID.fullmatch(name) or len(name) > LONGEST["id"]:
                rule = "an id has small letters, digits and _, a letter first"
                yield f"{table}.{shown(name)}", f"{rule}, {LONGEST['id']} in all at most"


def _texts(content: Content) -> Iterator[Fault]:
    expected = [*_TEXTS]
    expected += [f"platforms.{p}.{key}" for p in content.platforms for key in _PLATFORM]
    expected += [f"sides.{side}.{key}" for side in content.sides for key in _SIDE]
    outside = [service for service in content.services if service not in content.platforms]
    expected += [f"instant.{service}.{key}" for service in outside for key in _SERVICE]
    for place in expected:
        if place not in content.texts and not _told(content, place):
            yield place, "is missing; write a text"
    for place, text in content.texts.items():
        if place not in expected:
            yield place, f"found the text {shown(text)!r} where none belongs; delete it"
        elif rule := _text_rule(place, text):
            yield place, f"found {shown(text)!r}; {rule}"


def _text_rule(place: str, text: str) -> str | None:
    if "colour" in place and not _COLOUR.fullmatch(text):
        return "a colour is written like #1F4E9E"
    if place == "vintage":
        return _vintage_rule(text)
    if len(text) > LONGEST["text"]:
        return f"{len(text):,} characters; at most {LONGEST['text']} are allowed; shorten it"
    return text_rule(text) if text.strip() else "write a text"


def _vintage_rule(text: str) -> str | None:
    try:
        quarter_number(text)
    except ValueError:
        return "a vintage is a quarter, written like 2024Q3"
    return None


def _numbers(content: Content, parameters: Ranges) -> Iterator[Fault]:
    rules = rules_for(content.platforms, content.services)
    for place, rule in rules.items():
        if place not in content.numbers and not _told(content, place):
            yield place, f"is missing; it takes a number, {rule}"
    for place, number in content.numbers.items():
        known = (
            rules.get(place)
            or peace_rule(place, content.services)
            or parameter_rule(place, parameters)
            or history_rule(place)
        )
        if known is None:
            if not place.startswith(f"{TABLE}."):  # `history_faults` knows more of these
                hint = _hint(place, rules, parameters)
                yield place, f"no number of this name belongs here{hint}"
        elif number.unit != known.unit:
            yield (
                place,
                f"unit = {shown(number.unit)!r}, but it is counted in {known.unit!r}; convert it",
            )
        elif not known.low <= number.value <= known.high:
            yield place, f"value = {number.value:g}, but allowed is {known}"


def _told(content: Content, place: str) -> bool:
    """Whether the entry is there and already reported as unreadable."""
    return any(place == told or place.startswith(f"{told}.") for told, _ in content.faults)


def _hint(place: str, rules: dict[str, Rule], parameters: Ranges) -> str:
    known = [*rules, *(f"parameters.{name}" for name in parameters)]
    near = difflib.get_close_matches(place, known, n=1)
    return f"; the closest is {near[0]}" if near else "; delete it"
