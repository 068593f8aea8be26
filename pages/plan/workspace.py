"""All that is open on one screen as a short text, and back: plans and the steps to undo.

Plans are scenario files, so what a later version of the app reads is what it reads from a file.
"""

import json
import re
import zlib
from base64 import b64decode, b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from models.errors import Problem, ScenarioError
from models.inputs import load_parameters, named_markets
from models.scenario import Scenario
from models.scenario.csv.scenario_file import read_bytes, write_bytes
from models.text_rules import refusal

UNDO_ROOM = 60_000
"""Characters of plans to undo that are kept, before they are packed; the oldest go first."""

_MARKET = re.compile(r"(?m),market,,(\d{4}Q[1-4]),", re.ASCII)

_LARGEST = 16_000_000
"""Bytes that a text may unpack to: three of the largest scenario files."""


@dataclass(frozen=True, kw_only=True)
class Workspace:
    """Open ``plans``, ``shown`` the current one; plans of the ``past``, ``at`` the present one.

    ``aside`` holds for each plan of the past what is left out of it, None where nothing is.
    """

    plans: tuple[Scenario, ...]
    shown: int = 0
    past: tuple[Scenario, ...] = ()
    at: int = 0
    aside: tuple[Scenario | None, ...] = ()


def pack(space: Workspace) -> str:
    """Write a workspace as a text of letters, digits and ``+/=``."""
    first = _oldest(space.past, space.at)
    content = {
        "plans": [_text(plan) for plan in space.plans],
        "shown": space.shown,
        "past": [_text(plan) for plan in space.past[first:]],
        "at": space.at - first,
        "aside": [_text(plan) if plan else "" for plan in space.aside[first:]],
    }
    return b64encode(zlib.compress(json.dumps(content).encode())).decode("ascii")


def _oldest(past: Sequence[Scenario], at: int) -> int:
    """Count the plans of the past that there is no room for; what can be redone stays."""
    room = UNDO_ROOM
    for number in range(len(past) - 1, -1, -1):
        room -= len(_text(past[number]))
        if room < 0 and number < at:
            return number + 1
    return 0


@lru_cache(maxsize=1024)
def _text(plan: Scenario) -> str:
    return write_bytes([plan]).decode("utf-8-sig")


def unpack(text: str) -> Workspace:
    """Read what `pack` wrote; nothing but the text of a browser vouches for it.

    Raises
    ------
    ScenarioError
        The text is none of ours, or one of its plans is not allowed here.
    """
    try:
        unpacker = zlib.decompressobj()
        data = unpacker.decompress(b64decode(text, validate=True), _LARGEST)
        content = {**json.loads(data)}
        plans, past = list(map(str, content["plans"])), list(map(str, content["past"]))
        aside = list(map(str, content.get("aside", ())))  # an earlier version kept none
        shown, at = int(content["shown"]), int(content["at"])
        fits = 0 <= shown < len(plans) and (0 <= at < len(past) or not past)
    except (ValueError, TypeError, KeyError, RecursionError, zlib.error):
        fits = False
    if not fits:
        raise ScenarioError([refusal(None, None, text, "it is no workspace of this app")])
    return Workspace(
        plans=tuple(map(_plan, plans)),
        shown=shown,
        past=tuple(map(_plan, past)),
        at=at,
        aside=tuple(_plan(text) if text else None for text in aside),
    )


def _plan(text: str) -> Scenario:
    allowed = load_parameters().allowed_ranges
    # An own market may be gone by now; the plan is carried over once it is shown.
    lost = _MARKET.findall(text)
    known = (*lost, *named_markets())
    reading = read_bytes(text.encode(), vintages=known, parameters=allowed)
    if len(reading.scenarios) != 1:
        several = Problem(line=None, column=None, found="", message="found several plans for one")
        raise ScenarioError(reading.problems or (several,))
    return reading.scenarios[0]
