"""The table of instant commerce in a market file: what it must hold, and the arrays it becomes."""

import reprlib
from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from models.levers import INSTANT, LEVERS
from models.notation import SERVICES, Array
from models.text_rules import shown
from models.vintage import Instant, Number
from models.vintage.market_content import Content, Fault

_FLAG = "instant.in_ebita"
_NONE = "0 by definition: there is no instant commerce in this market"


def instant_faults(content: Content) -> Iterator[Fault]:
    """List what is wrong with the services, their order and their total."""
    services, platforms = content.services, content.platforms
    if not isinstance(content.raw.get(_FLAG, False), bool):
        found = f"found {reprlib.repr(content.raw[_FLAG])}"
        yield _FLAG, f"{found}; write true where the reported EBITA holds the own service's profit"
    if not services:
        return
    fits = len(services) == SERVICES and services[:1] == platforms[:1]
    fits = fits and services[1] not in platforms and services[2] in platforms[1:]
    if not fits:
        told = f"found the services {shown(', '.join(services))}"
        rule = "it takes three: the own group's, one of no platform of this market, a rival's"
        yield "instant", f"{told}; {rule}, in this order"
        return
    yield from _too_many_orders(content)


def _too_many_orders(content: Content) -> Iterator[Fault]:
    numbers = content.numbers
    places = [f"instant.{service}.orders" for service in content.services]
    if "instant.potential" in numbers and all(place in numbers for place in places):
        orders, most = sum(numbers[p].value for p in places), numbers["instant.potential"].value
        if not orders < most:
            found = f"the services have {orders:g} million orders a day together"
            yield "instant.potential", f"{found}; the potential must be above that, not {most:g}"


def instant(content: Content) -> Instant | None:
    """Make the arrays of the table, (3,) each; None where the file has no such table."""
    if not content.services:
        return None
    subsidy = _column(content, "subsidy")
    named = content.numbers
    peace = [named.get(f"instant.{service}.peace") for service in content.services]
    return Instant(
        services=content.services,
        english=_names(content, "english"),
        chinese=_names(content, "chinese"),
        orders=_column(content, "orders"),
        subsidy=subsidy,
        margin=_column(content, "margin"),
        peace=np.array([s if p is None else p.value for s, p in zip(subsidy, peace, strict=True)]),
        potential=named["instant.potential"].value,
        entrance=named["instant.entrance"].value,
        in_ebita=content.raw.get(_FLAG, False),
    )


def lever_numbers(content: Content) -> list[Number]:
    """Give the two levers of instant commerce their baseline: from its table, or 0 without one."""
    if not content.services:
        return [
            Number(
                path=f"levers.{name}", value=0.0, unit=LEVERS[name].unit, source=_NONE, grade="B"
            )
            for name in INSTANT
        ]
    places = f"instant.{content.services[0]}.subsidy", "instant.entrance"
    return [
        replace(content.numbers[place], path=f"levers.{name}")
        for name, place in zip(INSTANT, places, strict=True)
    ]


def _column(content: Content, name: str) -> Array:
    return np.array([content.numbers[f"instant.{s}.{name}"].value for s in content.services])


def _names(content: Content, language: str) -> tuple[str, ...]:
    """Name each service; that of a platform bears the platform's name."""
    texts = content.texts
    return tuple(
        texts.get(f"instant.{service}.{language}") or texts[f"platforms.{service}.{language}"]
        for service in content.services
    )
