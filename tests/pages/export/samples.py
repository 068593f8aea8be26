"""Board packs that the tests of exports share, computed once a process."""

from dataclasses import replace
from functools import lru_cache

from pages.figures.pack.board_pack import board_pack, numbers_of
from tests.pages.stages import plan_of

DATE = "2026-11-29"
FORMULA = '=HYPERLINK("http://x.example","y")&cmd|\' /C calc\'!A0'
NAMES = {
    "formula": FORMULA,
    "html": "<script>alert('x')</script><b>&amp;</b>",
    "long": "W" * 80,
    "emoji": "重返淘宝 \N{GRINNING FACE}" * 5,
}


def numbers(horizon=5, *, idle=False):
    """Numbers of a plan; all names share them."""
    return computed(horizon, idle)


@lru_cache(maxsize=8)
def computed(horizon, idle):
    values = {"values": {}} if idle else {}
    return numbers_of(plan_of(horizon=horizon, draws=40, market="2024Q3", **values))


def named(name, horizon=5, *, idle=False):
    found = numbers(horizon, idle=idle)
    return replace(found, scenario=replace(found.scenario, name=name))


def pack(language, name="Test plan", horizon=5, *, idle=False):
    return composed(language, name, horizon, idle)


@lru_cache(maxsize=32)
def composed(language, name, horizon, idle):
    return board_pack(named(name, horizon, idle=idle), language, DATE)
