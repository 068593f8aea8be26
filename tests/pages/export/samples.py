"""Names that nobody should give and plans at the edge, for the tests of workbook, memo and PDF."""

from dataclasses import replace
from functools import lru_cache

from pages.figures.pack.board_pack import board_pack
from tests.pages.packs import DATE, IDLE, LONGEST, PLAN, SHORTEST, numbers_for

HORIZON = PLAN.horizon
FORMULA = '=HYPERLINK("http://x.example","y")&cmd|\' /C calc\'!A0'
NAMES = {
    "formula": FORMULA,
    "html": "<script>alert('x')</script><b>&amp;</b>",
    "long": "W" * 80,
    "emoji": "重返淘宝 \N{GRINNING FACE}" * 5,
}


def plan(horizon=HORIZON, *, idle=False):
    """The plan of the tests of the deck, a shorter or longer one, or one that moves nothing."""
    if idle:
        return IDLE
    return {HORIZON: PLAN, 1: SHORTEST, 40: LONGEST}[horizon]


def numbers(horizon=HORIZON, *, idle=False):
    """Numbers of a plan; all names share them."""
    return numbers_for(plan(horizon, idle=idle))


def named(name, horizon=HORIZON, *, idle=False):
    found = numbers(horizon, idle=idle)
    return replace(found, scenario=replace(found.scenario, name=name))


def pack(language, name="Test plan", horizon=HORIZON, *, idle=False):
    return composed(language, name, horizon, idle)


@lru_cache(maxsize=32)
def composed(language, name, horizon, idle):
    return board_pack(named(name, horizon, idle=idle), language, DATE)
