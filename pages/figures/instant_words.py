"""Instant commerce in words: its services, and the price of a food visitor that decides."""

from collections.abc import Sequence
from math import isfinite

from models.analysis.instant.food_prices import PlacesChange
from models.vintage import Market
from pages.labels.catalogue import LANGUAGES, language, t
from pages.labels.format import fixed, interval, shared_decimals


def service_names(market: Market) -> tuple[str, ...]:
    """Names of the services in the language in use, the own group's first."""
    service = market.instant
    if service is None:
        return ()
    return service.english if language() == LANGUAGES[0] else service.chinese


def prices(changes: Sequence[PlacesChange], names: Sequence[str], earns: float) -> str:
    """Write at which price of a food visitor the plans ``names`` change places.

    One plan that leads at every price is said so; what a food visitor earns ends the sentence.
    """
    told = [
        t("instant.price", below=names[c.below], above=names[c.above], price=_yuan(c))
        for c in changes
    ]
    found = t("finding.semicolon").join(told) if told else t("instant.price.none")
    return t("instant.prices", found=found, earns=fixed(earns, 0))


def _yuan(change: PlacesChange) -> str:
    ends = [change.price.central, change.price.low, change.price.high]
    decimals = min(0, shared_decimals(ends))
    text = fixed(ends[0], decimals)
    return f"{text} {interval(ends[1], ends[2], decimals)}" if all(map(isfinite, ends)) else text
