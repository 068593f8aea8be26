"""What a figure of today is made of: numbers of the market file, and the weakest of them."""

from collections.abc import Iterable
from functools import lru_cache

from models.notation import OWN
from models.vintage import Market, Number

_RATES = ("ad_rate.sme", "ad_rate.brand", "commission.sme", "commission.brand")
_SPLIT = ("gmv.total", "gmv.sme")
_BASKETS = tuple(
    f"basket.{side}.{ticket}"
    for side in ("sme", "brand")
    for ticket in ("high_ticket", "low_ticket")
)
_PROFIT = (*_RATES, "fixed_cost", "variable_cost", "levers.subsidy_budget")
_OVERSEAS = ("overseas.gmv", "overseas.take_rate", "overseas.margin")
_PEOPLE = ("penetration.upper", "penetration.lower")

MADE_OF = {
    "dau": ("dau.total",),
    "gmv": ("gmv.total",),
    "gmv_sme": _SPLIT,
    "gmv_brand": _SPLIT,
    "revenue": _RATES,
    "ad_revenue": _RATES[:2],
    "commission": _RATES[2:],
    "ebita": _PROFIT,
    "group_ebita": (*_PROFIT, *_OVERSEAS),
    "value": _PROFIT,
    "worth": (*_PROFIT, "dau.total"),
    "dac": (*_SPLIT, *_BASKETS, *_PEOPLE),
    "aac": (*_PEOPLE, "population.upper", "population.lower"),
    "seller_income_sme": (*_SPLIT, *_RATES[::2]),
    "seller_income_brand": (*_SPLIT, *_RATES[1::2]),
    "merchants_sme": ("merchants.sme",),
    "merchants_brand": ("merchants.brand",),
}
"""Numbers that settle each figure of today: places in the own group's table, or in the file.

Rates settle revenue: they are set so that, with the sales of the quarter, it comes to what was
reported.
"""

_OF_THE_FILE = ("levers", "population", "history", "overseas", "instant")


def number(market: Market, place: str, platform: int = OWN) -> Number:
    """Find one number of ``market`` by its place, that of ``platform`` where each has one.

    Raises
    ------
    KeyError
        The file has no such number.
    """
    if place.partition(".")[0] not in _OF_THE_FILE:
        place = f"platforms.{market.platform_ids[platform]}.{place}"
    return _by_path(market)[place]


def ingredients(market: Market, metric: str) -> tuple[Number, ...]:
    """List the numbers that today's ``metric`` of the own group is made of."""
    return tuple(number(market, place) for place in MADE_OF[metric])


def weakest(numbers: Iterable[Number]) -> str:
    """Grade of the weakest number, A to D: a figure is no better than what it is made of.

    A number of zero adds nothing to the figure and counts only where there is no other.
    """
    graded = [(each.value != 0.0, each.grade) for each in numbers]
    return max(graded)[1]


@lru_cache(maxsize=32)
def _by_path(market: Market) -> dict[str, Number]:
    return {each.path: each for each in market.numbers}
