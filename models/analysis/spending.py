"""What a plan spends, and how one lever pays for another."""

from collections.abc import Mapping
from dataclasses import dataclass

from models.levers import LEVERS, MONEY

SPENDING = tuple(name for name, lever in LEVERS.items() if lever.unit == MONEY)
"""Levers whose unit is money, RMB bn a quarter."""

_DIGITS = 9


@dataclass(frozen=True, kw_only=True)
class Transfer:
    """Money that moves from ``source`` to pay for the increase of ``lever``, RMB bn a quarter.

    ``wanted`` is what total spend exceeds today's by, or the increase of the lever if that is
    less; ``amount`` is what the source can give within its range; ``left`` the source's target
    after it, ``total`` what the plan then spends.
    """

    lever: str
    source: str
    wanted: float
    amount: float
    left: float
    total: float

    @property
    def is_whole(self) -> bool:
        """The source pays for all that was wanted."""
        return self.amount >= self.wanted


def total_spend(values: Mapping[str, float]) -> float:
    """Spend of all levers of money, RMB bn a quarter."""
    return round(sum(values[name] for name in SPENDING), _DIGITS)


def unfunded(values: Mapping[str, float], today: Mapping[str, float]) -> dict[str, float]:
    """Give the increases that raise total spend, by lever, the largest first."""
    over = total_spend(values) - total_spend(today)
    risen = {name: round(values[name] - today[name], _DIGITS) for name in SPENDING}
    wanted = {name: round(min(rise, over), _DIGITS) for name, rise in risen.items()}
    found = {name: rise for name, rise in wanted.items() if rise > 0.0}
    return dict(sorted(found.items(), key=lambda item: -risen[item[0]]))


def sources(
    values: Mapping[str, float], today: Mapping[str, float], lever: str
) -> dict[str, float]:
    """Give what each other lever of money could give up within its range.

    Levers that have not risen themselves come first, then those that can give most.
    """
    room = {
        name: round(values[name] - LEVERS[name].low, _DIGITS) for name in SPENDING if name != lever
    }
    found = {name: rest for name, rest in room.items() if rest > 0.0}
    return dict(
        sorted(found.items(), key=lambda item: (values[item[0]] > today[item[0]], -item[1]))
    )


def fund(
    values: Mapping[str, float], today: Mapping[str, float], lever: str, source: str
) -> Transfer:
    """Take from ``source`` what the increase of ``lever`` adds to total spend."""
    wanted = unfunded(values, today).get(lever, 0.0)
    amount = min(wanted, sources(values, today, lever).get(source, 0.0))
    return Transfer(
        lever=lever,
        source=source,
        wanted=wanted,
        amount=amount,
        left=round(values[source] - amount, _DIGITS),
        total=round(total_spend(values) - amount, _DIGITS),
    )
