"""What the lever panel is told once a market and language: names, ranges, help, forms of numbers.

It is large and seldom changes, so it travels apart from where the levers stand; an unchanged
message is not sent again.
"""

from collections.abc import Iterable
from dataclasses import asdict
from functools import lru_cache
from hashlib import blake2b
from json import dumps
from typing import Any

from models import market_files
from models.inputs import load_market
from models.levers import INSTANT, KPI_UNITS, LEVERS, UNIT_OF_WEIGHT, Lever
from models.scenario.rhythms import RHYTHMS
from models.vintage import Market
from pages.labels.catalogue import explain, language, t
from pages.labels.format import setting
from pages.labels.units import setting_form
from pages.panels.steering import precedent
from pages.plan import schedules

LEVER_GROUPS = tuple(dict.fromkeys(lever.group for lever in LEVERS.values()))
OPEN = "main"
"""The group that the product is named for stands open; the others are folded."""

DIGITS = 3
"""Significant digits of a value as its mark tells it; its field shows more."""
_EXAMPLE = 0.5
_PLACE = "{lever}"


def words(market: str) -> dict[str, Any]:
    """Give the words of the panel for a market in the language in use, with a ``token`` of them."""
    return _words(market, language(), market_files.own_stamps())


@lru_cache(maxsize=32)
def _words(name: str, _: str, __: object) -> dict[str, Any]:
    market = load_market(name)
    told = {
        "text": _text(),
        "groups": [_group(group) for group in LEVER_GROUPS if is_offered(group, market)],
        "forms": {
            unit: asdict(setting_form(unit)) for unit in {one.unit for one in LEVERS.values()}
        },
        "levers": {name: _lever(lever, market) for name, lever in LEVERS.items()},
    }
    token = blake2b(dumps(told, sort_keys=True).encode(), digest_size=6).hexdigest()
    return {"token": token, "digits": DIGITS, **told}


def members(group: str) -> tuple[str, ...]:
    """Give the levers of a group in the order of files."""
    return tuple(name for name, lever in LEVERS.items() if lever.group == group)


def is_offered(group: str, market: Market) -> bool:
    """Return whether the market has what a group acts on: some have no instant commerce."""
    return market.instant is not None or not set(members(group)) <= set(INSTANT)


def ends(lever: Lever, market: Market) -> tuple[float, float]:
    """Give the ends of a slider: what the market allows, or the whole range where that is shut."""
    low, high = market.bounds(lever.name)
    return (low, high) if low < high else (lever.low, lever.high)


def absent(lever: str, market: Market) -> str:
    """Say why the market does not offer a lever."""
    first = market.unavailable.get(lever)
    return t("levers.since", year=first) if first else t("levers.absent")


def _text() -> dict[str, Any]:
    """Words that no lever owns; ``{lever}`` and ``{count}`` are filled in the browser."""
    own = ("search", "none", "fold", "unfold", "close")
    of_lever = ("value", "close_eye", "open_eye", "lock", "unlock", "help")
    return {
        **{name: t(f"panel.{name}") for name in own},
        **{name: t(f"panel.{name}", lever=_PLACE) for name in of_lever},
        "title": t("levers.title"),
        "undo": t("history.undo"),
        "redo": t("history.redo"),
        "reset_all": t("levers.reset_all"),
        "reset_group": t("levers.reset_group"),
        "beyond": t("history.beyond"),
        "moved": t("levers.moved", count="{count}"),
        "rhythm": t("timing.rhythm"),
        "rhythms": [(name, t(f"timing.{name}")) for name in RHYTHMS],
        "still": t("timing.still"),
    }


def _group(group: str) -> dict[str, Any]:
    levers = members(group)
    return {
        "name": group,
        "label": "" if group == OPEN else t(f"group.{group}"),
        "levers": levers,
        "captions": {KPI_UNITS[unit][0]: t(unit) for unit in _units(levers)},
    }


def _units(levers: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(UNIT_OF_WEIGHT[name] for name in levers if name in UNIT_OF_WEIGHT))


def _lever(lever: Lever, market: Market) -> dict[str, Any]:
    low, high = ends(lever, market)
    today = market.levers[lever.name]
    whole = float(lever.step).is_integer()
    shut = absent(lever.name, market) if market.is_shut(lever.name) else ""
    return {
        "label": t(lever.name),
        "unit": lever.unit,
        "low": low,
        "high": high,
        "step": lever.step,
        "today": today,
        "seen": lever.seen,
        "whole": whole,
        "shut": shut,
        "mark": t("levers.today", value=setting(today, lever.unit)),
        "allowed": _allowed(lever, low, high, whole=whole),
        "help": [
            explain(lever.name),
            shut or _range(lever, low, high, today),
            *precedent.known(lever.name, market),
        ],
        "reset": t("levers.reset", lever=t(lever.name)),
        "timing": t("timing.open", lever=t(UNIT_OF_WEIGHT.get(lever.name, lever.name))),
        "schedules": schedules.together(lever.name)[0] == lever.name,
    }


def _range(lever: Lever, low: float, high: float, today: float) -> str:
    low_text, high_text, now = (setting(value, lever.unit) for value in (low, high, today))
    return t("levers.range", low=low_text, high=high_text, now=now, unit=t(f"unit.{lever.unit}"))


def _allowed(lever: Lever, low: float, high: float, *, whole: bool) -> str:
    steps = round(_EXAMPLE * (high - low) / lever.step)
    places = {"low": setting(low, lever.unit), "high": setting(high, lever.unit)}
    if whole:
        return t("panel.allowed_whole", **places)
    return t("panel.allowed", **places, example=setting(low + steps * lever.step, lever.unit))
