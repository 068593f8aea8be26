"""Instant commerce in words: its services, and the price of a food visitor that decides."""

from collections.abc import Sequence

from models.analysis.instant.food_prices import Lead
from models.vintage import Market
from pages.labels.catalogue import LANGUAGES, language, t
from pages.labels.format import fixed, interval, shared_decimals


def service_names(market: Market) -> tuple[str, ...]:
    """Names of the services in the language in use, the own group's first."""
    service = market.instant
    if service is None:
        return ()
    return service.english if language() == LANGUAGES[0] else service.chinese


def prices(leads: Sequence[Lead], names: Sequence[str], earns: float) -> str:
    """Write which of the plans ``names`` is worth most by the price of a food visitor.

    What one earns in goods, RMB a year, ends the sentence.
    """
    told = [_lead(lead, names[lead.plan], alone=len(leads) == 1) for lead in leads]
    return t("instant.prices", leads=t("finding.comma").join(told), earns=fixed(earns, 0))


def _lead(lead: Lead, name: str, *, alone: bool) -> str:
    if lead.until is None:
        return t("instant.prices.always" if alone else "instant.prices.above", name=name)
    ends = [lead.until.central, lead.until.low, lead.until.high]
    decimals = min(0, shared_decimals(ends))
    price = f"{fixed(ends[0], decimals)} {interval(ends[1], ends[2], decimals)}"
    return t("instant.prices.until", name=name, price=price.rstrip())
